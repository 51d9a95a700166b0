/** Folds what happened to the network as a whole. */
import type { Aggregate } from '../fact.ts'
import type { Instant } from '../values/dates.ts'
import { NetworkRestored, type NetworkFact } from './facts.ts'

export interface Network {
  /** Each time head office was set back to a backup, oldest first. */
  readonly restored: readonly { readonly at: Instant; readonly held: number }[]
}

export const networkAggregate: Aggregate<Network, NetworkFact> = {
  kind: 'network',
  definitions: [NetworkRestored],
  evolve: (state, fact) => ({
    restored: [...(state?.restored ?? []), { at: fact.provenance.at, held: fact.payload.held }]
  })
}
