/** Destructions as operators see them: what is asked for, what was ordered, and which workstations have still to confirm. */
import { erasureAggregate, type Erasure } from '../../domain/erasure/evolve.ts'
import { ErasureDeclined, ErasureOrdered } from '../../domain/erasure/facts.ts'
import type { Sql } from '../database.ts'
import { folder } from '../figures/sources.ts'
import { factsOfAggregates, type AggregateFacts } from '../figures/stored-facts.ts'

export interface Awaited {
  readonly device: string
  readonly name: string
  readonly lastContact: Date
  /** Null while the device has not confirmed. */
  readonly confirmedAt: Date | null
}

export interface ErasureLine {
  readonly id: string
  readonly erasure: Erasure
  readonly clinic: string | null
  /** Every workstation that is to confirm, those that have not yet first. */
  readonly devices: readonly Awaited[]
}

const DECISIONS: ReadonlySet<string> = new Set([ErasureOrdered.type, ErasureDeclined.type])
const foldAll = folder(erasureAggregate)
/** Head office alone decides: whatever a desk says of a decision is none, and closes no request. */
const fold = (headOffice: string, facts: AggregateFacts['facts']): Erasure | null =>
  foldAll(facts.filter(({ type, provenance }) => !DECISIONS.has(type) || provenance.device === headOffice))

export const erasureOf = async (sql: Sql, id: string, headOffice: string): Promise<Erasure | null> => {
  const [found] = await factsOfAggregates(sql, [{ kind: erasureAggregate.kind, aggregate: id }])
  return found === undefined ? null : fold(headOffice, found.facts)
}

/** Newest first. `headOffice`: the device under whose name it decides. */
export const listErasures = async (sql: Sql, headOffice: string): Promise<readonly ErasureLine[]> => {
  const names = await sql.query<{ kind: string; aggregate: string }>(
    `SELECT kind, aggregate, max(cursor) AS last FROM fact WHERE kind = $1 GROUP BY kind, aggregate ORDER BY last DESC`,
    [erasureAggregate.kind]
  )
  const desks = await sql.query<{ id: string; name: string; last_contact: Date }>(
    'SELECT id, name, last_contact FROM desk WHERE revoked_at IS NULL ORDER BY name'
  )
  const clinics = new Map(
    (await sql.query<{ id: string; name: string }>('SELECT id, name FROM clinic')).map((row) => [row.id, row.name])
  )
  return (await factsOfAggregates(sql, names)).flatMap(({ aggregate, facts }) => {
    const erasure = fold(headOffice, facts)
    if (erasure === null) return []
    const clinic = erasure.request?.clinic ?? null
    return [
      {
        id: aggregate,
        erasure,
        clinic: clinic === null ? null : (clinics.get(clinic) ?? null),
        devices: desks
          .map((desk) => ({
            device: desk.id,
            name: desk.name,
            lastContact: desk.last_contact,
            confirmedAt: confirmation(erasure, desk.id)
          }))
          .toSorted((a, b) => Number(a.confirmedAt !== null) - Number(b.confirmedAt !== null))
      }
    ]
  })
}

/** A device has confirmed when its last word is younger than the last order. */
const confirmation = ({ confirmed, orders }: Erasure, device: string): Date | null => {
  const word = confirmed.find((one) => one.device === device)
  const order = orders.at(-1)
  return word === undefined || (order !== undefined && word.at < order.at) ? null : new Date(word.at)
}
