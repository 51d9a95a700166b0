/** Reads facts of aggregates back from where they are kept to the letter, in the order in which they count. */
import type { NewFact, Recorded } from '../../domain/fact.ts'
import { instant } from '../../domain/values/dates.ts'
import { ClinicId, DeviceId, FactId, StaffId } from '../../domain/values/ids.ts'
import { ClockStamp, clockMilliseconds, orderKey } from '../../journal/clock.ts'
import { FactHeader } from '../../journal/envelope.ts'
import type { Sql } from '../database.ts'

export interface AggregateName {
  readonly kind: string
  readonly aggregate: string
}

export interface AggregateFacts extends AggregateName {
  readonly facts: readonly Recorded<NewFact>[]
}

interface Row {
  readonly kind: string
  readonly aggregate: string
  readonly effective: string
  readonly header: string
  readonly payload: string
}

/** Erased facts are left out; aggregates all of whose facts are erased come with none. */
export const factsOfAggregates = async (
  sql: Sql,
  names: readonly AggregateName[]
): Promise<readonly AggregateFacts[]> => {
  const rows = await sql.query<Row>(
    `SELECT fact.kind, fact.aggregate, effective, header, payload
     FROM unnest($1::text[], $2::text[]) AS name (kind, aggregate) JOIN fact ON fact.kind = name.kind AND fact.aggregate = name.aggregate
     WHERE payload IS NOT NULL`,
    [names.map((name) => name.kind), names.map((name) => name.aggregate)]
  )
  const groups = new Map<string, { order: string; fact: Recorded<NewFact> }[]>()
  for (const row of rows) {
    const key = `${row.kind} ${row.aggregate}`
    const group = groups.get(key) ?? []
    groups.set(key, group)
    group.push(read(row))
  }
  return names.map(({ kind, aggregate }) => ({
    kind,
    aggregate,
    facts: (groups.get(`${kind} ${aggregate}`) ?? [])
      .toSorted((a, b) => (a.order < b.order ? -1 : 1))
      .map((one) => one.fact)
  }))
}

const read = (row: Row): { order: string; fact: Recorded<NewFact> } => {
  const header = FactHeader.parse(JSON.parse(row.header))
  const effective = ClockStamp.parse(row.effective)
  return {
    order: orderKey({ ...header, effective }),
    fact: {
      type: header.type,
      v: header.v,
      aggregate: { kind: header.kind, id: header.aggregate },
      payload: JSON.parse(row.payload),
      provenance: {
        id: FactId.parse(header.id),
        device: DeviceId.parse(header.device),
        staff: header.staff === null ? null : StaffId.parse(header.staff),
        clinic: header.clinic === null ? null : ClinicId.parse(header.clinic),
        at: instant(clockMilliseconds(effective))
      }
    }
  }
}
