/** Composes the passport of a visit from every capability that has a step in it. */
import type { Passport, PassportEvent, PassportStep, StepStatus } from '../../contract/passport.ts'
import { VisitMoved } from '../../domain/visits/facts.ts'
import { ClockTime, IsoDate } from '../../domain/values/dates.ts'
import { VisitId, type PatientId } from '../../domain/values/ids.ts'
import { ZERO } from '../../domain/values/money.ts'
import { actsOfVisit } from '../acts/queries.ts'
import type { Desk } from '../desk.ts'
import { presentAt } from '../desk.ts'
import { consentsFor } from '../documents/needs.ts'
import { loyaltyFigures } from '../loyalty/queries.ts'
import { owedAt } from '../money/books.ts'
import { plansOf, plansToSign } from '../plans/queries.ts'
import { staffNames } from '../staff/views.ts'
import { prepared } from '../storage/query.ts'
import { needsAt } from './needs.ts'
import { visitById } from './queries.ts'

export const visitPassport = (desk: Desk, id: VisitId): Passport | null => {
  const visit = visitById(desk.db, id, needsAt(desk))
  if (visit === null) return null
  const { today } = presentAt(desk)
  const patient = visit.patient.id
  const treated = visit.state === 'done' || visit.state === 'paid' || visit.state === 'left'
  const steps: PassportStep[] = []

  if (visit.patient.minor) {
    steps.push({
      kind: 'representative',
      status: visit.needs.some((need) => need.kind === 'representative') ? 'needed' : 'done'
    })
  }
  for (const { consent, givenBy, clinicianAwaited } of consentsFor(desk, id)) {
    const status = givenBy === null ? 'needed' : 'done'
    if (consent === null) steps.push({ kind: 'personal-data-consent', status })
    else steps.push({ kind: 'consent', consent, status, clinicianAwaited })
  }
  const [unsigned] = plansToSign(desk.db, patient, today)
  const standing = plansOf(desk.db, patient, today)[0]
  const plan: StepStatus = unsigned !== undefined ? 'needed' : standing === undefined ? 'offered' : 'done'
  steps.push({ kind: 'plan', status: plan, plan: unsigned ?? standing?.id ?? null })

  const act = actsOfVisit(desk.db, id).findLast((one) => !one.cancelled)
  steps.push({
    kind: 'act',
    status: act !== undefined ? 'done' : treated ? 'needed' : 'later',
    act: act?.id ?? null,
    number: act?.number ?? null,
    total: act?.total ?? ZERO
  })
  const { due, earlier } = owedAt(desk.db, { id, patient })
  steps.push({
    kind: 'payment',
    status: due > 0 || earlier > 0 ? 'needed' : act !== undefined ? 'done' : 'later',
    due,
    earlier
  })

  const { card, points, coming } = loyaltyFigures(desk, patient)
  steps.push({ kind: 'card', status: card === null ? 'offered' : 'done', number: card, points, coming })
  const next = nextVisit(desk, patient, id, visit.date)
  steps.push({ kind: 'next-visit', status: next === null ? 'offered' : 'done', booked: next })
  return { visit, steps, events: eventsOf(desk, id) }
}

const nextVisit = (desk: Desk, patient: PatientId, except: VisitId, after: IsoDate) => {
  const row = prepared(
    desk.db,
    `SELECT visit.id, date, from_time, staff.short_name FROM visit LEFT JOIN staff ON staff.id = visit.doctor
     WHERE patient = ? AND visit.id <> ? AND date > ? AND state = 'booked' ORDER BY date, from_time LIMIT 1`
  ).get(patient, except, after) as
    | { id: string; date: string; from_time: string; short_name: string | null }
    | undefined
  return row === undefined
    ? null
    : {
        id: VisitId.parse(row.id),
        date: IsoDate.parse(row.date),
        from: ClockTime.parse(row.from_time),
        doctor: row.short_name ?? ''
      }
}

const eventsOf = (desk: Desk, visit: VisitId): PassportEvent[] => {
  const names = staffNames(desk.db)
  return desk.journal
    .history('visit', visit)
    .map((fact) => ({
      type: fact.type,
      at: fact.provenance.at,
      by: fact.provenance.staff === null ? null : (names.get(fact.provenance.staff) ?? null),
      detail: fact.type === VisitMoved.type ? (VisitMoved.payload.safeParse(fact.payload).data?.to ?? null) : null
    }))
    .toReversed()
}
