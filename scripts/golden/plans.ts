/** Steps of a golden shift about a treatment plan: chosen, refused, revised, signed, done in part, withdrawn. */
import { createHash } from 'node:crypto'
import { issueAct, reverseAct } from '../../src/domain/acts/decide.ts'
import { actAggregate } from '../../src/domain/acts/evolve.ts'
import { ActPrinted } from '../../src/domain/acts/facts.ts'
import { newFact } from '../../src/domain/fact.ts'
import { linesOf } from '../../src/domain/plans/content.ts'
import {
  chooseVariant,
  refusePlan,
  revisePlan,
  signAsDoctor,
  signAsPatient,
  withdrawPlan
} from '../../src/domain/plans/decide.ts'
import { currentVersion, planAggregate } from '../../src/domain/plans/evolve.ts'
import { draftOf, type PriceList } from '../../src/domain/plans/pricing.ts'
import { hashToSign, type Digest } from '../../src/domain/plans/signing.ts'
import { patientAggregate } from '../../src/domain/patients/evolve.ts'
import { ActId, PlanId } from '../../src/domain/values/ids.ts'
import { Sha256 } from '../../src/domain/values/sha256.ts'
import { castId } from '../../src/head-office/demo/cast.ts'
import { acceptedFacts } from '../../src/head-office/demo/demo-fact.ts'
import { fixedId } from '../../src/head-office/demo/random.ts'
import { needed, type Shift } from './shift.ts'
import { visitOf } from './visits.ts'

export const sha256: Digest = (text) => Sha256.parse(createHash('sha256').update(text, 'utf8').digest('hex'))

/** An act that was issued and cancelled again; another part of the shift issues one that stands. */
export const REVERSED_ACT = ActId.parse(fixedId('golden act reversed'))

export const treatByPlan = (shift: Shift, prices: PriceList): void => {
  const proposed = shift.recording.facts.find((fact) => fact.header.type === 'plan.proposed')
  const id = PlanId.parse(needed(proposed, 'plan').header.aggregate)
  const plan = () => needed(shift.recording.state(planAggregate, id), 'plan')
  const version = () => currentVersion(plan()).id
  const choose = (): void => {
    const variant = needed(currentVersion(plan()).content.variants[0], 'variant').id
    shift.record(acceptedFacts(chooseVariant(plan(), { id, version: version(), variant })))
  }
  choose()
  shift.record(
    acceptedFacts(refusePlan(plan(), { id, version: version(), reason: 'price', note: 'посоветуется дома' }))
  )
  choose()
  const draft = { ...draftOf(currentVersion(plan()).content), note: 'с рассрочкой на два визита' }
  const revised = { id, base: version(), source: 'desk', on: shift.today, reason: 'уточнили оплату', draft } as const
  shift.record(acceptedFacts(revisePlan(plan(), revised, prices)))

  const { name } = needed(shift.recording.state(patientAggregate, plan().patient), 'patient of the plan')
  const signing = () => ({
    id,
    version: version(),
    hash: needed(hashToSign(plan(), sha256), 'hash to sign'),
    paper: sha256('golden paper of a plan'),
    mode: { kind: 'paper' } as const,
    on: shift.today
  })
  const rules = { digest: sha256, screenAllowed: false }
  shift.record(
    acceptedFacts(
      signAsPatient(plan(), { ...signing(), signers: [{ role: 'patient', name }] }, { ...rules, required: ['patient'] })
    )
  )
  shift.record(
    acceptedFacts(signAsDoctor(plan(), { ...signing(), doctor: currentVersion(plan()).content.doctor }, rules))
  )
  actOfPlan(shift, prices, id)
  shift.record(
    acceptedFacts(withdrawPlan(plan(), { id, version: version(), reason: 'лечение продолжит другая клиника' }))
  )
}

/** The first line of the signed plan is done and acted, printed, and cancelled. */
const actOfPlan = (shift: Shift, prices: PriceList, id: PlanId): void => {
  const plan = needed(shift.recording.state(planAggregate, id), 'plan')
  const { content } = currentVersion(plan)
  const variant = needed(
    content.variants.find((one) => one.id === plan.chosen),
    'chosen variant'
  )
  const line = needed(linesOf(variant)[0], 'line of the plan')
  const visit = visitOf(shift, castId('kravtsova'))
  const { service, tooth, discount } = line
  const work = { service, tooth, quantity: 1, discount, doctor: content.doctor, plan: { plan: id, line: line.id } }
  const issued = issueAct(
    null,
    {
      id: REVERSED_ACT,
      patient: plan.patient,
      visit: visit.id,
      clinic: plan.clinic,
      date: shift.today,
      doctor: content.doctor,
      work: [{ ...work, warranty: { months: 12, lifeMonths: 24 } }],
      payer: { kind: 'organisation', name: 'ООО «Пробная страховая»' },
      contract: '91-Д-000001',
      again: false
    },
    {
      nextNumber: shift.number,
      today: shift.today,
      visit: { patient: plan.patient, state: 'in-chair' },
      prices,
      planned: () => ({ number: plan.number, patient: plan.patient, signed: true, line, done: 0 }),
      actedInVisit: []
    }
  )
  shift.record(acceptedFacts(issued))
  shift.record([
    newFact(ActPrinted, 'act', REVERSED_ACT, {
      job: fixedId('golden print job act'),
      form: 'receipt-80',
      copy: 0,
      device: 'Чековый на стойке',
      outcome: 'printed'
    })
  ])
  const act = shift.recording.state(actAggregate, REVERSED_ACT)
  shift.record(acceptedFacts(reverseAct(act, { id: REVERSED_ACT, reason: 'не та услуга', on: shift.today })))
}
