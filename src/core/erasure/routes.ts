/** Destroying a person's data, as calls from the window: what would go, and asking head office for it. */
import { implement, ORPCError } from '@orpc/server'
import { erasureContract, type ErasurePreview } from '../../contract/erasure.ts'
import { requestErasure } from '../../domain/erasure/decide.ts'
import type { ErasureReach } from '../../domain/erasure/facts.ts'
import { planErasure, type ErasurePlan } from '../../domain/erasure/plan.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import { Instant } from '../../domain/values/dates.ts'
import { ErasureId, type PatientId } from '../../domain/values/ids.ts'
import { accepted, enter, type CallContext } from '../api/context.ts'
import { authorOf, presentAt, type Desk } from '../desk.ts'
import { prepared } from '../storage/query.ts'
import { readSetting } from '../storage/settings.ts'
import { HeadOffice } from '../sync/settings.ts'
import { personData } from './person.ts'

const os = implement(erasureContract).$context<CallContext>()

const planFor = (desk: Desk, patient: PatientId, reach: ErasureReach): ErasurePlan => {
  if (readSetting(desk.db, HeadOffice) === null) throw new ORPCError('REFUSED', { data: { code: 'NO_HEAD_OFFICE' } })
  if (desk.journal.state(patientAggregate, patient) === null)
    throw new ORPCError('REFUSED', { data: { code: 'PATIENT_UNKNOWN' } })
  return planErasure(personData(desk, patient), reach, presentAt(desk).today)
}

const pendingOf = (desk: Desk, patient: PatientId): ErasurePreview['pending'] => {
  const row = prepared(
    desk.db,
    'SELECT id, requested_at FROM erasure WHERE patient = ? AND orders = 0 AND declined = 0 ORDER BY requested_at LIMIT 1'
  ).get(patient) as { id: string; requested_at: string } | undefined
  return row === undefined ? null : { id: ErasureId.parse(row.id), at: Instant.parse(row.requested_at) }
}

export const erasureRoutes = {
  preview: os.preview.handler(({ context, input }) => {
    const { desk } = enter(context, 'request-erasure')
    const plan = planFor(desk, input.patient, input.reach)
    return { goes: goesOf(plan), stays: staysOf(plan), pending: pendingOf(desk, input.patient) }
  }),

  request: os.request.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'request-erasure')
    const plan = planFor(desk, input.patient, input.reach)
    const { today, moment } = presentAt(desk)
    const facts = accepted(requestErasure(input, plan, pendingOf(desk, input.patient) !== null, today))
    desk.journal.record(authorOf(actor), facts)
    return { at: moment }
  })
}

const goesOf = ({ items }: ErasurePlan): ErasurePreview['goes'] =>
  [...Map.groupBy(items, (one) => one.category)].map(([category, some]) => ({ category, count: some.length }))

/** The longest term of a category counts: nothing of it can go earlier than the whole. */
const staysOf = ({ kept }: ErasurePlan): ErasurePreview['stays'] =>
  [...Map.groupBy(kept, (one) => one.category)].map(([category, some]) => {
    const dates = some.flatMap(({ until }) => (until === 'while-it-stands' ? [] : [until])).toSorted()
    return {
      category,
      count: some.length,
      until: dates.length < some.length ? null : (dates.at(-1) ?? null)
    }
  })
