import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isoDate } from '../values/dates.ts'
import { ActId, ClinicId, DeviceId, FactId, PatientId, PaymentId } from '../values/ids.ts'
import { kopecks, rubles, sumKopecks, type Kopecks } from '../values/money.ts'
import { instant } from '../values/dates.ts'
import {
  changeOf,
  noteFiscalMarks,
  oldestFirst,
  reversePayment,
  takePayment,
  type TakePayment,
  type Till
} from './decide.ts'
import { paymentAggregate, type Payment } from './evolve.ts'
import { LegalEntity, PaymentReceived, type PaymentFact } from './facts.ts'
import { settle, shareOf, type OwedAct, type StandingPayment } from './settle.ts'

const uuid = (kind: string, number: number): string =>
  `018f0000-0000-7000-8000-${kind}${String(number).padStart(10, '0')}`
const act = (number: number): ActId => ActId.parse(uuid('ac', number))
const payment = (number: number): PaymentId => PaymentId.parse(uuid('fa', number))
const patient = PatientId.parse(uuid('aa', 1))
const clinic = ClinicId.parse(uuid('cc', 1))
const entity = LegalEntity.parse('7700000000')
const day = isoDate('2026-11-24')

const till = (open: readonly { readonly number: number; readonly due: Kopecks }[], spendShare = 0): Till => ({
  clinic,
  entity,
  today: day,
  nextNumber: () => '12-000001',
  open: open.map((one) => ({ id: act(one.number), due: one.due })),
  spendShare
})
const taking = (given: Partial<TakePayment> & Pick<TakePayment, 'tender'>): TakePayment => ({
  id: payment(1),
  patient,
  visit: null,
  payer: { kind: 'patient' },
  points: 0,
  chosen: null,
  advance: false,
  ...given
})
const tender = (pays: number, card: number, cashGiven: number) => ({
  pays: rubles(pays),
  card: rubles(card),
  cashGiven: rubles(cashGiven)
})

const folded = (...facts: readonly PaymentFact[]): Payment => {
  let state: Payment | null = null
  facts.forEach((fact, index) => {
    const provenance = {
      id: FactId.parse(uuid('ff', index)),
      device: DeviceId.parse(uuid('de', 1)),
      staff: null,
      clinic,
      at: instant(1_790_000_000_000 + index)
    }
    state = paymentAggregate.evolve(state, { ...fact, provenance })
  })
  if (state === null) throw new Error('nothing was folded')
  return state
}
const factsOf = (decision: ReturnType<typeof takePayment>): readonly PaymentFact[] => {
  if (!decision.ok) throw new Error(decision.refusal.code)
  return decision.facts
}
const taken = (command: TakePayment, at: Till): Payment => folded(...factsOf(takePayment(null, command, at)))

/** Any order of up to thirty things. */
const order = fc.array(fc.nat(), { minLength: 30, maxLength: 30 })
const shuffled = <T>(all: readonly T[], by: readonly number[]): readonly T[] =>
  all
    .map((one, index) => ({ one, at: by[index] ?? 0 }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one)

describe('taking a payment', () => {
  it('takes a whole bill by card', () => {
    const paid = taken(taking({ tender: tender(4200, 4200, 0) }), till([{ number: 1, due: rubles(4200) }]))
    expect(paid).toMatchObject({
      cash: 0,
      card: rubles(4200),
      change: 0,
      allocations: [{ act: act(1), amount: rubles(4200) }]
    })
  })

  it('gives change from cash after the card took its part', () => {
    const paid = taken(taking({ tender: tender(4200, 3000, 2000) }), till([{ number: 1, due: rubles(4200) }]))
    expect(paid).toMatchObject({ cash: rubles(1200), card: rubles(3000), tendered: rubles(2000), change: rubles(800) })
  })

  it('pays the oldest acts first, or those that the patient chose', () => {
    const open = [
      { number: 1, due: rubles(1000) },
      { number: 2, due: rubles(2000) }
    ]
    expect(taken(taking({ tender: tender(1500, 1500, 0) }), till(open)).allocations).toEqual([
      { act: act(1), amount: rubles(1000) },
      { act: act(2), amount: rubles(500) }
    ])
    const chosen = [{ act: act(2), amount: rubles(1500) }]
    expect(taken(taking({ tender: tender(1500, 1500, 0), chosen }), till(open)).allocations).toEqual(chosen)
  })

  it('keeps what is above the debt as an advance only when the desk said so', () => {
    const open = [{ number: 1, due: rubles(1000) }]
    expect(takePayment(null, taking({ tender: tender(1500, 0, 1500) }), till(open))).toEqual({
      ok: false,
      refusal: { code: 'OVERPAYS', by: rubles(500), due: rubles(1000) }
    })
    const paid = taken(taking({ tender: tender(1500, 0, 1500), advance: true }), till(open))
    expect(paid.allocations).toEqual([{ act: act(1), amount: rubles(1000) }])
  })

  it('never turns points into an advance, nor takes more of them than the rules allow', () => {
    const open = [{ number: 1, due: rubles(1000) }]
    expect(
      takePayment(null, taking({ tender: tender(1000, 1000, 0), points: 100, advance: true }), till(open, 1500))
    ).toMatchObject({
      refusal: { code: 'OVERPAYS' }
    })
    expect(takePayment(null, taking({ tender: tender(800, 800, 0), points: 200 }), till(open, 1500))).toMatchObject({
      refusal: { code: 'POINTS_OVER_LIMIT', limit: 150 }
    })
    expect(taken(taking({ tender: tender(850, 850, 0), points: 150 }), till(open, 1500)).allocations).toEqual([
      { act: act(1), amount: rubles(1000) }
    ])
  })

  it.each([
    ['nothing at all', taking({ tender: tender(0, 0, 0) }), 'NOTHING_PAID'],
    ['a card charged above the sum', taking({ tender: tender(1000, 1200, 0) }), 'CARD_EXCEEDS'],
    ['too few notes', taking({ tender: tender(1000, 200, 700) }), 'CASH_SHORT'],
    [
      'an act that is not open',
      taking({ tender: tender(500, 500, 0), chosen: [{ act: act(9), amount: rubles(500) }] }),
      'ACT_NOT_OPEN'
    ],
    [
      'more for an act than it needs, even in two lines',
      taking({
        tender: tender(1000, 1000, 0),
        chosen: [
          { act: act(1), amount: rubles(600) },
          { act: act(1), amount: rubles(600) }
        ]
      }),
      'ACT_OVERPAID'
    ],
    [
      'more for acts than was handed over',
      taking({ tender: tender(500, 500, 0), chosen: [{ act: act(1), amount: rubles(600) }] }),
      'ALLOCATED_TOO_MUCH'
    ]
  ])('refuses %s', (_what, command, code) => {
    expect(takePayment(null, command, till([{ number: 1, due: rubles(1000) }]))).toMatchObject({
      ok: false,
      refusal: { code }
    })
  })

  it('takes the same payment only once', () => {
    const at = till([{ number: 1, due: rubles(1000) }])
    const paid = taken(taking({ tender: tender(500, 500, 0) }), at)
    expect(takePayment(paid, taking({ tender: tender(500, 500, 0) }), at)).toMatchObject({
      refusal: { code: 'ALREADY_RECORDED' }
    })
  })

  it('gives change that is never more than the cash given, for any sums', () => {
    const amount = fc.nat({ max: 10_000_000 }).map(kopecks)
    fc.assert(
      fc.property(amount, amount, amount, (pays, card, cashGiven) => {
        const change = changeOf({ pays, card, cashGiven })
        if (!change.ok) {
          expect(card > pays || cashGiven < pays - card).toBe(true)
          return
        }
        expect(change.change).toBeGreaterThanOrEqual(0)
        expect(change.change).toBeLessThanOrEqual(cashGiven)
        expect(change.cash + card).toBe(pays)
        expect(change.cash + change.change).toBe(cashGiven)
      })
    )
  })
})

describe('reversing a payment', () => {
  const paid = taken(taking({ tender: tender(1000, 400, 600) }), till([{ number: 1, due: rubles(1000) }]))
  const reason = 'провели не тому пациенту'

  it('gives cash and card money back the way they came and keeps the payment', () => {
    const facts = factsOf(reversePayment(paid, { id: payment(1), reason }, till([])))
    const after = folded(
      ...factsOf(
        takePayment(null, taking({ tender: tender(1000, 400, 600) }), till([{ number: 1, due: rubles(1000) }]))
      ),
      ...facts
    )
    expect(after).toMatchObject({
      cash: rubles(600),
      card: rubles(400),
      reversals: [{ reason, cash: rubles(600), card: rubles(400) }]
    })
  })

  it('is refused a second time, at a desk of another legal entity, and without a payment', () => {
    const reversed = {
      ...paid,
      reversals: [
        { reason, clinic, date: day, cash: paid.cash, card: paid.card, at: paid.at, staff: null, device: paid.device }
      ]
    }
    expect(reversePayment(reversed, { id: payment(1), reason }, till([]))).toMatchObject({
      refusal: { code: 'ALREADY_REVERSED' }
    })
    const elsewhere = { ...till([]), entity: LegalEntity.parse('7800000000') }
    expect(reversePayment(paid, { id: payment(1), reason }, elsewhere)).toMatchObject({
      refusal: { code: 'OTHER_LEGAL_ENTITY' }
    })
    expect(reversePayment(null, { id: payment(1), reason }, till([]))).toMatchObject({
      refusal: { code: 'PAYMENT_UNKNOWN' }
    })
  })

  it('lets marks of a refund receipt be typed in only when there was a refund, and corrected later', () => {
    const marks = { storage: '9999078900001234', document: '145', sign: '2894567123', register: null }
    expect(noteFiscalMarks(paid, { id: payment(1), marks: { ...marks, operation: 'refund' } })).toMatchObject({
      refusal: { code: 'NOT_REVERSED' }
    })
    const first = factsOf(noteFiscalMarks(paid, { id: payment(1), marks: { ...marks, operation: 'payment' } }))
    const second = factsOf(
      noteFiscalMarks(paid, { id: payment(1), marks: { ...marks, operation: 'payment', document: '146' } })
    )
    const received = factsOf(
      takePayment(null, taking({ tender: tender(1, 1, 0) }), till([{ number: 1, due: rubles(1) }]))
    )
    expect(folded(...received, ...first, ...second).fiscal).toEqual([
      { ...marks, operation: 'payment', document: '146' }
    ])
  })

  it('does not read a payment with a negative or absurd sum from another desk', () => {
    const [fact] = factsOf(
      takePayment(null, taking({ tender: tender(1, 1, 0) }), till([{ number: 1, due: rubles(1) }]))
    )
    expect(PaymentReceived.payload.safeParse(fact?.payload).success).toBe(true)
    for (const card of [-1, 1.5, 10_000_000_001]) {
      expect(PaymentReceived.payload.safeParse({ ...(fact?.payload as object), card }).success).toBe(false)
    }
  })
})

describe('what settles what', () => {
  const amount = fc.nat({ max: 100_000 }).map(kopecks)
  const date = fc.integer({ min: 1, max: 28 }).map((number) => isoDate(`2026-02-${String(number).padStart(2, '0')}`))
  const acts = fc
    .array(fc.record({ date, total: amount }), { maxLength: 8 })
    .map((all) => all.map((one, index): OwedAct => ({ ...one, id: act(index) })))
  const payments = fc
    .array(
      fc.record({ date, amount, meant: fc.array(fc.record({ act: fc.nat({ max: 10 }), amount }), { maxLength: 3 }) }),
      { maxLength: 8 }
    )
    .map((all) =>
      all.map((one, index): StandingPayment => ({
        id: payment(index),
        date: one.date,
        amount: one.amount,
        allocations: one.meant.map((part) => ({ act: act(part.act), amount: part.amount }))
      }))
    )

  it('neither makes nor loses a kopeck, and debt and advance never stand side by side', () => {
    fc.assert(
      fc.property(acts, payments, (owed, paid) => {
        const result = settle(owed, paid)
        const settled = sumKopecks(result.settled.map((one) => one.amount))
        expect(settled + result.advance).toBe(sumKopecks(paid.map((one) => one.amount)))
        expect(settled + result.debt).toBe(sumKopecks(owed.map((one) => one.total)))
        expect(Math.min(result.debt, result.advance)).toBe(0)
        expect(sumKopecks(result.due.values())).toBe(result.debt)
        for (const one of [
          ...result.settled.map((part) => part.amount),
          ...result.due.values(),
          result.debt,
          result.advance
        ]) {
          expect(one).toBeGreaterThanOrEqual(0)
        }
      })
    )
  })

  it('never settles more of an act than it costs nor more of a payment than was paid', () => {
    fc.assert(
      fc.property(acts, payments, (owed, paid) => {
        const { settled } = settle(owed, paid)
        for (const one of owed) {
          expect(
            sumKopecks(settled.filter((part) => part.act === one.id).map((part) => part.amount))
          ).toBeLessThanOrEqual(one.total)
        }
        for (const one of paid) {
          expect(
            sumKopecks(settled.filter((part) => part.payment === one.id).map((part) => part.amount))
          ).toBeLessThanOrEqual(one.amount)
        }
      })
    )
  })

  it('tells the same whatever order acts and payments arrived in', () => {
    fc.assert(
      fc.property(acts, payments, order, (owed, paid, order) => {
        expect(settle(shuffled(owed, order), shuffled(paid, order))).toEqual(settle(owed, paid))
      })
    )
  })

  it('moves the money of an act paid on two desks at once to the next act', () => {
    const owed = [
      { id: act(1), date: day, total: rubles(1000) },
      { id: act(2), date: day, total: rubles(700) }
    ]
    const twice = [1, 2].map((number) => ({
      id: payment(number),
      date: day,
      amount: rubles(1000),
      allocations: [{ act: act(1), amount: rubles(1000) }]
    }))
    const result = settle(owed, twice)
    expect(result.due.get(act(2))).toBe(0)
    expect(result).toMatchObject({ debt: 0, advance: rubles(300) })
  })

  it('spreads a payment so that exactly what is asked for is spread', () => {
    fc.assert(
      fc.property(amount, fc.array(amount, { maxLength: 6 }), (paid, dues) => {
        const open = dues.map((due, index) => ({ id: act(index), due }))
        const spread = sumKopecks(oldestFirst(paid, open).map((one) => one.amount))
        expect(spread).toBe(Math.min(paid, sumKopecks(dues)))
      })
    )
  })

  it('takes a share that is never above the whole, also for the largest sums', () => {
    const large = fc.nat({ max: 10_000_000_000 }).map(kopecks)
    fc.assert(
      fc.property(large, large, large, (paid, part, whole) => {
        const share = shareOf(paid, part, whole)
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(paid)
        if (whole > 0 && part >= whole) expect(share).toBe(paid)
      })
    )
  })
})
