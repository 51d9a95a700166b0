/** Tells of what head office has ordered the destruction: nothing else makes a fact without its payload lawful. */
import { ErasureOrdered } from './facts.ts'

/** A fact of head office's own device, whatever it says. */
interface Told {
  readonly type: string
  readonly v: number
  readonly payload: unknown
}

export type Ordered = (kind: string, aggregate: string) => boolean

export const orderedBy = (facts: Iterable<Told>): Ordered => {
  const named = new Set<string>()
  for (const { type, v, payload } of facts) {
    if (type !== ErasureOrdered.type || v !== ErasureOrdered.v) continue
    const order = ErasureOrdered.payload.safeParse(payload)
    if (order.success) for (const { kind, id } of order.data.aggregates) named.add(nameOf(kind, id))
  }
  return (kind, aggregate) => named.has(nameOf(kind, aggregate))
}

/** There is no space in what a header names. */
const nameOf = (kind: string, id: string): string => `${kind} ${id}`
