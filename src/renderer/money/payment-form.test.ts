import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MoneyAccount } from '../../contract/money.ts'
import { takePayment } from '../../domain/money/decide.ts'
import { LegalEntity } from '../../domain/money/facts.ts'
import { parseTypedAmount } from '../../domain/money/typed-amount.ts'
import { isoDate } from '../../domain/values/dates.ts'
import { ActId, ClinicId, PatientId, PaymentId } from '../../domain/values/ids.ts'
import { kopecks, rubles, sumKopecks, type Kopecks } from '../../domain/values/money.ts'
import { EMPTY_FORM, restInDebt, sumOf, toInput, type PaymentForm } from './payment-form.ts'

const act = (number: number): ActId => ActId.parse(`018f0000-0000-7000-8000-ac${String(number).padStart(10, '0')}`)
const patient = PatientId.parse('018f0000-0000-7000-8000-aa0000000001')
const who = {
  id: PaymentId.parse('018f0000-0000-7000-8000-fa0000000001'),
  visit: null,
  payer: { kind: 'patient' as const },
  patient
}
const day = isoDate('2026-11-24')

const account = (dues: readonly Kopecks[], usable = 0): MoneyAccount => ({
  patient,
  debt: sumKopecks(dues),
  dueHere: sumKopecks(dues),
  advance: kopecks(0),
  acts: dues.map((due, index) => ({
    act: act(index),
    number: String(index),
    date: day,
    visit: null,
    total: due,
    due,
    payableHere: true
  })),
  payments: [],
  points: { usable, limit: 0, spendShare: 1500 }
})
const typed = (form: Partial<PaymentForm>): PaymentForm => ({ ...EMPTY_FORM, ...form })

describe('the payment dialog', () => {
  const owes = account([rubles(1000), rubles(3200)])

  it('takes all by card when nothing is typed', () => {
    expect(sumOf(EMPTY_FORM, owes)).toMatchObject({
      pays: rubles(4200),
      card: rubles(4200),
      cash: 0,
      change: 0,
      remains: 0,
      advance: 0
    })
    expect(toInput(EMPTY_FORM, owes, who)).toMatchObject({
      chosen: null,
      advance: false,
      tender: { card: rubles(4200) }
    })
  })

  it('takes notes first, the rest by card, and gives change when notes are enough', () => {
    expect(sumOf(typed({ cash: '1000' }), owes)).toMatchObject({ cash: rubles(1000), card: rubles(3200), change: 0 })
    expect(sumOf(typed({ cash: '5 000' }), owes)).toMatchObject({ cash: rubles(4200), card: 0, change: rubles(800) })
  })

  it('leaves the rest in debt when the patient has only these notes', () => {
    const form = restInDebt(typed({ cash: '3000' }))
    expect(sumOf(form, owes)).toMatchObject({
      cash: rubles(3000),
      card: 0,
      change: 0,
      remains: rubles(1200),
      advance: 0
    })
  })

  it('calls an advance what is above the debt', () => {
    expect(sumOf(typed({ pays: '5000' }), owes)).toMatchObject({ advance: rubles(800), remains: 0 })
    expect(toInput(typed({ pays: '5000' }), owes, who).advance).toBe(true)
  })

  it('gives points up to the share and what the account has, and drops them when another sum is typed', () => {
    expect(sumOf(typed({ usePoints: true }), account([rubles(1000)], 5000))).toMatchObject({
      points: 150,
      pays: rubles(850),
      remains: 0
    })
    expect(sumOf(typed({ usePoints: true }), account([rubles(1000)], 40))).toMatchObject({
      points: 40,
      pays: rubles(960)
    })
    expect(sumOf(typed({ usePoints: true, pays: '500' }), account([rubles(1000)], 5000)).points).toBe(0)
  })

  it('pays only the acts that are ticked', () => {
    const form = typed({ left: new Set([act(0)]) })
    expect(sumOf(form, owes)).toMatchObject({ due: rubles(3200), pays: rubles(3200), remains: rubles(1000) })
    expect(toInput(form, owes, who).chosen).toEqual([{ act: act(1), amount: rubles(3200) }])
  })

  it('says which field is no sum', () => {
    expect(sumOf(typed({ pays: 'сто' }), owes).unreadable).toBe('pays')
    expect(sumOf(typed({ cash: '1,234' }), owes).unreadable).toBe('cash')
  })

  it('reads sums as people type them and nothing else', () => {
    expect(['4200', '4 200,5', '4200.50 ₽', '4200 руб.', '0', '4200,'].map(parseTypedAmount)).toEqual([
      420_000, 420_050, 420_050, 420_000, 0, 420_000
    ])
    expect(['', '-1', '1.234', '1e5', '12а', '9999999999', '1 000 000 000'].map(parseTypedAmount)).toEqual(
      Array(7).fill(null)
    )
  })

  it('never asks for anything that the rules would refuse', () => {
    const amount = fc.integer({ min: 1, max: 5_000_000 }).map(kopecks)
    const text = fc.oneof(fc.constant(''), fc.nat({ max: 60_000 }).map(String))
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 1, maxLength: 4 }),
        text,
        text,
        fc.boolean(),
        fc.nat({ max: 3000 }),
        fc.nat({ max: 3 }),
        (dues, pays, cash, usePoints, usable, left) => {
          const money = account(dues, usable)
          const form = { pays, cash, usePoints, left: new Set(left === 0 ? [] : [act(left)]) }
          const sum = sumOf(form, money)
          const input = toInput(form, money, who)
          if (sum.pays === 0 && sum.points === 0) return
          const decision = takePayment(null, input, {
            clinic: ClinicId.parse('018f0000-0000-7000-8000-cc0000000001'),
            entity: LegalEntity.parse('7700000001'),
            today: day,
            nextNumber: () => '01-000001',
            open: money.acts.map((one) => ({ id: one.act, due: one.due })),
            spendShare: 1500
          })
          expect(decision.ok || decision.refusal.code).toBe(true)
          expect(sum.cash + sum.card).toBe(sum.pays)
          expect(sum.cash + sum.change).toBe(sum.cashGiven)
        }
      )
    )
  })
})
