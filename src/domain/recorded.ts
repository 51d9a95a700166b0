/** Reads a fact back from where a journal keeps it: the same for everybody who folds, a workstation and head office alike. */
import type { NewFact, Recorded } from './fact.ts'
import { instant } from './values/dates.ts'
import { ClinicId, DeviceId, FactId, StaffId } from './values/ids.ts'

/** What a journal knows of a fact beside its payload, as far as it concerns a fold. */
export interface Kept {
  readonly id: string
  readonly device: string
  readonly staff: string | null
  readonly clinic: string | null
  readonly type: string
  readonly v: number
  readonly kind: string
  readonly aggregate: string
  /** Both times, when the clock of the PC was not to be trusted. */
  readonly doubt?: { readonly desk: string; readonly office: string | null } | undefined
}

/** `at`: milliseconds of the clock that everybody agrees on. */
export const recordedFact = (kept: Kept, payload: unknown, at: number): Recorded<NewFact> => ({
  type: kept.type,
  v: kept.v,
  aggregate: { kind: kept.kind, id: kept.aggregate },
  payload,
  provenance: {
    id: FactId.parse(kept.id),
    device: DeviceId.parse(kept.device),
    staff: kept.staff === null ? null : StaffId.parse(kept.staff),
    clinic: kept.clinic === null ? null : ClinicId.parse(kept.clinic),
    at: instant(at),
    ...(kept.doubt === undefined
      ? {}
      : {
          doubt: {
            desk: instant(Date.parse(kept.doubt.desk)),
            office: kept.doubt.office === null ? null : instant(Date.parse(kept.doubt.office))
          }
        })
  }
})
