/** Folds facts of golden recordings as a desk would, for the test that guards them and the command that makes them. */
import { AGGREGATES } from '../../domain/aggregates.ts'
import type { NewFact, Recorded } from '../../domain/fact.ts'
import { instant } from '../../domain/values/dates.ts'
import { ClinicId, DeviceId, FactId, StaffId } from '../../domain/values/ids.ts'
import { clockMilliseconds } from '../clock.ts'
import { WireFact, type SealedFact } from '../envelope.ts'

/** One fact a line, in the order of the chain. */
export const readRecording = (text: string): readonly SealedFact[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => WireFact.parse(JSON.parse(line)))

export const recordedFact = ({ header, payload }: SealedFact): Recorded<NewFact> => ({
  type: header.type,
  v: header.v,
  aggregate: { kind: header.kind, id: header.aggregate },
  payload,
  provenance: {
    id: FactId.parse(header.id),
    device: DeviceId.parse(header.device),
    staff: header.staff === null ? null : StaffId.parse(header.staff),
    clinic: header.clinic === null ? null : ClinicId.parse(header.clinic),
    at: instant(clockMilliseconds(header.clock))
  }
})

/** State of each aggregate by «kind id», in the order in which they began. */
export type States = Readonly<Record<string, unknown>>

export const foldRecording = (facts: readonly SealedFact[]): States => {
  const states = new Map<string, unknown>()
  for (const fact of facts) {
    const { kind, aggregate } = fact.header
    const known = AGGREGATES.find((one) => one.kind === kind)
    const key = `${kind} ${aggregate}`
    if (known !== undefined) states.set(key, known.fold(states.get(key) ?? null, recordedFact(fact)))
  }
  return Object.fromEntries(states)
}

/** Types and versions, as `type@version`, that this program reads and none of these facts shows. */
export const neverShown = (facts: readonly SealedFact[]): readonly string[] => {
  const shown = new Set(facts.map(({ header }) => `${header.kind} ${header.type}@${header.v}`))
  return AGGREGATES.flatMap((one) => one.reads.filter((read) => !shown.has(`${one.kind} ${read}`)))
}
