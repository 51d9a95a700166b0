/** Steps of a golden shift about money and points: paid, marked, given back, earned, spent, taken back; cards given and lost. */
import { newFact } from '../../src/domain/fact.ts'
import { trueUp } from '../../src/domain/loyalty/accrual.ts'
import { seriesCardNumber, type CardNumber } from '../../src/domain/loyalty/card-number.ts'
import { issueCard, replaceCard, spendPoints } from '../../src/domain/loyalty/decide.ts'
import { accountOf, loyaltyAggregate } from '../../src/domain/loyalty/evolve.ts'
import { CardPrinted } from '../../src/domain/loyalty/facts.ts'
import { LOYALTY_PROGRAMME, loyaltyProgrammeAggregate } from '../../src/domain/loyalty/rules.ts'
import { noteFiscalMarks, reversePayment, takePayment } from '../../src/domain/money/decide.ts'
import { paymentAggregate } from '../../src/domain/money/evolve.ts'
import { LegalEntity } from '../../src/domain/money/facts.ts'
import { ActId, PaymentId } from '../../src/domain/values/ids.ts'
import { kopecks } from '../../src/domain/values/money.ts'
import { castId } from '../../src/head-office/demo/cast.ts'
import { SADOVAYA } from '../../src/head-office/demo/clinics.ts'
import { acceptedFacts } from '../../src/head-office/demo/demo-fact.ts'
import { fixedId } from '../../src/head-office/demo/random.ts'
import { needed, type Shift } from './shift.ts'

const ENTITY = LegalEntity.parse(SADOVAYA.description.inn)
const patient = castId('kravtsova')
const account = accountOf(patient)
const act = ActId.parse(fixedId('golden act paid for'))
const unused = (): boolean => false
const card = (counter: number): CardNumber => needed(seriesCardNumber(91, counter), 'card number')

export const earnAndSpend = (shift: Shift): void => {
  const state = () => shift.recording.state(loyaltyAggregate, account)
  const given = (counter: number) => ({ source: 'series' as const, next: () => card(counter) })
  shift.record(acceptedFacts(issueCard(null, { patient, card: given(1) }, shift.today, unused)))
  const printed = { number: card(1), job: fixedId('golden print job card'), copy: 0, outcome: 'sent' as const }
  shift.record([newFact(CardPrinted, 'loyalty-account', account, printed)])
  const lost = { number: card(1), reason: 'lost', card: { source: 'blank', text: '2999000000012' } } as const
  shift.record(acceptedFacts(replaceCard(state(), lost, shift.today, unused)))

  const first = pay(shift, 'first', 500_000, 0)
  const earned = { payment: first, act, base: kopecks(500_000), day: shift.today }
  const programme = () => shift.recording.state(loyaltyProgrammeAggregate, LOYALTY_PROGRAMME)
  const truedUp = (earning: readonly (typeof earned)[], reversed: readonly PaymentId[]): void => {
    shift.record(trueUp(needed(state(), 'account'), programme(), earning, new Set(reversed)))
  }
  truedUp([earned], [])

  const second = pay(shift, 'second', 80_000, 200)
  shift.record(acceptedFacts(spendPoints(state(), { payment: second, points: 200 }, shift.today)))
  mark(shift, second, 'payment')
  const till = { clinic: SADOVAYA.id, entity: ENTITY, today: shift.today }
  const payment = shift.recording.state(paymentAggregate, second)
  shift.record(acceptedFacts(reversePayment(payment, { id: second, reason: 'пробили не тот акт' }, till)))
  mark(shift, second, 'refund')
  truedUp([earned], [second])
  truedUp([], [second])
}

const pay = (shift: Shift, word: string, pays: number, points: number): PaymentId => {
  const id = PaymentId.parse(fixedId(`golden payment ${word}`))
  const command = {
    id,
    patient,
    visit: null,
    payer: { kind: 'patient' },
    tender: { pays: kopecks(pays), card: kopecks(30_000), cashGiven: kopecks(pays) },
    points,
    chosen: null,
    advance: false
  } as const
  const till = {
    clinic: SADOVAYA.id,
    entity: ENTITY,
    today: shift.today,
    nextNumber: shift.number,
    open: [{ id: act, due: kopecks(700_000) }],
    spendShare: 3000
  }
  shift.record(acceptedFacts(takePayment(null, command, till)))
  return id
}

const mark = (shift: Shift, id: PaymentId, operation: 'payment' | 'refund'): void => {
  const marks = { operation, storage: '9999000000000001', document: '17', sign: '1234567890', register: null }
  const payment = shift.recording.state(paymentAggregate, id)
  shift.record(acceptedFacts(noteFiscalMarks(payment, { id, marks })))
}
