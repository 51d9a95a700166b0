/** What synchronisation remembers on this device: its key, where head office is, and how far both directions have come. */
import { z } from 'zod'
import { Instant } from '../../domain/values/dates.ts'
import { DeviceId } from '../../domain/values/ids.ts'
import { HeadOfficeIdentity } from '../../journal/protocol.ts'
import { Digest } from '../../journal/envelope.ts'
import { SnapshotManifest } from '../../journal/snapshot.ts'
import type { Setting } from '../storage/settings.ts'

const KeyPair = z.object({ publicKey: z.string(), privateKey: z.string() })
const EpochKey = KeyPair.extend({ epoch: z.int().min(0) })
/** A key and the epoch whose chain it signs. */
export type EpochKey = z.infer<typeof EpochKey>
const Key = KeyPair.extend({
  device: DeviceId,
  epoch: z.int().min(0).default(0),
  /**
   * The keys of the epochs before, oldest first: only with one that it knows can a head office that was set back be asked
   * for later ones again. Until version 0.2 the last one alone was kept.
   */
  before: z.union([z.array(EpochKey), EpochKey.transform((one) => [one])]).default([])
})
export type Key = z.infer<typeof Key>
/** Made before enrolment and kept, so that an enrolment whose answer was lost can be repeated as the same device. */
export const DeviceKey: Setting<typeof Key> = { name: 'sync.key', schema: Key }

/** Made before a new epoch is asked for, for the same reason. */
export const NextKey: Setting<z.ZodNullable<typeof KeyPair>> = { name: 'sync.next-key', schema: KeyPair.nullable() }

/** Who head office was when this desk first met it: another one later gets nothing from this desk. */
export const HeadOffice: Setting<typeof HeadOfficeIdentity> = {
  name: 'sync.head-office-identity',
  schema: HeadOfficeIdentity
}

/** Which facts head office gives this desk whole; when they grow, what was withheld is fetched again. */
export const Scopes: Setting<z.ZodArray<z.ZodString>> = { name: 'sync.scopes', schema: z.array(z.string()) }

export const HeadOfficeUrl: Setting<z.ZodURL> = { name: 'sync.head-office', schema: z.url() }

const Count = z.int().min(0)
/** Own facts up to this sequence number are confirmed by head office, and its verdicts on their clocks applied. */
export const Acked: Setting<typeof Count> = { name: 'sync.acked', schema: Count }
/** Others' facts up to this cursor are in the journal. */
export const Fetched: Setting<typeof Count> = { name: 'sync.fetched', schema: Count }
/** The cursor at which head office last had nothing more for this desk; while it has fetched less or more, something is still to come. */
export const FetchedAll: Setting<typeof Count> = { name: 'sync.fetched-all', schema: Count }
/** Hash of the fact that stands at that cursor in head office, by which a restored one is recognised. */
export const Anchor: Setting<z.ZodNullable<typeof Digest>> = { name: 'sync.anchor', schema: Digest.nullable() }
/** Whether everything is being read again because of a gap; once is enough to know that head office has nothing better. */
export const Reread: Setting<z.ZodBoolean> = { name: 'sync.reread', schema: z.boolean() }

const Milestones = z.object({ sawAllAt: Instant.nullable(), fetchedAllAt: Instant.nullable() })
export type Milestones = z.infer<typeof Milestones>
export const MilestonesSetting: Setting<typeof Milestones> = { name: 'sync.milestones', schema: Milestones }

/** The snapshot that this desk began from, while something of it is still to come. */
const Snapshot = SnapshotManifest.nullable()
export const Manifest: Setting<typeof Snapshot> = { name: 'sync.snapshot', schema: Snapshot }
