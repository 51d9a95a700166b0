import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Recorded } from '../fact.ts'
import { linesOf, type PlanLine } from '../plans/content.ts'
import { proposePlan } from '../plans/decide.ts'
import { arbitraryDraft, DOCTOR, draftWith, PRICES, TODAY, wish } from '../plans/fixtures/arbitrary-plan.ts'
import { BasisPoints, NO_DISCOUNT } from '../plans/priced-line.ts'
import { variantTotal } from '../plans/pricing.ts'
import { addDays, instant } from '../values/dates.ts'
import { ActId, ClinicId, DeviceId, FactId, PatientId, PlanId, VisitId } from '../values/ids.ts'
import { rubles } from '../values/money.ts'
import type { VisitState } from '../visits/facts.ts'
import {
  issueAct,
  reverseAct,
  type ActDecision,
  type ActSurroundings,
  type DoneWork,
  type IssueAct,
  type PlannedWork
} from './decide.ts'
import { actAggregate, type Act } from './evolve.ts'
import { ActIssued, ActPrinted, ActReversed, type ActFact } from './facts.ts'
import { newFact } from '../fact.ts'

const uuid = (number: number): string => `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`
const id = ActId.parse(uuid(1))
const visit = VisitId.parse(uuid(2))
const patient = PatientId.parse(uuid(3))
const someoneElse = PatientId.parse(uuid(4))
const clinic = ClinicId.parse(uuid(5))
const plan = PlanId.parse(uuid(6))

const work = (number: number, over: Partial<DoneWork> = {}): DoneWork => {
  const { service, tooth, quantity, discount } = wish(number)
  return { service, tooth, quantity, discount, doctor: DOCTOR, plan: null, warranty: null, ...over }
}

const command = (lines: readonly DoneWork[], over: Partial<IssueAct> = {}): IssueAct => ({
  id,
  patient,
  visit,
  clinic,
  date: TODAY,
  doctor: DOCTOR,
  work: lines,
  payer: { kind: 'patient' },
  contract: null,
  again: false,
  ...over
})

const around = (over: Partial<ActSurroundings> = {}): ActSurroundings => ({
  nextNumber: () => '12-000345',
  today: TODAY,
  visit: { patient, state: 'done' },
  prices: PRICES,
  planned: () => null,
  actedInVisit: [],
  ...over
})

const issued = (decision: ActDecision) => {
  if (!decision.ok) throw new Error(`refused: ${decision.refusal.code}`)
  const [fact] = decision.facts
  if (fact?.type !== 'act.issued') throw new Error('no act')
  return fact.payload
}
const refusal = (decision: ActDecision): string => (decision.ok ? 'accepted' : decision.refusal.code)

const linesOfPlan = (draft: Parameters<typeof draftWith>[0]): readonly PlanLine[] => planLines(draftWith(draft))
const planLines = (draft: Parameters<typeof proposePlan>[1]['draft']): readonly PlanLine[] => {
  const decision = proposePlan(
    null,
    { id: plan, patient, clinic, nextNumber: () => '12-000001', visit: null, source: 'desk', on: TODAY, draft },
    PRICES
  )
  if (!decision.ok) throw new Error(decision.refusal.code)
  const [fact] = decision.facts
  if (fact?.type !== 'plan.proposed') throw new Error('no plan')
  return fact.payload.content.variants.slice(0, 1).flatMap((variant) => linesOf(variant))
}
const plannedFrom =
  (lines: readonly PlanLine[], over: Partial<PlannedWork> = {}): ActSurroundings['planned'] =>
  (_, line) => {
    const found = lines.find((one) => one.id === line)
    return found === undefined ? null : { number: '12-000001', patient, signed: true, line: found, done: 0, ...over }
  }

describe('an act of completed work', () => {
  it('is the sum of its lines at today’s prices, less their discounts', () => {
    const act = issued(
      issueAct(null, command([work(1, { quantity: 2, discount: BasisPoints.parse(700) }), work(2)]), around())
    )
    expect(act.lines.map((line) => line.sum)).toEqual([rubles(12_090), rubles(600)])
    expect(act.total).toBe(rubles(12_690))
  })

  it('adds up whatever the quantities and discounts', () => {
    fc.assert(
      fc.property(arbitraryDraft, (draft) => {
        const lines = draft.variants.flatMap((variant) => linesOf(variant))
        const act = issued(
          issueAct(
            null,
            command(
              lines.map(({ service, tooth, quantity, discount }) => work(1, { service, tooth, quantity, discount }))
            ),
            around()
          )
        )
        expect(act.lines.reduce((sum, line) => sum + line.sum, 0)).toBe(act.total)
        expect(ActIssued.payload.parse(JSON.parse(JSON.stringify(act)))).toEqual(act)
      })
    )
  })

  it('charges a plan to the kopeck, however many acts it takes', () => {
    fc.assert(
      fc.property(arbitraryDraft, fc.infiniteStream(fc.integer({ min: 1, max: 5 })), (draft, portions) => {
        const lines = planLines(draft)
        let charged = 0
        const done = new Map<string, number>()
        while (lines.some((line) => (done.get(line.id) ?? 0) < line.quantity)) {
          const today = lines.flatMap((line) => {
            const left = line.quantity - (done.get(line.id) ?? 0)
            return left === 0 ? [] : [{ line, quantity: Math.min(left, Number(portions.next().value)) }]
          })
          const act = issued(
            issueAct(
              null,
              command(
                today.map(({ line, quantity }) =>
                  work(1, { service: line.service, tooth: line.tooth, quantity, plan: { plan, line: line.id } })
                )
              ),
              around({ planned: (_, wanted) => plannedFrom(lines, { done: done.get(wanted) ?? 0 })(plan, wanted) })
            )
          )
          charged += act.total
          for (const { line, quantity } of today) done.set(line.id, (done.get(line.id) ?? 0) + quantity)
        }
        expect(charged).toBe(variantTotal({ stages: [{ lines: [...lines] }] }))
      })
    )
  })

  it('keeps the price and discount that the patient signed, not those of the price list', () => {
    const lines = linesOfPlan([[[wish(1, { discount: BasisPoints.parse(1000) })]]])
    const dearer = {
      service: (service: Parameters<typeof PRICES.service>[0]) => {
        const listed = PRICES.service(service)
        return listed === null ? null : { ...listed, price: rubles(9000) }
      }
    }
    const [line] = lines
    if (line === undefined) throw new Error('no line')
    const act = issued(
      issueAct(
        null,
        command([work(1, { plan: { plan, line: line.id } })]),
        around({ prices: dearer, planned: plannedFrom(lines) })
      )
    )
    expect(act.total).toBe(rubles(5850))
  })

  it('never carries out more of a plan than was signed, nor a plan nobody signed, nor another patient’s', () => {
    const lines = linesOfPlan([[[wish(3, { quantity: 2 })]]])
    const [line] = lines
    if (line === undefined) throw new Error('no line')
    const one = work(3, { plan: { plan, line: line.id } })
    expect(refusal(issueAct(null, command([one, one, one]), around({ planned: plannedFrom(lines) })))).toBe(
      'MORE_THAN_PLANNED'
    )
    expect(refusal(issueAct(null, command([one, one]), around({ planned: plannedFrom(lines, { done: 1 }) })))).toBe(
      'MORE_THAN_PLANNED'
    )
    expect(refusal(issueAct(null, command([one]), around({ planned: plannedFrom(lines, { signed: false }) })))).toBe(
      'PLAN_NOT_SIGNED'
    )
    expect(
      refusal(issueAct(null, command([one]), around({ planned: plannedFrom(lines, { patient: someoneElse }) })))
    ).toBe('PLAN_LINE_UNKNOWN')
  })

  it('is made out only when somebody has been in the chair', () => {
    const answers = (['booked', 'arrived', 'in-chair', 'done', 'paid', 'left', 'no-show', 'cancelled'] as const).map(
      (state: VisitState) => refusal(issueAct(null, command([work(1)]), around({ visit: { patient, state } })))
    )
    expect(answers).toEqual([
      'NOT_TREATED',
      'NOT_TREATED',
      'accepted',
      'accepted',
      'accepted',
      'accepted',
      'NOT_TREATED',
      'NOT_TREATED'
    ])
  })

  it.each([
    [
      'another patient’s visit',
      command([work(1)]),
      { visit: { patient: someoneElse, state: 'done' as const } },
      'OTHER_PATIENT'
    ],
    ['tomorrow', command([work(1)], { date: addDays(TODAY, 1) }), {}, 'DATE_IN_FUTURE'],
    ['nothing', command([]), {}, 'NO_LINES'],
    [
      'a discount on a promotional price',
      command([work(5, { discount: BasisPoints.parse(1) })]),
      {},
      'DISCOUNT_NOT_ALLOWED'
    ],
    ['a filling in no tooth', command([work(1, { tooth: null })]), {}, 'TOOTH_NEEDED'],
    [
      'work that stands in another act of the visit',
      command([work(1)]),
      { actedInVisit: [{ ...work(1), number: '12-000344' }] },
      'ALREADY_IN_ACT'
    ],
    [
      'the same again, confirmed',
      command([work(1)], { again: true }),
      { actedInVisit: [{ ...work(1), number: '12-000344' }] },
      'accepted'
    ]
  ])('for %s is answered', (_, asked, gathered, code) => {
    expect(refusal(issueAct(null, asked, around(gathered)))).toBe(code)
  })
})

describe('the life of an act', () => {
  const fold = (facts: readonly ActFact[]): Act | null =>
    facts.reduce<Act | null>((state, fact, index) => {
      const recorded: Recorded<ActFact> = {
        ...fact,
        provenance: {
          id: FactId.parse(uuid(100 + index)),
          device: DeviceId.parse(uuid(9)),
          staff: null,
          clinic,
          at: instant(1_795_000_000_000 + index)
        }
      }
      return actAggregate.evolve(state, recorded)
    }, null)
  const decision = issueAct(null, command([work(1, { discount: NO_DISCOUNT })]), around())
  const facts = decision.ok ? decision.facts : []
  const printed = (job: number, copy: number): ActFact =>
    newFact(ActPrinted, 'act', id, { job: uuid(job), form: 'receipt-80', copy, device: 'Чеки', outcome: 'printed' })
  const reversed = (reason: string): ActFact => newFact(ActReversed, 'act', id, { reason, on: TODAY })

  it('ends by reversal once, on whichever desk, and stays readable', () => {
    const state = fold([...facts, reversed('не тот зуб'), reversed('ещё раз')])
    expect(state?.reversed?.reason).toBe('не тот зуб')
    expect(state?.lines).toHaveLength(1)
    expect(refusal(reverseAct(state, { id, reason: 'снова', on: TODAY }))).toBe('ALREADY_REVERSED')
    expect(refusal(issueAct(state, command([work(1)]), around()))).toBe('ALREADY_ISSUED')
  })

  it('counts each paper that came out once, though the spool reports it twice', () => {
    const state = fold([...facts, printed(50, 0), printed(50, 0), printed(51, 1)])
    expect(state?.printings.map((one) => one.copy)).toEqual([0, 1])
  })
})
