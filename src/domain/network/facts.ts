/** Facts about the network as a whole. */
import { z } from 'zod'
import { defineFact, type FactOf } from '../fact.ts'

/** All of them are about one thing. */
export const NETWORK_ID = 'network'

/** Head office goes on from a backup that held so many facts. */
export const NetworkRestored = defineFact('network.restored', 1, z.object({ held: z.int().min(0) }))

export type NetworkFact = FactOf<typeof NetworkRestored>
