/** What synchronisation remembers on this device: its key, where head office is, and how far both directions have come. */
import { z } from 'zod'
import { Instant } from '../../domain/values/dates.ts'
import { DeviceId } from '../../domain/values/ids.ts'
import type { Setting } from '../storage/settings.ts'

const Key = z.object({ device: DeviceId, publicKey: z.string(), privateKey: z.string() })
/** Made before enrolment and kept, so that an enrolment whose answer was lost can be repeated as the same device. */
export const DeviceKey: Setting<typeof Key> = { name: 'sync.key', schema: Key }

export const HeadOfficeUrl: Setting<z.ZodURL> = { name: 'sync.head-office', schema: z.url() }

const Count = z.int().min(0)
/** Own facts up to this sequence number are confirmed by head office, and its verdicts on their clocks applied. */
export const Acked: Setting<typeof Count> = { name: 'sync.acked', schema: Count }
/** Others' facts up to this cursor are in the journal. */
export const Fetched: Setting<typeof Count> = { name: 'sync.fetched', schema: Count }
/** Whether everything is being read again because of a gap; once is enough to know that head office has nothing better. */
export const Reread: Setting<z.ZodBoolean> = { name: 'sync.reread', schema: z.boolean() }

const Milestones = z.object({ sawAllAt: Instant.nullable(), fetchedAllAt: Instant.nullable() })
export type Milestones = z.infer<typeof Milestones>
export const MilestonesSetting: Setting<typeof Milestones> = { name: 'sync.milestones', schema: Milestones }
