/** What head office counts: for each kind of aggregate, on which day of which clinic it stands, in what state and for what sum. */
import { actAggregate } from '../../domain/acts/evolve.ts'
import { documentAggregate } from '../../domain/documents/evolve.ts'
import { foldable, type Aggregate, type NewFact, type Recorded } from '../../domain/fact.ts'
import { paymentAggregate, stands } from '../../domain/money/evolve.ts'
import { visitAggregate } from '../../domain/visits/evolve.ts'

export interface Figure {
  readonly clinic: string
  /** The day at the clinic. */
  readonly day: string
  readonly state: string
  readonly kopecks: number
}

export interface FigureSource {
  readonly kind: string
  /** Folds all facts of one aggregate, in the order in which they count. Null when nothing is to be counted. */
  readonly figure: (facts: readonly Recorded<NewFact>[]) => Figure | null
}

/** Folds facts of one aggregate into its state. */
export const folder = <State, Fact>(
  aggregate: Aggregate<State, Fact>
): ((facts: readonly Recorded<NewFact>[]) => State | null) => {
  const { fold } = foldable(aggregate)
  return (facts) => {
    let state: unknown = null
    for (const fact of facts) state = fold(state, fact)
    // It came out of this very aggregate's evolve.
    return state as State | null
  }
}

const source = <State, Fact>(
  aggregate: Aggregate<State, Fact>,
  figure: (state: State) => Figure | null
): FigureSource => {
  const fold = folder(aggregate)
  return {
    kind: aggregate.kind,
    figure: (facts) => {
      const state = fold(facts)
      return state === null ? null : figure(state)
    }
  }
}

/** Raised when the same facts are to be counted differently. */
export const FIGURES_VERSION = 2

export const FIGURE_SOURCES: readonly FigureSource[] = [
  source(visitAggregate, (visit) => ({
    clinic: visit.slot.clinic,
    day: visit.slot.date,
    state: visit.state,
    kopecks: 0
  })),
  source(actAggregate, (act) => ({
    clinic: act.clinic,
    day: act.date,
    state: act.reversed === null ? 'issued' : 'reversed',
    kopecks: act.total
  })),
  // A refusal is signed too, and is no consent.
  source(documentAggregate, ({ kind, clinic, patientSigned, revoked, annulled }) =>
    patientSigned === null || annulled !== null || kind === 'general-refusal'
      ? null
      : { clinic, day: patientSigned.on, state: revoked === null ? 'signed' : 'revoked', kopecks: 0 }
  ),
  source(paymentAggregate, (payment) => ({
    clinic: payment.clinic,
    day: payment.date,
    state: stands(payment) ? 'received' : 'reversed',
    kopecks: payment.cash + payment.card
  }))
]
