import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, instant, isoDate, type IsoDate } from '../values/dates.ts'
import { Ean13, ean13CheckDigit } from '../values/ean13.ts'
import { ActId, ClinicId, DeviceId, FactId, PatientId, PaymentId } from '../values/ids.ts'
import { kopecks, rubles } from '../values/money.ts'
import { trueUp, type EarningMoney } from './accrual.ts'
import { balanceOn } from './balance.ts'
import { CardNumber, formatCardNumber, readBlank, seriesCardNumber } from './card-number.ts'
import { blockCard, issueCard, replaceCard, settleOverspend, spendPoints, type LoyaltyDecision } from './decide.ts'
import { activeCards, loyaltyAggregate, type LoyaltyAccount } from './evolve.ts'
import { newFact } from '../fact.ts'
import { PointsSpent, type LoyaltyFact } from './facts.ts'
import { points } from './points.ts'
import {
  FIRST_RULE,
  loyaltyProgrammeAggregate,
  pointsFor,
  publishRule,
  ruleOn,
  type LoyaltyProgramme
} from './rules.ts'

const uuid = (kind: string, number: number): string =>
  `018f0000-0000-7000-8000-${kind}${String(number).padStart(10, '0')}`
const patient = PatientId.parse(uuid('aa', 1))
const clinic = ClinicId.parse(uuid('cc', 1))
const payment = (number: number): PaymentId => PaymentId.parse(uuid('fa', number))
const act = (number: number): ActId => ActId.parse(uuid('ac', number))
const day = isoDate('2026-11-24')
const blankNumber = (twelve: string): CardNumber => CardNumber.parse(`${twelve}${ean13CheckDigit(twelve)}`)

const fold = (start: LoyaltyAccount | null, facts: readonly LoyaltyFact[]): LoyaltyAccount | null => {
  let state = start
  facts.forEach((fact, index) => {
    const provenance = {
      id: FactId.parse(uuid('ff', index)),
      device: DeviceId.parse(uuid('de', 1)),
      staff: null,
      clinic,
      at: instant(1_790_000_000_000 + index)
    }
    state = loyaltyAggregate.evolve(state, { ...fact, provenance })
  })
  return state
}
const after = (state: LoyaltyAccount | null, decision: LoyaltyDecision): LoyaltyAccount => {
  if (!decision.ok) throw new Error(decision.refusal.code)
  const next = fold(state, decision.facts)
  if (next === null) throw new Error('no account')
  return next
}
const unused = (): boolean => false
const series = (counter: number) => ({ source: 'series' as const, next: () => seriesCardNumber(12, counter) })
const joined = (): LoyaltyAccount => after(null, issueCard(null, { patient, card: series(1) }, day, unused))
const earning = (number: number, base: number, on: IsoDate = day): EarningMoney => ({
  payment: payment(number),
  act: act(number),
  base: rubles(base),
  day: on
})
const none: ReadonlySet<PaymentId> = new Set()
const settled = (
  account: LoyaltyAccount,
  money: readonly EarningMoney[],
  reversed: ReadonlySet<PaymentId> = none,
  programme: LoyaltyProgramme | null = null
): LoyaltyAccount => {
  const next = fold(account, trueUp(account, programme, money, reversed))
  if (next === null) throw new Error('no account')
  return next
}

/** Any order of up to thirty things. */
const order = fc.array(fc.nat(), { minLength: 30, maxLength: 30 })
const shuffled = <T>(all: readonly T[], by: readonly number[]): readonly T[] =>
  all
    .map((one, index) => ({ one, at: by[index] ?? 0 }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one)

describe('a card number', () => {
  it('has the check digit that the GS1 rule gives', () => {
    // Widely printed examples of goods and a book.
    for (const printed of ['4006381333931', '5901234123457', '9780201379624']) {
      expect(Ean13.safeParse(printed).success).toBe(true)
      expect(ean13CheckDigit(printed)).toBe(Number(printed.at(-1)))
    }
  })

  it('is found wrong when any one digit is mistyped', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 10 ** 11 - 1 }),
        fc.nat({ max: 12 }),
        fc.integer({ min: 1, max: 9 }),
        (body, place, shift) => {
          const good = blankNumber(`2${String(body).padStart(11, '0')}`)
          const digits = [...good]
          digits[place] = String((Number(digits[place]) + shift) % 10)
          expect(Ean13.safeParse(digits.join('')).success).toBe(false)
        }
      )
    )
  })

  it('of a series never repeats between devices or counters and is always a valid barcode', () => {
    const device = fc.integer({ min: 1, max: 99 })
    const counter = fc.integer({ min: 1, max: 999_999 })
    fc.assert(
      fc.property(device, counter, device, counter, (one, first, two, second) => {
        const a = seriesCardNumber(one, first)
        const b = seriesCardNumber(two, second)
        expect(CardNumber.safeParse(a).success).toBe(true)
        expect(a === b).toBe(one === two && first === second)
      })
    )
    expect(seriesCardNumber(12, 1_000_000)).toBeNull()
  })

  it('of a blank is read with its spaces, and goods, bad digits and order of the desks are told apart', () => {
    const blank = blankNumber('210000000001')
    expect(readBlank(formatCardNumber(blank))).toEqual({ ok: true, number: blank })
    expect(readBlank('4006381333931')).toEqual({ ok: false, problem: 'not-a-card' })
    expect(readBlank('2100000000010')).toEqual({ ok: false, problem: 'not-ean13' })
    expect(readBlank('')).toEqual({ ok: false, problem: 'not-ean13' })
    expect(readBlank(seriesCardNumber(12, 7) ?? '')).toEqual({ ok: false, problem: 'desk-series' })
    expect(readBlank(blankNumber('200000001234'))).toMatchObject({ ok: true })
  })
})

describe('a card', () => {
  const blank = blankNumber('210000000001')

  it('is issued from a scanned blank that nobody has', () => {
    const account = after(null, issueCard(null, { patient, card: { source: 'blank', text: blank } }, day, unused))
    expect(account).toMatchObject({
      patient,
      joinedOn: day,
      cards: [{ number: blank, source: 'blank', blocked: null }]
    })
    expect(issueCard(null, { patient, card: { source: 'blank', text: blank } }, day, () => true)).toMatchObject({
      refusal: { code: 'NUMBER_USED' }
    })
    expect(issueCard(null, { patient, card: { source: 'blank', text: '123' } }, day, unused)).toMatchObject({
      refusal: { code: 'NOT_EAN13' }
    })
    expect(issueCard(null, { patient, card: { source: 'series', next: () => null } }, day, unused)).toMatchObject({
      refusal: { code: 'SERIES_EXHAUSTED' }
    })
  })

  it('is one for a patient; another comes only in its place', () => {
    const account = joined()
    expect(issueCard(account, { patient, card: series(2) }, day, unused)).toMatchObject({
      refusal: { code: 'HAS_CARD' }
    })
  })

  it('when lost is blocked and replaced, and the points stay', () => {
    const account = settled(joined(), [earning(1, 10_000)])
    const [lost] = activeCards(account)
    if (lost === undefined) throw new Error('no card')
    const replaced = after(
      account,
      replaceCard(account, { number: lost.number, reason: 'lost', card: series(2) }, day, unused)
    )
    expect(replaced.cards).toMatchObject([{ blocked: { reason: 'lost' } }, { replaces: lost.number, blocked: null }])
    const later = addDays(day, 14)
    expect(balanceOn(replaced, later)).toEqual(balanceOn(account, later))
    expect(balanceOn(replaced, later).usable).toBe(500)
    expect(blockCard(replaced, { number: lost.number, reason: 'lost' }, day)).toMatchObject({
      refusal: { code: 'CARD_BLOCKED' }
    })
  })

  it('that was blocked at once is replaced days later', () => {
    const account = joined()
    const [lost] = activeCards(account)
    if (lost === undefined) throw new Error('no card')
    const blocked = after(account, blockCard(account, { number: lost.number, reason: 'stolen' }, day))
    expect(activeCards(blocked)).toEqual([])
    const replaced = after(
      blocked,
      replaceCard(blocked, { number: lost.number, reason: 'stolen', card: series(2) }, day, unused)
    )
    expect(activeCards(replaced)).toHaveLength(1)
  })
})

describe('points', () => {
  it('are five for every hundred roubles really paid, whole, usable after 14 days and gone after 365', () => {
    expect(pointsFor(FIRST_RULE, rubles(4200))).toBe(210)
    expect(pointsFor(FIRST_RULE, kopecks(1_999))).toBe(0)
    expect(pointsFor(FIRST_RULE, kopecks(2_000))).toBe(1)
    const account = settled(joined(), [earning(1, 4200)])
    expect(balanceOn(account, addDays(day, 13))).toMatchObject({
      usable: 0,
      waiting: 210,
      nextUsableFrom: addDays(day, 14)
    })
    expect(balanceOn(account, addDays(day, 14))).toMatchObject({ usable: 210, waiting: 0 })
    expect(balanceOn(account, addDays(day, 340)).expiring).toEqual({ points: 210, lastDay: addDays(day, 365) })
    expect(balanceOn(account, addDays(day, 365)).usable).toBe(210)
    expect(balanceOn(account, addDays(day, 366)).usable).toBe(0)
  })

  it('are not earned by money of days before the patient joined, but by money of that very day', () => {
    expect(settled(joined(), [earning(1, 1000, addDays(day, -1))]).accruals).toEqual([])
    expect(settled(joined(), [earning(1, 1000, day)]).accruals).toHaveLength(1)
  })

  it('keep the rule under which they were earned when head office publishes another', () => {
    const account = settled(joined(), [earning(1, 1000)])
    const published = publishRule({ ...FIRST_RULE, version: 2, validFrom: addDays(day, -5), accrual: 100 })
    const provenance = {
      id: FactId.parse(uuid('ff', 1)),
      device: DeviceId.parse(uuid('de', 1)),
      staff: null,
      clinic: null,
      at: instant(0)
    }
    const programme = loyaltyProgrammeAggregate.evolve({ rules: [FIRST_RULE] }, { ...published, provenance })
    expect(ruleOn(programme, day).version).toBe(2)
    expect(ruleOn(programme, addDays(day, -6)).version).toBe(1)
    expect(trueUp(account, programme, [earning(1, 1000)], none)).toEqual([])
    // Half of the money turned out to settle nothing: the points shrink by the old rule.
    expect(settled(account, [earning(1, 500)], none, programme).accruals).toMatchObject([{ rule: 1, points: 25 }])
    expect(settled(joined(), [earning(2, 1000)], none, programme).accruals).toMatchObject([{ rule: 2, points: 10 }])
  })

  it('are taken back when the payment is reversed, also when another desk counts it once more', () => {
    const account = settled(joined(), [earning(1, 1000), earning(2, 500)])
    const late = trueUp(account, null, [earning(1, 2000), earning(2, 500)], none)
    const reversed = settled(account, [earning(2, 500)], new Set([payment(1)]))
    expect(reversed.accruals.map((one) => one.payment)).toEqual([payment(2)])
    expect(fold(reversed, late)?.accruals.map((one) => one.payment)).toEqual([payment(2)])
  })

  it('are withdrawn when the act is cancelled and earned again by the act that takes its place', () => {
    const account = settled(joined(), [earning(1, 1000)])
    const moved: EarningMoney = { payment: payment(1), act: act(2), base: rubles(800), day }
    expect(settled(account, [moved]).accruals).toMatchObject([{ act: act(2), points: 40 }])
  })

  it('are spent oldest first and never more than there are', () => {
    const account = settled(joined(), [earning(1, 1000), earning(2, 1000, addDays(day, 10))])
    const later = addDays(day, 30)
    expect(spendPoints(account, { payment: payment(9), points: 101 }, later)).toMatchObject({
      refusal: { code: 'NOT_ENOUGH_POINTS', usable: 100 }
    })
    const spent = after(account, spendPoints(account, { payment: payment(9), points: 60 }, later))
    expect(balanceOn(spent, later).usable).toBe(40)
    // What is left belongs to the second earning, and goes with it.
    expect(balanceOn(spent, addDays(day, 370)).usable).toBe(40)
    expect(balanceOn(spent, addDays(day, 376)).usable).toBe(0)
    expect(
      balanceOn(settled(spent, [earning(1, 1000), earning(2, 1000, addDays(day, 10))], new Set([payment(9)])), later)
        .usable
    ).toBe(100)
  })

  it('spent on two desks apart leave zero and a visible overspending, made good by the next points', () => {
    const account = settled(joined(), [earning(1, 2000)])
    const later = addDays(day, 20)
    const one = spendPoints(account, { payment: payment(8), points: 80 }, later)
    const two = spendPoints(account, { payment: payment(9), points: 80 }, later)
    const both = after(after(account, one), two)
    expect(balanceOn(both, later)).toMatchObject({ usable: 0, overspent: 60 })
    const more = settled(both, [earning(1, 2000), earning(3, 3000, later)])
    expect(balanceOn(more, addDays(later, 14))).toMatchObject({ usable: 90, overspent: 0 })
  })

  describe('spent beyond the account', () => {
    const later = addDays(day, 20)
    const overspent = (): LoyaltyAccount => {
      const account = settled(joined(), [earning(1, 2000)])
      const one = spendPoints(account, { payment: payment(8), points: 80 }, later)
      const two = spendPoints(account, { payment: payment(9), points: 80 }, later)
      return after(after(account, one), two)
    }
    const forgive = (account: LoyaltyAccount, lack: number) =>
      settleOverspend(account, { how: 'forgiven', points: lack, reason: 'ошибка двух стоек' }, later)

    it('are a question to a person until they are owed or forgiven', () => {
      const account = overspent()
      expect(balanceOn(account, later)).toMatchObject({ overspent: 60, unsettled: [{ points: 60 }] })
      const owed = after(account, settleOverspend(account, { how: 'owed', points: 60, reason: null }, later))
      expect(balanceOn(owed, later)).toMatchObject({ overspent: 60, unsettled: [] })
      const forgiven = after(account, forgive(account, 60))
      expect(balanceOn(forgiven, later)).toMatchObject({ overspent: 0, unsettled: [] })
      const more = settled(forgiven, [earning(1, 2000), earning(3, 3000, later)])
      expect(balanceOn(more, addDays(later, 14)).usable).toBe(150)
    })

    it('are forgiven once, though two desks forgive them apart, and once more only for what was spent since', () => {
      const account = overspent()
      const [one, two] = [forgive(account, 60), forgive(account, 60)]
      const both = after(after(account, one), two)
      expect(both).toEqual(after(account, one))
      const third = fold(both, [
        newFact(PointsSpent, 'loyalty-account', patient, { payment: payment(7), points: points(30), date: later })
      ])
      if (third === null) throw new Error('no account')
      const { overspent: lack, unsettled } = balanceOn(third, later)
      expect([lack, unsettled.reduce((sum, each) => sum + each.points, 0)]).toEqual([30, 30])
      expect(balanceOn(after(third, forgive(third, 30)), later)).toMatchObject({ overspent: 0, unsettled: [] })
    })

    it('are not forgiven without a reason, for another sum than was shown, or where there is nothing', () => {
      const account = overspent()
      const refusal = (decision: LoyaltyDecision) => (decision.ok ? null : decision.refusal.code)
      const settle = (of: LoyaltyAccount, lack: number) =>
        refusal(settleOverspend(of, { how: 'forgiven', points: lack, reason: ' ' }, later))
      expect(settle(account, 60)).toBe('REASON_REQUIRED')
      expect(settle(account, 50)).toBe('BALANCE_CHANGED')
      expect(settle(joined(), 60)).toBe('NOTHING_OVERSPENT')
    })
  })

  const history = fc.array(
    fc.record({
      kind: fc.constantFrom('earn', 'spend', 'reverse'),
      number: fc.nat({ max: 4 }),
      sum: fc.nat({ max: 5000 }),
      wait: fc.nat({ max: 60 })
    }),
    { maxLength: 15 }
  )

  it('never go below zero and are never made from nothing, whatever happens', () => {
    fc.assert(
      fc.property(history, (events) => {
        let account = joined()
        let today = day
        const money = new Map<PaymentId, EarningMoney>()
        const reversed = new Set<PaymentId>()
        for (const { kind, number, sum, wait } of events) {
          today = addDays(today, wait)
          if (kind === 'earn' && !money.has(payment(number))) money.set(payment(number), earning(number, sum, today))
          if (kind === 'reverse') reversed.add(payment(number))
          if (kind === 'spend') {
            const before = balanceOn(account, today).usable
            const decision = spendPoints(account, { payment: payment(number + 10), points: sum }, today)
            expect(decision.ok).toBe(sum <= before)
            if (decision.ok && sum > 0 && !account.spends.some((one) => one.payment === payment(number + 10)))
              account = after(account, decision)
          }
          account = settled(
            account,
            [...money.values()].filter((one) => !reversed.has(one.payment)),
            reversed
          )
          expect(
            trueUp(
              account,
              null,
              [...money.values()].filter((one) => !reversed.has(one.payment)),
              reversed
            )
          ).toEqual([])
          const balance = balanceOn(account, today)
          const earned = account.accruals.reduce((total, one) => total + one.points, 0)
          expect(balance.usable).toBeGreaterThanOrEqual(0)
          expect(balance.usable + balance.waiting).toBeLessThanOrEqual(earned)
        }
      })
    )
  })

  it('tell the same balance whatever order the account keeps its entries in', () => {
    fc.assert(
      fc.property(history, order, fc.nat({ max: 500 }), (events, order, wait) => {
        const base = settled(
          joined(),
          events.map((event, index) => earning(index, event.sum, addDays(day, event.wait)))
        )
        const spends = events.map((event, index) => ({
          payment: payment(100 + index),
          points: base.accruals[index]?.points ?? balanceOn(base, day).usable,
          date: addDays(day, event.wait * 2)
        }))
        const today = addDays(day, wait)
        expect(balanceOn({ accruals: shuffled(base.accruals, order), spends: shuffled(spends, order) }, today)).toEqual(
          balanceOn({ accruals: base.accruals, spends }, today)
        )
      })
    )
  })
})
