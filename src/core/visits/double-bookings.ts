/** Visits still to come that need one doctor or one chair at the same minute: booked at desks apart, for the list of tasks. */
import type { ConflictTask, DoubleBookedVisit } from '../../contract/tasks.ts'
import { visitAggregate } from '../../domain/visits/evolve.ts'
import { VisitBooked, VisitRebooked } from '../../domain/visits/facts.ts'
import { IsoDate } from '../../domain/values/dates.ts'
import { VisitId, type ClinicId } from '../../domain/values/ids.ts'
import { fullName, PersonName } from '../../domain/values/person-name.ts'
import { Phone } from '../../domain/values/phone.ts'
import { presentAt, type Desk } from '../desk.ts'
import { prepared } from '../storage/query.ts'
import { enteredBy } from '../tasks/entered-by.ts'
import { AHEAD } from './views.ts'

interface Pair {
  readonly one: string
  readonly other: string
  readonly shared: 'doctor' | 'chair'
}

/** Both are in the chair already: nothing is left to be moved. */
const NOT_BOTH_SEATED = "NOT (a.state = 'in-chair' AND b.state = 'in-chair')"

const sharing = (what: 'doctor' | 'chair', index: string): string =>
  `SELECT a.id AS one, b.id AS other, '${what}' AS shared FROM visit AS a INDEXED BY visit_ahead
   JOIN visit AS b INDEXED BY ${index}
     ON b.${what} = a.${what} AND b.date = a.date AND b.from_time < a.to_time AND b.to_time > a.from_time AND b.id <> a.id
   WHERE a.clinic = @clinic AND a.date >= @today AND a.${AHEAD} AND b.${AHEAD} AND ${NOT_BOTH_SEATED}`

const PAIRS = `${sharing('doctor', 'visit_ahead_of_doctor')} UNION ALL ${sharing('chair', 'visit_ahead_in_chair')}`

/** Pairs of visits with what they share, one of them at least at this clinic. */
const pairsAt = (
  desk: Desk,
  clinic: ClinicId
): ReadonlyMap<string, { readonly ids: readonly [VisitId, VisitId]; readonly shared: Set<Pair['shared']> }> => {
  const found = new Map<string, { readonly ids: readonly [VisitId, VisitId]; readonly shared: Set<Pair['shared']> }>()
  for (const row of prepared(desk.db, PAIRS).all({ clinic, today: presentAt(desk).today }) as Pair[]) {
    const [first, second] = row.one < row.other ? [row.one, row.other] : [row.other, row.one]
    const key = `${first} ${second}`
    const pair = found.get(key) ?? {
      ids: [VisitId.parse(first), VisitId.parse(second)] as const,
      shared: new Set<Pair['shared']>()
    }
    pair.shared.add(row.shared)
    found.set(key, pair)
  }
  return found
}

export const countDoubleBookings = (desk: Desk, clinic: ClinicId): number => pairsAt(desk, clinic).size

export const doubleBookings = (desk: Desk, clinic: ClinicId): readonly ConflictTask[] =>
  [...pairsAt(desk, clinic)].flatMap(([key, { ids, shared }]) => {
    const date = desk.journal.state(visitAggregate, ids[0])?.slot.date
    const visits = ids
      .flatMap((id) => bookedVisit(desk, id, clinic) ?? [])
      // The one booked first is named first: mostly it is the one that stays.
      .toSorted((a, b) => (a.booked.at < b.booked.at ? -1 : 1))
    return date === undefined || visits.length !== 2
      ? []
      : [{ kind: 'double-booking', key, date: IsoDate.parse(date), shared: [...shared], visits }]
  })

const bookedVisit = (desk: Desk, id: VisitId, clinic: ClinicId): DoubleBookedVisit | null => {
  const visit = desk.journal.state(visitAggregate, id)
  const row = prepared(
    desk.db,
    `SELECT patient.name, patient.phones, staff.short_name AS doctor, chair.name AS chair, clinic.short_name AS clinic FROM visit
     JOIN patient ON patient.id = visit.patient LEFT JOIN staff ON staff.id = visit.doctor
     LEFT JOIN chair ON chair.id = visit.chair LEFT JOIN clinic ON clinic.id = visit.clinic WHERE visit.id = ?`
  ).get(id) as
    | { name: string; phones: string; doctor: string | null; chair: string | null; clinic: string | null }
    | undefined
  const booking = desk.journal
    .history(visitAggregate.kind, id)
    .findLast((fact) => fact.type === VisitBooked.type || fact.type === VisitRebooked.type)?.provenance
  if (visit === null || row === undefined || booking === undefined) return null
  return {
    id,
    patient: { id: visit.patient, name: fullName(PersonName.parse(JSON.parse(row.name))) },
    phones: Phone.array().parse(JSON.parse(row.phones)),
    doctor: { id: visit.slot.doctor, name: row.doctor ?? '' },
    chair: row.chair ?? '',
    clinic: row.clinic ?? '',
    from: visit.slot.from,
    to: visit.slot.to,
    state: visit.state,
    movable: visit.slot.clinic === clinic && visit.state !== 'in-chair',
    booked: enteredBy(desk, { ...booking, by: booking.staff })
  }
}
