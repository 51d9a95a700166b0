/** The workstation as a whole: is it usable, what changed, what time does the clinic have. */
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { IsoDate, Instant, TimeZone } from '../domain/values/dates.ts'
import { ClinicId, DeviceId } from '../domain/values/ids.ts'
import { procedure } from './base.ts'
import { SyncProblemCode } from './sync.ts'

/** What the window must know before it shows its first screen. */
export const Standing = z.discriminatedUnion('state', [
  /** Nobody has enrolled this workstation at head office yet. */
  z.object({ state: z.literal('not-enrolled') }),
  /** Enrolled, and the clinic's data is still being fetched for the first time; `problem` is why it does not go on. */
  z.object({ state: z.literal('fetching'), done: z.int(), total: z.int(), problem: SyncProblemCode.nullable() }),
  z.object({
    state: z.literal('ready'),
    clinic: z.object({ id: ClinicId, name: z.string(), shortName: z.string(), zone: TimeZone }),
    /** `keyProtected`: the keystore of the operating system holds the key of the database. */
    device: z.object({ id: DeviceId, name: z.string(), series: z.int(), keyProtected: z.boolean() }),
    today: IsoDate,
    now: Instant
  })
])
export type Standing = z.infer<typeof Standing>

/** Kinds of aggregates that changed in one commit, plus `sync`, `printing` and `session` for what is not a fact. */
export const Change = z.object({ kinds: z.array(z.string()) })
export type Change = z.infer<typeof Change>

export const systemContract = {
  standing: procedure.output(Standing),
  /** Lives as long as the window; the first item comes at once so that the window knows it is being told. */
  changes: procedure.output(eventIterator(Change))
}
