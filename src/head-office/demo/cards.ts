/** Loyalty cards of the demo: a good part of the patients carries one, and what they paid lately has earned points. */
import { ActIssued } from '../../domain/acts/facts.ts'
import { seriesCardNumber } from '../../domain/loyalty/card-number.ts'
import { issueCard } from '../../domain/loyalty/decide.ts'
import { accountOf } from '../../domain/loyalty/evolve.ts'
import { PointsAccrued } from '../../domain/loyalty/facts.ts'
import { FIRST_RULE, lastDay, pointsFor, usableFrom } from '../../domain/loyalty/rules.ts'
import { PaymentReceived } from '../../domain/money/facts.ts'
import { newFact, type FactOf } from '../../domain/fact.ts'
import { addDays } from '../../domain/values/dates.ts'
import { ActId, PaymentId, type PatientId } from '../../domain/values/ids.ts'
import { kopecks } from '../../domain/values/money.ts'
import type { Town } from './booking.ts'
import type { Calendar } from './calendar.ts'
import { CLINICS } from './clinics.ts'
import { acceptedFacts, type DemoFact } from './demo-fact.ts'
import type { Random } from './random.ts'
import { ANNA, DARYA } from './staff.ts'

/** Series of the cards given before the first real desk opened; desks of the demo have small numbers. */
const CARD_SERIES = 9000
const DAY = 86_400_000
/** Cards were introduced so many days ago. */
const INTRODUCED_DAYS = 180
const SHARE_WITH_CARD = 0.2

export const cardFacts = (
  random: Random,
  around: {
    readonly town: Town
    readonly papers: readonly DemoFact[]
    readonly calendar: Calendar
    readonly now: number
  }
): readonly DemoFact[] => {
  const { town, calendar, now } = around
  const joinedOn = addDays(calendar.today, -INTRODUCED_DAYS)
  const introduced = now - INTRODUCED_DAYS * DAY
  const holders = new Set<PatientId>()
  const facts: DemoFact[] = []
  for (const patient of town.patients) {
    const known = (town.registeredAt.get(patient.id) ?? now) < introduced
    if (!known || patient.age < 18 || !random.chance(SHARE_WITH_CARD)) continue
    const next = (): ReturnType<typeof seriesCardNumber> => seriesCardNumber(CARD_SERIES, holders.size + 1)
    const issued = issueCard(null, { patient: patient.id, card: { source: 'series', next } }, joinedOn, () => false)
    const author = { staff: patient.home === 0 ? ANNA.id : DARYA.id, clinic: CLINICS[patient.home]?.id ?? null }
    acceptedFacts(issued).forEach((fact, place) =>
      facts.push({ author, at: introduced + holders.size * 1000 + place, fact })
    )
    holders.add(patient.id)
  }
  return [...facts, ...earnedPoints(around.papers, holders, introduced + holders.size * 1000)]
}

type Issued = FactOf<typeof ActIssued>['payload']
type Received = FactOf<typeof PaymentReceived>['payload']

const earnedPoints = (
  papers: readonly DemoFact[],
  holders: ReadonlySet<PatientId>,
  since: number
): readonly DemoFact[] => {
  const acts = new Map<string, Issued>()
  return papers.flatMap(({ fact, at, author }) => {
    if (fact.type === ActIssued.type) acts.set(fact.aggregate.id, ActIssued.payload.parse(fact.payload))
    if (fact.type !== PaymentReceived.type || at < since) return []
    const received: Received = PaymentReceived.payload.parse(fact.payload)
    return holders.has(received.patient)
      ? accrued(received, PaymentId.parse(fact.aggregate.id), acts).map((one) => ({ fact: one, at: at + 1000, author }))
      : []
  })
}

/** Points for the part of the act's money that earns them, when the act is paid in full; part payments earn at the desk. */
const accrued = (received: Received, payment: PaymentId, acts: ReadonlyMap<string, Issued>) =>
  received.allocations.flatMap(({ act, amount }) => {
    const issued = acts.get(act)
    if (issued === undefined || issued.total !== amount) return []
    const base = kopecks(issued.lines.filter((line) => line.pointsAllowed).reduce((sum, line) => sum + line.sum, 0))
    if (base === 0) return []
    const earned = {
      payment,
      act: ActId.parse(act),
      base,
      points: pointsFor(FIRST_RULE, base),
      rule: FIRST_RULE.version,
      earnedOn: received.date
    }
    return [
      newFact(PointsAccrued, 'loyalty-account', accountOf(received.patient), {
        ...earned,
        usableFrom: usableFrom(FIRST_RULE, received.date),
        lastDay: lastDay(FIRST_RULE, received.date)
      })
    ]
  })
