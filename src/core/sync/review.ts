/** What a person looks through after this PC began a new epoch: somebody may have entered the same once more. */
import type { ResealedEntry } from '../../contract/sync.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import type { Actor } from '../../domain/staff/rights.ts'
import { staffAggregate } from '../../domain/staff/evolve.ts'
import { instant } from '../../domain/values/dates.ts'
import { PatientId } from '../../domain/values/ids.ts'
import { fullName, shortName } from '../../domain/values/person-name.ts'
import { clockMilliseconds } from '../../journal/clock.ts'
import { FactHeader } from '../../journal/envelope.ts'
import type { Desk } from '../desk.ts'
import { prepared } from '../storage/query.ts'

/** More than a page of them is a day's work lost on a PC that was off for long: the rest follows once these are seen. */
const AT_ONCE = 200

/** Oldest first. */
export const entriesToReview = (desk: Desk): readonly ResealedEntry[] =>
  (
    prepared(desk.db, 'SELECT header FROM forked_fact WHERE reviewed_at IS NULL ORDER BY epoch, seq LIMIT ?').all(
      AT_ONCE
    ) as { header: string }[]
  ).map((row) => {
    const header = FactHeader.parse(JSON.parse(row.header))
    const patient = patientOf(desk, header.kind, header.aggregate)
    const staff = header.staff === null ? null : desk.journal.state(staffAggregate, header.staff)
    return {
      fact: header.id,
      kind: header.kind,
      at: instant(clockMilliseconds(header.clock)),
      by: staff === null ? null : shortName(staff.name),
      patient: patient === null ? null : { id: patient, name: nameOf(desk, patient) }
    }
  })

/** Those that were shown are looked through. Answers how many are left. */
export const markReviewed = (desk: Desk, actor: Actor, facts: readonly string[]): void =>
  desk.journal.atomically(() => {
    const at = instant(desk.now())
    for (const fact of facts)
      prepared(
        desk.db,
        'UPDATE forked_fact SET reviewed_at = ?, reviewed_by = ? WHERE id = ? AND reviewed_at IS NULL'
      ).run(at, actor.staff, fact)
  })

const TABLE_OF: ReadonlyMap<string, string> = new Map([
  ['visit', 'visit'],
  ['document', 'document'],
  ['plan', 'plan'],
  ['act', 'act'],
  ['payment', 'payment'],
  ['loyalty-account', 'loyalty_account']
])

const patientOf = (desk: Desk, kind: string, id: string): PatientId | null => {
  if (kind === 'patient') return PatientId.parse(id)
  // A talk of service recovery goes by the id of its visit.
  const table = kind === 'recovery' ? 'visit' : TABLE_OF.get(kind)
  if (table === undefined) return null
  const row = prepared(desk.db, `SELECT patient FROM ${table} WHERE id = ?`).get(id) as { patient: string } | undefined
  return row === undefined ? null : PatientId.parse(row.patient)
}

const nameOf = (desk: Desk, patient: PatientId): string => {
  const state = desk.journal.state(patientAggregate, patient)
  return state === null ? '' : fullName(state.name)
}
