/** Acts and payments of the demo's finished visits, made by the same rules as at a desk; a few are left unpaid. */
import { issueAct } from '../../domain/acts/decide.ts'
import { ActIssued } from '../../domain/acts/facts.ts'
import { usualWarranty } from '../../domain/acts/warranty.ts'
import type { PriceLine } from '../../domain/clinic/facts.ts'
import { takePayment, type Tender } from '../../domain/money/decide.ts'
import { LegalEntity, type Payer } from '../../domain/money/facts.ts'
import { NO_DISCOUNT } from '../../domain/plans/priced-line.ts'
import type { ListedService, PriceList } from '../../domain/plans/pricing.ts'
import { ActId, PaymentId } from '../../domain/values/ids.ts'
import { kopecks, subtractKopecks, type Kopecks } from '../../domain/values/money.ts'
import type { Calendar } from './calendar.ts'
import { acceptedFacts, type DemoFact } from './demo-fact.ts'
import { deskOf, type DemoVisit } from './demo-visit.ts'
import type { Random } from './random.ts'
import { serviceIdOf } from './treatments.ts'

/** Numbers on papers of the demo's past; real desks have smaller series. */
const DEMO_SERIES = 90

export const demoPriceList = (lines: readonly PriceLine[]): PriceList => {
  const services = new Map<string, ListedService>(
    lines.map((line) => {
      const id = serviceIdOf(line.code)
      return [id, { ...line, id, active: true }]
    })
  )
  return { service: (id) => services.get(id) ?? null }
}

/** How much of the act is paid before leaving. */
export type Settled = 'all' | 'half' | 'nothing'

/** Counts papers, so that their numbers go up with time. */
export interface Numbering {
  next(paper: 'act' | 'payment' | 'plan' | 'document'): string
}

export const numbering = (): Numbering => {
  const counters = { act: 0, payment: 0, plan: 0, document: 0 }
  return {
    next: (paper) => {
      counters[paper] += 1
      return `${DEMO_SERIES}-${String(counters[paper]).padStart(6, '0')}`
    }
  }
}

/** The act at the moment the treatment was done, and the payment at the moment of paying. Nothing for a visit that did not get so far. */
export const paperFacts = (
  random: Random,
  visit: DemoVisit,
  around: {
    readonly calendar: Calendar
    readonly prices: PriceList
    readonly numbers: Numbering
    readonly settled: Settled
  }
): readonly DemoFact[] => {
  const paid = visit.moves.find((move) => move.to === 'paid') ?? visit.moves.find((move) => move.to === 'left')
  if (paid === undefined) return []
  const { calendar, prices, numbers } = around
  const at = Math.round(calendar.momentOf(visit.date, paid.at))
  const { author } = deskOf(visit.doctor)
  const act = ActId.parse(random.uuid(at))
  const [issued] = acceptedFacts(
    issueAct(
      null,
      {
        id: act,
        patient: visit.patient.id,
        visit: visit.id,
        clinic: visit.doctor.clinic.id,
        date: visit.date,
        doctor: visit.doctor.id,
        work: visit.services.map(({ service, tooth, quantity }) => ({
          service,
          tooth,
          quantity,
          discount: NO_DISCOUNT,
          doctor: visit.doctor.id,
          plan: null,
          warranty: usualWarranty(prices.service(service)?.nomenclature ?? null)
        })),
        payer: { kind: 'patient' },
        contract: null,
        again: true
      },
      {
        nextNumber: () => numbers.next('act'),
        today: visit.date,
        visit: { patient: visit.patient.id, state: 'done' },
        prices,
        planned: () => null,
        actedInVisit: []
      }
    )
  )
  if (issued?.type !== ActIssued.type) throw new Error('an act was expected')
  const due = issued.payload.total
  const facts: DemoFact[] = [{ author, at: at - 90_000, fact: issued }]
  const pays =
    around.settled === 'all' ? due : around.settled === 'half' ? kopecks(Math.floor(due / 20_000) * 10_000) : kopecks(0)
  if (pays === 0) return facts
  const received = takePayment(
    null,
    {
      id: PaymentId.parse(random.uuid(at)),
      patient: visit.patient.id,
      visit: visit.id,
      payer: payerOf(visit),
      tender: tenderOf(random, pays),
      points: 0,
      chosen: [{ act, amount: pays }],
      advance: false
    },
    {
      clinic: visit.doctor.clinic.id,
      entity: LegalEntity.parse(visit.doctor.clinic.description.inn),
      today: visit.date,
      nextNumber: () => numbers.next('payment'),
      open: [{ id: act, due }],
      spendShare: 0
    }
  )
  return [...facts, ...acceptedFacts(received).map((fact) => ({ author, at: at - 30_000, fact }))]
}

const payerOf = (visit: DemoVisit): Payer => {
  const parent = visit.patient.representatives.find((one) => one.patient !== null)?.patient ?? null
  return parent === null ? { kind: 'patient' } : { kind: 'other-patient', patient: parent }
}

const THOUSAND: Kopecks = kopecks(100_000)
const tenderOf = (random: Random, pays: Kopecks): Tender => {
  const card = random.weighted<Kopecks>([
    [60, pays],
    [30, kopecks(0)],
    [10, kopecks(Math.floor(pays / 200_000) * 100_000)]
  ])
  const cash = subtractKopecks(pays, card)
  return { pays, card, cashGiven: kopecks(Math.ceil(cash / THOUSAND) * THOUSAND) }
}
