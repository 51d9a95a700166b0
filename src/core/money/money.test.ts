import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TakePaymentInput } from '../../contract/money.ts'
import { reversePayment } from '../../domain/money/decide.ts'
import { paymentAggregate } from '../../domain/money/evolve.ts'
import { LegalEntity } from '../../domain/money/facts.ts'
import { isoDate } from '../../domain/values/dates.ts'
import { kopecks, rubles } from '../../domain/values/money.ts'
import { visitAggregate } from '../../domain/visits/evolve.ts'
import { authorOf, type Desk } from '../desk.ts'
import { debtOf, owedAt } from './books.ts'
import { noteMarks, reverse, take } from './commands.ts'
import { cashDay, moneyAccount, paymentById } from './queries.ts'
import { taxableIn } from './tax.ts'
import {
  actId,
  actorAt,
  cancelAct,
  clinicId,
  deliver,
  describeNetwork,
  issueAct,
  openTestDesk,
  patient,
  patientId,
  paymentId,
  tablesOf,
  treatVisit,
  visitId,
  type TestDesk
} from './testing/desks.ts'

const day = isoDate('2026-11-24')
const reason = 'провели не ту сумму'

const desk = async (): Promise<TestDesk> => {
  const opened = await openTestDesk(1)
  describeNetwork(opened)
  return opened
}

const bill = (at: Desk, number: number, sum: number, more: { visit?: number; clinic?: number } = {}): void =>
  issueAct(at, {
    id: actId(number),
    date: day,
    lines: [{ sum: rubles(sum), points: true, taxCode: 1 }],
    ...(more.visit === undefined ? {} : { visit: visitId(more.visit) }),
    ...(more.clinic === undefined ? {} : { clinic: clinicId(more.clinic) })
  })

const paying = (number: number, pays: number, given: Partial<TakePaymentInput> = {}): TakePaymentInput => ({
  id: paymentId(number),
  patient,
  visit: null,
  payer: { kind: 'patient' },
  tender: { pays: rubles(pays), card: rubles(pays), cashGiven: rubles(0) },
  points: 0,
  chosen: null,
  advance: false,
  ...given
})
const cash = (pays: number, given: number): Partial<TakePaymentInput> => ({
  tender: { pays: rubles(pays), card: rubles(0), cashGiven: rubles(given) }
})

describe('what a patient owes', () => {
  it('is the acts that stand less what was paid, and part of it stays due', async () => {
    const at = await desk()
    bill(at, 1, 4200, { visit: 1 })
    bill(at, 2, 1000)
    expect(debtOf(at.db, patient)).toEqual({ debt: rubles(5200), advance: 0 })
    expect(take(at, actorAt(at), paying(1, 4500)).ok).toBe(true)
    expect(debtOf(at.db, patient)).toEqual({ debt: rubles(700), advance: 0 })
    expect(owedAt(at.db, { id: visitId(1), patient })).toEqual({ due: 0, earlier: rubles(700) })
  })

  it('turns into an advance when a paid act is cancelled, and the advance settles the act that takes its place', async () => {
    const at = await desk()
    bill(at, 1, 3000)
    take(at, actorAt(at), paying(1, 3000))
    cancelAct(at, actId(1), day)
    expect(debtOf(at.db, patient)).toEqual({ debt: 0, advance: rubles(3000) })
    expect(paymentById(at, paymentId(1))).toMatchObject({ settles: [], advance: rubles(3000) })
    bill(at, 2, 3500, { visit: 2 })
    expect(owedAt(at.db, { id: visitId(2), patient })).toEqual({ due: rubles(500), earlier: 0 })
  })

  it('of two legal entities is never settled with the money of the other one', async () => {
    const at = await desk()
    bill(at, 1, 1000, { clinic: 2 })
    expect(moneyAccount(at, patient)).toMatchObject({ debt: rubles(1000), dueHere: 0, acts: [{ payableHere: false }] })
    expect(take(at, actorAt(at), paying(1, 1000))).toMatchObject({ refusal: { code: 'OVERPAYS', due: 0 } })
    expect(take(at, actorAt(at), paying(1, 400, { advance: true })).ok).toBe(true)
    expect(debtOf(at.db, patient)).toEqual({ debt: rubles(1000), advance: rubles(400) })
  })

  it('shows the same figures as the whole books for any history', async () => {
    const at = await desk()
    for (let number = 1; number <= 12; number++)
      bill(at, number, number * 100, { clinic: (number % 2) + 1, visit: number % 3 })
    for (let number = 1; number <= 6; number++) take(at, actorAt(at), paying(number, number * 130, { advance: true }))
    cancelAct(at, actId(1), day)
    const { debt, advance, acts } = moneyAccount(at, patient)
    expect(debtOf(at.db, patient)).toEqual({ debt, advance })
    expect(acts.reduce((sum, act) => sum + act.due, 0)).toBe(debt)
  })
})

describe('the books of a patient', () => {
  it('are found by index, however many patients there are', async () => {
    const at = await desk()
    for (const sql of [
      'SELECT sum(total) FROM act WHERE patient = ? AND cancelled = 0',
      'SELECT sum(settles) FROM payment WHERE patient = ? AND standing = 1',
      'SELECT sum(cash) FROM payment WHERE date = ? AND clinic = ?',
      'SELECT sum(cash) FROM payment_reversal WHERE date = ? AND clinic = ?'
    ]) {
      const plan = at.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...(sql.includes('clinic') ? ['', ''] : [''])) as {
        detail: string
      }[]
      expect(plan.map((step) => step.detail).join(' ')).toMatch(/SEARCH .* USING (COVERING )?INDEX/)
    }
  })
})

describe('a payment at the desk', () => {
  it('keeps who paid, what was given and what went back, under a number of this desk', async () => {
    const at = await desk()
    bill(at, 1, 4200)
    take(
      at,
      actorAt(at),
      paying(1, 4200, { ...cash(4200, 5000), payer: { kind: 'other-patient', patient: patientId(2) } })
    )
    expect(paymentById(at, paymentId(1))).toMatchObject({
      number: '01-000001',
      payerName: 'Пробная Вторая',
      patient: { name: 'Пробная Первая' },
      cash: rubles(4200),
      tendered: rubles(5000),
      change: rubles(800),
      settles: [{ act: actId(1), amount: rubles(4200) }],
      advance: 0
    })
  })

  it('that leaves nothing due marks the treated visit as paid, and part of it does not', async () => {
    const at = await desk()
    treatVisit(at, visitId(1), day)
    bill(at, 1, 1000, { visit: 1 })
    const state = () => at.journal.state(visitAggregate, visitId(1))?.state
    take(at, actorAt(at), paying(1, 400, { visit: visitId(1) }))
    expect(state()).toBe('done')
    take(at, actorAt(at), paying(2, 600, { visit: visitId(1) }))
    expect(state()).toBe('paid')
  })

  it('leaves a visit unpaid for which no act was made out, or which is another patient’s', async () => {
    const at = await desk()
    treatVisit(at, visitId(1), day)
    const state = () => at.journal.state(visitAggregate, visitId(1))?.state
    bill(at, 1, 1000)
    take(at, actorAt(at), paying(1, 1000, { visit: visitId(1) }))
    expect(state()).toBe('done')
    bill(at, 2, 500, { visit: 1 })
    take(at, actorAt(at), paying(2, 500))
    const stranger = paying(3, 100, { patient: patientId(2), visit: visitId(1), advance: true })
    expect(take(at, actorAt(at), stranger).ok).toBe(true)
    expect(state()).toBe('done')
  })

  it('sent twice is taken once, and a refused one uses no number', async () => {
    const at = await desk()
    bill(at, 1, 1000)
    expect(take(at, actorAt(at), paying(9, 5000))).toMatchObject({ refusal: { code: 'OVERPAYS' } })
    expect(take(at, actorAt(at), paying(1, 600)).ok).toBe(true)
    expect(take(at, actorAt(at), paying(1, 600))).toMatchObject({ refusal: { code: 'ALREADY_RECORDED' } })
    take(at, actorAt(at), paying(2, 400))
    expect(moneyAccount(at, patient).payments.map((one) => one.number)).toEqual(['01-000002', '01-000001'])
  })

  it('is refused for a patient nobody knows and at a clinic nobody described', async () => {
    const at = await desk()
    expect(take(at, actorAt(at), paying(1, 100, { patient: patientId(77) }))).toMatchObject({
      refusal: { code: 'PATIENT_UNKNOWN' }
    })
    const bare = await openTestDesk(2)
    expect(take(bare, actorAt(bare), paying(1, 100))).toMatchObject({ refusal: { code: 'CLINIC_UNKNOWN' } })
  })

  it('reversed stays in the list with its reason, frees the act, and takes typed marks of both receipts', async () => {
    const at = await desk()
    bill(at, 1, 1000)
    take(at, actorAt(at), paying(1, 1000, cash(1000, 1000)))
    expect(reverse(at, actorAt(at), { id: paymentId(1), reason }).ok).toBe(true)
    expect(debtOf(at.db, patient).debt).toBe(rubles(1000))
    const marks = { storage: '9999078900001234', document: '145', sign: '2894567123', register: null }
    expect(noteMarks(at, actorAt(at), { id: paymentId(1), marks: { ...marks, operation: 'refund' } }).ok).toBe(true)
    expect(paymentById(at, paymentId(1))).toMatchObject({
      reversed: { reason, cash: rubles(1000) },
      settles: [],
      advance: 0,
      fiscal: [{ operation: 'refund', document: '145' }]
    })
    expect(reverse(at, actorAt(at), { id: paymentId(1), reason })).toMatchObject({
      refusal: { code: 'ALREADY_REVERSED' }
    })
  })
})

describe('the day of the cash desk', () => {
  it('counts cash and card received and refunded, and what the drawer of this desk holds', async () => {
    const at = await desk()
    const beside = await openTestDesk(2)
    describeNetwork(beside)
    bill(at, 1, 10_000)
    take(
      at,
      actorAt(at),
      paying(1, 3000, { tender: { pays: rubles(3000), card: rubles(1000), cashGiven: rubles(5000) } })
    )
    take(at, actorAt(at), paying(2, 1500, cash(1500, 1500)))
    reverse(at, actorAt(at), { id: paymentId(2), reason })
    deliver(at, beside)
    take(beside, actorAt(beside), paying(3, 700, cash(700, 700)))
    deliver(beside, at)
    const today = cashDay(at, clinicId(1), null)
    expect(today).toMatchObject({
      date: day,
      received: { cash: rubles(4200), card: rubles(1000), count: 3 },
      refunded: { cash: rubles(1500), card: 0, count: 1 },
      net: { cash: rubles(2700), card: rubles(1000), total: rubles(3700) },
      drawer: rubles(2000),
      doubtful: 0
    })
    expect(today.payments).toHaveLength(3)
    expect(cashDay(beside, clinicId(1), null).drawer).toBe(rubles(700))
    expect(cashDay(at, clinicId(2), null).received.count).toBe(0)
  })

  it('puts a refund into the day it was made and leaves the day of the payment as it was', async () => {
    const at = await desk()
    bill(at, 1, 1000)
    take(at, actorAt(at), paying(1, 1000, cash(1000, 1000)))
    at.pass(1)
    reverse(at, actorAt(at), { id: paymentId(1), reason })
    expect(cashDay(at, clinicId(1), day)).toMatchObject({ net: { cash: rubles(1000) }, refunded: { count: 0 } })
    expect(cashDay(at, clinicId(1), isoDate('2026-11-25'))).toMatchObject({
      net: { cash: -rubles(1000) },
      payments: [{ number: '01-000001' }]
    })
  })

  it('shows a payment that two desks reversed apart, and counts its money once', async () => {
    const at = await desk()
    const beside = await openTestDesk(2)
    bill(at, 1, 1000)
    take(at, actorAt(at), paying(1, 1000))
    deliver(at, beside)
    for (const one of [at, beside]) expect(reverse(one, actorAt(one), { id: paymentId(1), reason }).ok).toBe(true)
    deliver(beside, at)
    expect(paymentById(at, paymentId(1))?.reversedTwice).toBe(true)
    expect(cashDay(at, clinicId(1), null)).toMatchObject({ refunded: { card: rubles(1000), count: 1 }, doubtful: 1 })
    expect(debtOf(at.db, patient).debt).toBe(rubles(1000))
  })
})

describe('the sums of a tax certificate', () => {
  it('are what each payer really paid in the year, by code, without points, advances and reversed payments', async () => {
    const at = await desk()
    issueAct(at, {
      id: actId(1),
      date: day,
      lines: [
        { sum: rubles(30_000), points: true, taxCode: 2 },
        { sum: rubles(10_000), points: true, taxCode: 1 }
      ]
    })
    take(at, actorAt(at), paying(1, 20_000, { payer: { kind: 'other-patient', patient: patientId(2) } }))
    take(at, actorAt(at), paying(2, 25_000, { advance: true }))
    bill(at, 2, 6000)
    take(at, actorAt(at), paying(3, 1000))
    reverse(at, actorAt(at), { id: paymentId(3), reason })
    const sums = taxableIn(at.db, patient, 2026)
    expect(sums).toHaveLength(2)
    expect(sums.find((one) => one.payer.kind === 'other-patient')).toMatchObject({
      usual: rubles(5000),
      expensive: rubles(15_000)
    })
    expect(sums.find((one) => one.payer.kind === 'patient')).toMatchObject({
      usual: rubles(10_000),
      expensive: rubles(15_000)
    })
    expect(taxableIn(at.db, patient, 2025)).toEqual([])
  })
})

describe('two desks apart', () => {
  const action = fc.record({
    at: fc.constantFrom(0, 1),
    kind: fc.constantFrom('act', 'pay', 'pay', 'reverse', 'cancel', 'meet'),
    number: fc.integer({ min: 1, max: 6 }),
    sum: fc.integer({ min: 1, max: 500_000 }),
    cashGiven: fc.integer({ min: 0, max: 500_000 })
  })

  it('agree on every figure once they have met, in any order and with repeats, and no kopeck is made or lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(action, { maxLength: 25 }),
        fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
        async (actions, order) => {
          const desks = [await openTestDesk(1), await openTestDesk(2)] as const
          describeNetwork(desks[0])
          deliver(desks[0], desks[1])
          let next = 0
          for (const { at, kind, number, sum, cashGiven } of actions) {
            const here = desks[at === 0 ? 0 : 1]
            next += 1
            if (kind === 'act')
              issueAct(here, { id: actId(next), date: day, lines: [{ sum: kopecks(sum), points: true, taxCode: 1 }] })
            if (kind === 'cancel') cancelAct(here, actId(number), day)
            if (kind === 'reverse') {
              const state = here.journal.state(paymentAggregate, paymentId(number))
              const decision = reversePayment(
                state,
                { id: paymentId(number), reason },
                { clinic: clinicId(1), entity: LegalEntity.parse('7700000001'), today: day }
              )
              if (decision.ok) here.journal.record(authorOf(actorAt(here)), decision.facts)
            }
            if (kind === 'pay') {
              const card = kopecks(Math.max(0, sum - cashGiven))
              const tender = { pays: kopecks(sum), card, cashGiven: kopecks(cashGiven) }
              expect(take(here, actorAt(here), { ...paying(next, 0), tender, advance: true }).ok).toBe(true)
            }
            if (kind === 'meet') deliver(desks[0], desks[1])
          }
          const shuffle = <T>(all: readonly T[]): readonly T[] =>
            [...all, ...all]
              .map((one, index) => ({ one, at: order[index % order.length] ?? 0 }))
              .toSorted((a, b) => a.at - b.at)
              .map(({ one }) => one)
          deliver(desks[0], desks[1], shuffle)
          deliver(desks[1], desks[0], shuffle)
          expect(tablesOf(desks[0])).toEqual(tablesOf(desks[1]))
          const [one, two] = desks.map((each) => moneyAccount(each, patient))
          expect(one).toEqual(two)
          if (one === undefined) throw new Error('no account')

          const acts = one.acts.reduce((total, act) => total + act.total, 0)
          const paid = one.payments
            .filter((payment) => payment.reversed === null)
            .reduce((total, payment) => total + payment.cash + payment.card, 0)
          expect(one.debt - one.advance).toBe(acts - paid)
          expect(Math.min(one.debt, one.advance)).toBe(0)
          expect(debtOf(desks[0].db, patient)).toEqual({ debt: one.debt, advance: one.advance })
          for (const payment of one.payments) {
            expect(payment.change).toBeLessThanOrEqual(payment.tendered)
            if (payment.reversed !== null) continue
            const settled = payment.settles.reduce((total, part) => total + part.amount, 0)
            expect(settled + payment.advance).toBe(payment.cash + payment.card)
          }
          const today = cashDay(desks[0], clinicId(1), day)
          expect(today.net.total).toBe(paid)
          desks[0].journal.rebuild()
          expect(tablesOf(desks[0])).toEqual(tablesOf(desks[1]))
          for (const each of desks) each.db.close()
        }
      ),
      { numRuns: 40 }
    )
  })
})
