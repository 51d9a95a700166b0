/** Composes the passport of a visit from every capability that has a step in it. */
import type { Passport, PassportEvent, PassportStep, StepStatus } from '../../contract/passport.ts'
import { ConsentKind } from '../../domain/clinic/facts.ts'
import { VisitMoved } from '../../domain/visits/facts.ts'
import { ClockTime, IsoDate } from '../../domain/values/dates.ts'
import { VisitId, type PatientId } from '../../domain/values/ids.ts'
import { ZERO } from '../../domain/values/money.ts'
import { actsOfVisit } from '../acts/queries.ts'
import type { Desk } from '../desk.ts'
import { presentAt } from '../desk.ts'
import { missingConsents } from '../documents/needs.ts'
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
  const missing = missingConsents(desk, id)
  const treated = visit.state === 'done' || visit.state === 'paid' || visit.state === 'left'
  const steps: PassportStep[] = []

  if (visit.patient.minor) {
    steps.push({
      kind: 'representative',
      status: visit.needs.some((need) => need.kind === 'representative') ? 'needed' : 'done'
    })
  }
  steps.push({ kind: 'personal-data-consent', status: missing.personalData ? 'needed' : 'done' })
  for (const consent of requiredConsents(desk, id)) {
    steps.push({ kind: 'consent', consent, status: missing.consents.includes(consent) ? 'needed' : 'done' })
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

  const { card, points } = loyaltyFigures(desk, patient)
  steps.push({ kind: 'card', status: card === null ? 'offered' : 'done', number: card, points })
  const next = nextVisit(desk, patient, id, visit.date)
  steps.push({ kind: 'next-visit', status: next === null ? 'offered' : 'done', booked: next })
  return { visit, steps, events: eventsOf(desk, id) }
}

/** Every visit takes the general consent; services name the others. */
const requiredConsents = (desk: Desk, visit: VisitId): readonly ConsentKind[] => {
  const named = prepared(
    desk.db,
    `SELECT DISTINCT consent.value AS consent FROM visit_service
     JOIN service ON service.id = visit_service.service, json_each(service.line, '$.consents') AS consent WHERE visit_service.visit = ?`
  ).all(visit) as { consent: string }[]
  const kinds = new Set(['general', ...named.map((row) => row.consent)])
  return ConsentKind.options.filter((kind) => kinds.has(kind))
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
