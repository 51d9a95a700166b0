/** Composes what a visit still needs out of what each capability knows; the order is the order of work at the desk. */
import type { VisitNeed } from '../../contract/visits.ts'
import { AGE_OF_CONSENT } from '../../domain/patients/decide.ts'
import { isOver } from '../../domain/visits/decide.ts'
import { ageOn, IsoDate } from '../../domain/values/dates.ts'
import type { VisitId } from '../../domain/values/ids.ts'
import { hasStandingAct } from '../acts/queries.ts'
import { presentAt, type Desk } from '../desk.ts'
import { missingConsents } from '../documents/needs.ts'
import { owedAt } from '../money/books.ts'
import { plansToSign } from '../plans/queries.ts'
import { prepared } from '../storage/query.ts'
import type { NeedsOf } from './queries.ts'

/** Consents without which the visit may not go into the chair. */
export const missingConsentsOf = (desk: Desk, visit: VisitId): readonly string[] =>
  missingConsents(desk, visit).consents

export const needsAt = (desk: Desk): NeedsOf => {
  const { today } = presentAt(desk)
  return ({ id, patient, state }) => {
    if (isOver(state)) return []
    const needs: VisitNeed[] = []
    const row = prepared(desk.db, 'SELECT birth_date, representatives FROM patient WHERE id = ?').get(patient) as
      | { birth_date: string; representatives: number }
      | undefined
    if (
      row !== undefined &&
      row.representatives === 0 &&
      ageOn(IsoDate.parse(row.birth_date), today) < AGE_OF_CONSENT
    ) {
      needs.push({ kind: 'representative' })
    }
    const missing = missingConsents(desk, id)
    if (missing.personalData) needs.push({ kind: 'personal-data-consent' })
    const beforeChair = state === 'booked' || state === 'arrived'
    // Once treatment is over a consent can no longer be taken beforehand; what is missing stays in the passport.
    if (beforeChair || state === 'in-chair')
      for (const consent of missing.consents) needs.push({ kind: 'consent', consent })
    const [plan] = plansToSign(desk.db, patient, today)
    if (plan !== undefined) needs.push({ kind: 'plan-signature', plan })
    if ((state === 'done' || state === 'paid') && !hasStandingAct(desk.db, id)) needs.push({ kind: 'act' })
    const { due, earlier } = owedAt(desk.db, { id, patient })
    if (due > 0) needs.push({ kind: 'payment', due })
    if (earlier > 0) needs.push({ kind: 'debt', amount: earlier })
    return needs
  }
}
