import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NewCardInput } from '../../contract/loyalty.ts'
import type { TakePaymentInput } from '../../contract/money.ts'
import { CardNumber, formatCardNumber } from '../../domain/loyalty/card-number.ts'
import { accountOf, loyaltyAggregate } from '../../domain/loyalty/evolve.ts'
import { FIRST_RULE, publishRule } from '../../domain/loyalty/rules.ts'
import { addDays, isoDate } from '../../domain/values/dates.ts'
import { ean13CheckDigit } from '../../domain/values/ean13.ts'
import type { PatientId } from '../../domain/values/ids.ts'
import { rubles } from '../../domain/values/money.ts'
import { authorOf, type Desk } from '../desk.ts'
import { reverse, take } from '../money/commands.ts'
import { moneyAccount } from '../money/queries.ts'
import {
  actId,
  actorAt,
  cancelAct,
  deliver,
  describeNetwork,
  issueAct,
  openTestDesk,
  patient,
  patientId,
  paymentId,
  tablesOf,
  type TestDesk
} from '../money/testing/desks.ts'
import { patientStrip } from '../patients/queries.ts'
import { block, issue, replace, settle } from './commands.ts'
import { countLoyaltyConflicts, loyaltyConflicts } from './conflicts.ts'
import { cardByNumber, loyaltyOf, loyaltyPage, patientsByCard } from './queries.ts'
import { settlePoints } from './settle-points.ts'

const day = isoDate('2026-11-24')
const second = patientId(2)
const blank = CardNumber.parse(`210000000001${ean13CheckDigit('210000000001')}`)
const SERIES: NewCardInput = { source: 'series' }
const scanned = (number: string): NewCardInput => ({ source: 'blank', text: number })

const desks = async (): Promise<readonly [TestDesk, TestDesk]> => {
  const [one, two] = [await openTestDesk(1), await openTestDesk(2)]
  describeNetwork(one)
  deliver(one, two)
  return [one, two]
}
const give = (at: Desk, to: PatientId, card: NewCardInput) => issue(at, actorAt(at), { patient: to, card }, null)
const cardOf = (at: Desk, of: PatientId): CardNumber => {
  const card = loyaltyOf(at, of)?.card
  if (card === undefined || card === null) throw new Error('no card')
  return card
}
const paying = (number: number, pays: number, points = 0): TakePaymentInput => ({
  id: paymentId(number),
  patient,
  visit: null,
  payer: { kind: 'patient' },
  tender: { pays: rubles(pays), card: rubles(pays), cashGiven: rubles(0) },
  points,
  chosen: null,
  advance: true
})
const bill = (at: Desk, number: number, ...lines: readonly [sum: number, points: boolean][]): void =>
  issueAct(at, {
    id: actId(number),
    date: day,
    lines: lines.map(([sum, points]) => ({ sum: rubles(sum), points, taxCode: 1 }))
  })

describe('a card given at the desk', () => {
  it('from the series of the device has the next number and finds the patient when scanned', async () => {
    const [at, beside] = await desks()
    expect(give(at, patient, SERIES).ok).toBe(true)
    expect(give(at, second, SERIES).ok).toBe(true)
    expect([cardOf(at, patient), cardOf(at, second)].map((number) => number.slice(0, 12))).toEqual([
      '200001000001',
      '200001000002'
    ])
    expect(cardByNumber(at.db, cardOf(at, second))).toMatchObject({
      kind: 'patient',
      patient: { id: second, name: 'Пробная Вторая' }
    })
    expect(patientsByCard(at.db, formatCardNumber(cardOf(at, second)))).toEqual([second])
    expect(patientsByCard(at.db, 'Пробная')).toEqual([])
    expect(patientStrip(at, patient)).toMatchObject({ cardNumber: cardOf(at, patient), points: 0 })
    give(beside, patient, SERIES)
    expect(cardOf(beside, patient).slice(0, 12)).toBe('200002000001')
  })

  it('from a scanned blank is refused when the number was given before, also to the same patient', async () => {
    const [at] = await desks()
    expect(cardByNumber(at.db, blank)).toEqual({ kind: 'blank', number: blank })
    expect(give(at, patient, scanned(blank)).ok).toBe(true)
    expect(give(at, second, scanned(blank))).toMatchObject({ refusal: { code: 'NUMBER_USED' } })
    block(at, actorAt(at), { patient, number: blank, reason: 'lost' })
    expect(give(at, patient, scanned(blank))).toMatchObject({ refusal: { code: 'NUMBER_USED' } })
    expect(cardByNumber(at.db, blank)).toMatchObject({ kind: 'blocked', reason: 'lost', patient: { id: patient } })
    expect(cardByNumber(at.db, '4006381333931')).toEqual({ kind: 'not-a-card' })
    expect(give(at, patientId(77), SERIES)).toMatchObject({ refusal: { code: 'PATIENT_UNKNOWN' } })
  })

  it('that was refused uses up no number of the series', async () => {
    const [at] = await desks()
    give(at, patient, SERIES)
    expect(give(at, patient, SERIES)).toMatchObject({ refusal: { code: 'HAS_CARD' } })
    give(at, second, SERIES)
    expect(cardOf(at, second).slice(0, 12)).toBe('200001000002')
  })

  it('lost is blocked and replaced with the points kept, and the old one no longer opens the account', async () => {
    const [at] = await desks()
    give(at, patient, SERIES)
    bill(at, 1, [10_000, true])
    take(at, actorAt(at), paying(1, 10_000))
    at.pass(20)
    const lost = cardOf(at, patient)
    expect(replace(at, actorAt(at), { patient, number: lost, reason: 'lost', card: scanned(blank) }, null).ok).toBe(
      true
    )
    expect(loyaltyOf(at, patient)).toMatchObject({
      card: blank,
      usable: 500,
      cards: [
        { number: blank, replaces: lost },
        { number: lost, blocked: { reason: 'lost' } }
      ]
    })
    expect(cardByNumber(at.db, lost)).toMatchObject({ kind: 'blocked' })
    expect(cardByNumber(at.db, blank)).toMatchObject({ kind: 'patient' })
  })
})

describe('cards given on two desks apart', () => {
  it('one blank to two patients: both stand, both desks see the conflict, and replacing one of them settles it', async () => {
    const [at, beside] = await desks()
    expect(give(at, patient, scanned(blank)).ok).toBe(true)
    expect(give(beside, second, scanned(blank)).ok).toBe(true)
    deliver(at, beside)
    deliver(beside, at)
    for (const one of [at, beside]) {
      const found = cardByNumber(one.db, blank)
      expect(found.kind === 'shared' && found.patients.map((holder) => holder.id).toSorted()).toEqual([patient, second])
      expect(loyaltyOf(one, patient)).toMatchObject({
        conflict: 'shared-number',
        cards: [{ alsoHeldBy: [{ id: second }] }]
      })
      expect(loyaltyConflicts(one)).toMatchObject([
        { kind: 'shared-card', number: blank, holders: [{ entered: { by: null } }, { entered: { by: null } }] }
      ])
    }
    expect(replace(at, actorAt(at), { patient, number: blank, reason: 'double', card: SERIES }, null).ok).toBe(true)
    expect([loyaltyConflicts(at), countLoyaltyConflicts(at)]).toEqual([[], 0])
    expect(cardByNumber(at.db, blank)).toMatchObject({ kind: 'patient', patient: { id: second } })
  })

  it('are no task any more once the data of one of the two was destroyed', async () => {
    const [at, beside] = await desks()
    give(at, patient, scanned(blank))
    give(beside, second, scanned(blank))
    deliver(beside, at)
    expect(countLoyaltyConflicts(at)).toBe(1)
    at.journal.erase([{ kind: 'loyalty-account', id: accountOf(second) }])
    expect([loyaltyConflicts(at), countLoyaltyConflicts(at)]).toEqual([[], 0])
  })

  it('two cards to one patient: one account, both open it until one is blocked', async () => {
    const [at, beside] = await desks()
    give(at, patient, SERIES)
    give(beside, patient, SERIES)
    deliver(at, beside)
    deliver(beside, at)
    expect(tablesOf(at)).toEqual(tablesOf(beside))
    expect(loyaltyOf(at, patient)).toMatchObject({ conflict: 'two-cards' })
    expect(loyaltyPage(at)).toMatchObject({ accounts: 1 })
    expect(loyaltyConflicts(at)).toMatchObject([{ kind: 'two-cards', patient: { id: patient }, cards: [{}, {}] }])
    block(at, actorAt(at), { patient, number: cardOf(at, patient), reason: 'double' })
    expect(loyaltyOf(at, patient)?.conflict).toBeNull()
    expect(loyaltyConflicts(at)).toEqual([])
  })
})

describe('points', () => {
  it('come from money really paid for services that earn them, and are usable after 14 days', async () => {
    const [at] = await desks()
    give(at, patient, SERIES)
    bill(at, 1, [6000, true], [4000, false])
    take(at, actorAt(at), paying(1, 5000))
    expect(loyaltyOf(at, patient)).toMatchObject({ usable: 0, waiting: 150, nextUsableFrom: addDays(day, 14) })
    take(at, actorAt(at), paying(2, 5000))
    at.pass(14)
    expect(loyaltyOf(at, patient)).toMatchObject({ usable: 300, waiting: 0 })
  })

  it('also come from what was paid earlier on the day the card was given', async () => {
    const [at] = await desks()
    bill(at, 1, [1000, true])
    take(at, actorAt(at), paying(1, 1000))
    give(at, patient, SERIES)
    expect(loyaltyOf(at, patient)?.waiting).toBe(50)
  })

  it('come from an advance when it becomes treatment', async () => {
    const [at] = await desks()
    give(at, patient, SERIES)
    take(at, actorAt(at), paying(1, 1000))
    expect(loyaltyOf(at, patient)?.waiting).toBe(0)
    bill(at, 1, [1000, true])
    settlePoints(at, authorOf(actorAt(at)), patient)
    expect(loyaltyOf(at, patient)?.waiting).toBe(50)
  })

  it('are taken back when the payment is reversed or the act cancelled', async () => {
    const [at] = await desks()
    give(at, patient, SERIES)
    bill(at, 1, [1000, true])
    bill(at, 2, [3000, true])
    take(at, actorAt(at), paying(1, 4000))
    expect(loyaltyOf(at, patient)?.waiting).toBe(200)
    cancelAct(at, actId(2), day)
    settlePoints(at, authorOf(actorAt(at)), patient)
    expect(loyaltyOf(at, patient)?.waiting).toBe(50)
    reverse(at, actorAt(at), { id: paymentId(1), reason: 'провели не ту сумму' })
    expect(loyaltyOf(at, patient)?.waiting).toBe(0)
  })

  it('given in a payment settle the act, earn nothing themselves, and come back when the payment is reversed', async () => {
    const [at] = await desks()
    give(at, patient, SERIES)
    bill(at, 1, [20_000, true])
    take(at, actorAt(at), paying(1, 20_000))
    at.pass(15)
    bill(at, 2, [2000, true])
    expect(moneyAccount(at, patient).points).toEqual({ usable: 1000, limit: 300, spendShare: 1500 })
    expect(take(at, actorAt(at), paying(2, 1600, 400))).toMatchObject({
      refusal: { code: 'POINTS_OVER_LIMIT', limit: 300 }
    })
    expect(take(at, actorAt(at), paying(2, 1700, 300)).ok).toBe(true)
    expect(moneyAccount(at, patient)).toMatchObject({ debt: 0, advance: 0 })
    expect(loyaltyOf(at, patient)).toMatchObject({ usable: 700, waiting: 85 })
    reverse(at, actorAt(at), { id: paymentId(2), reason: 'провели не ту сумму' })
    expect(loyaltyOf(at, patient)).toMatchObject({ usable: 1000, waiting: 0 })
    expect(moneyAccount(at, patient).debt).toBe(rubles(2000))
  })

  it('are refused above what the account has, and to a patient without a card', async () => {
    const [at] = await desks()
    bill(at, 1, [20_000, true])
    expect(take(at, actorAt(at), paying(1, 1000, 10))).toMatchObject({ refusal: { code: 'NO_ACCOUNT' } })
    give(at, patient, SERIES)
    expect(take(at, actorAt(at), paying(1, 1000, 10))).toMatchObject({
      refusal: { code: 'NOT_ENOUGH_POINTS', usable: 0 }
    })
    expect(moneyAccount(at, patient).payments).toEqual([])
  })

  it('follow the rule that head office publishes', async () => {
    const [at] = await desks()
    at.journal.record({ staff: null, clinic: null }, [
      publishRule({ ...FIRST_RULE, version: 2, validFrom: day, accrual: 1000, usableAfterDays: 0 })
    ])
    give(at, patient, SERIES)
    bill(at, 1, [1000, true])
    take(at, actorAt(at), paying(1, 1000))
    expect(loyaltyOf(at, patient)).toMatchObject({ usable: 100 })
    expect(loyaltyPage(at).rule).toMatchObject({ version: 2, accrual: 1000 })
  })

  it('spent on two desks apart: both payments stand, the overspending is seen on both, the balance is zero', async () => {
    const [at, beside] = await desks()
    give(at, patient, SERIES)
    bill(at, 1, [20_000, true])
    take(at, actorAt(at), paying(1, 20_000))
    for (const one of [at, beside]) one.pass(15)
    bill(at, 2, [10_000, false])
    deliver(at, beside)
    expect(take(at, actorAt(at), paying(2, 5000, 800)).ok).toBe(true)
    beside.pass(0.01)
    expect(take(beside, actorAt(beside), paying(3, 5000, 800)).ok).toBe(true)
    deliver(at, beside)
    deliver(beside, at)
    for (const one of [at, beside]) {
      expect(loyaltyOf(one, patient)).toMatchObject({ usable: 0, overspent: 600 })
      expect(countLoyaltyConflicts(one)).toBe(1)
      expect(loyaltyConflicts(one)).toMatchObject([
        {
          kind: 'overspent',
          patient: { id: patient },
          points: 600,
          spends: [
            { points: 800, entered: { here: one === beside } },
            { points: 800, entered: { here: one === at } }
          ]
        }
      ])
    }
    // Both desks forgive it before they hear of each other: it is forgiven once.
    for (const one of [at, beside])
      expect(settle(one, actorAt(one), { patient, how: 'forgiven', points: 600, reason: 'две стойки сразу' }).ok).toBe(
        true
      )
    deliver(at, beside)
    deliver(beside, at)
    for (const one of [at, beside]) {
      expect(loyaltyConflicts(one)).toEqual([])
      expect(loyaltyOf(one, patient)).toMatchObject({ usable: 0, overspent: 0 })
    }
  })

  const action = fc.record({
    at: fc.constantFrom(0, 1),
    kind: fc.constantFrom('act', 'pay', 'pay', 'reverse', 'cancel', 'meet', 'card', 'block', 'spend', 'wait'),
    number: fc.integer({ min: 1, max: 8 }),
    sum: fc.integer({ min: 1, max: 9000 })
  })

  it('agree on two desks once they have met, whatever happened, and a last look makes them what the money says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(action, { maxLength: 25 }),
        fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
        async (actions, order) => {
          const both = await desks()
          let next = 0
          for (const { at, kind, number, sum } of actions) {
            const here = both[at === 0 ? 0 : 1]
            next += 1
            if (kind === 'act') bill(here, next, [sum, sum % 3 > 0])
            if (kind === 'cancel') cancelAct(here, actId(number), day)
            if (kind === 'pay') take(here, actorAt(here), paying(next, sum))
            if (kind === 'spend') take(here, actorAt(here), { ...paying(next, sum, number * 10), advance: false })
            if (kind === 'reverse')
              reverse(here, actorAt(here), { id: paymentId(number), reason: 'провели не ту сумму' })
            if (kind === 'card') give(here, patient, number === 1 ? scanned(blank) : SERIES)
            if (kind === 'block')
              block(here, actorAt(here), { patient, number: loyaltyOf(here, patient)?.card ?? blank, reason: 'lost' })
            if (kind === 'wait') here.pass(number * 5)
            if (kind === 'meet') deliver(both[0], both[1])
          }
          const shuffle = <T>(all: readonly T[]): readonly T[] =>
            [...all, ...all]
              .map((one, index) => ({ one, at: order[index % order.length] ?? 0 }))
              .toSorted((a, b) => a.at - b.at)
              .map(({ one }) => one)
          deliver(both[0], both[1], shuffle)
          deliver(both[1], both[0], shuffle)
          expect(tablesOf(both[0])).toEqual(tablesOf(both[1]))
          const [one, two] = both.map((each) => each.journal.state(loyaltyAggregate, accountOf(patient)))
          expect(one).toEqual(two)

          const here = both[0]
          settlePoints(here, authorOf(actorAt(here)), patient)
          const head = here.journal.head().seq
          settlePoints(here, authorOf(actorAt(here)), patient)
          expect(here.journal.head().seq).toBe(head)
          const view = loyaltyOf(here, patient)
          if (view !== null) {
            expect(Math.min(view.usable, view.waiting, view.overspent)).toBeGreaterThanOrEqual(0)
            const paid = moneyAccount(here, patient).payments.filter((payment) => payment.reversed === null)
            const most = paid.reduce((total, payment) => total + Math.floor((payment.cash + payment.card) / 2000), 0)
            expect(view.usable + view.waiting).toBeLessThanOrEqual(most)
          }
          for (const each of both) each.db.close()
        }
      ),
      { numRuns: 40 }
    )
  })
})
