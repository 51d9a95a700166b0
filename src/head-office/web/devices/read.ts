/** What the page of one desk shows: its chains, what was sealed again, and what it sent after it was withdrawn. */
import { TimeZone } from '../../../domain/values/dates.ts'
import { clockMilliseconds } from '../../../journal/clock.ts'
import { FactHeader } from '../../../journal/envelope.ts'
import type { Sql } from '../../database.ts'
import type { Device } from '../../devices/authenticate.ts'
import { DEFAULT_ZONE } from '../zones.ts'
import type { Tail } from './texts.ts'

export interface ChainLine {
  readonly epoch: number
  readonly openedAt: Date
  readonly lastContact: Date
  readonly held: number
  readonly waiting: number
  readonly resealed: number
  readonly lookedAt: Date | null
}

export interface ResealedLine {
  readonly epoch: number
  readonly seq: number
  readonly type: string
  readonly at: Date
  readonly before: { readonly epoch: number; readonly seq: number }
}

export interface Quarantine {
  readonly kinds: readonly { readonly kind: string; readonly facts: number }[]
  readonly facts: number
  readonly from: Date
  readonly to: Date
  readonly left: boolean
}

export interface DeviceDetails {
  readonly id: string
  readonly name: string
  readonly clinic: string
  readonly zone: TimeZone
  readonly series: number | null
  readonly enrolledAt: Date
  readonly gets: Device['gets']
  readonly withdrawn: {
    readonly at: Date
    readonly wipe: boolean
    readonly tail: Tail
    readonly waiting: number
  } | null
  readonly chains: readonly ChainLine[]
  readonly resealed: readonly ResealedLine[]
  readonly quarantine: Quarantine | null
}

/** A page's worth; whoever has more looks at the desk itself. */
const RESEALED_SHOWN = 200

interface DeviceRow {
  readonly name: string
  readonly clinic: string
  readonly zone: string | null
  readonly series: number | null
  readonly enrolled_at: Date
  readonly gets: Device['gets']
  readonly revoked_at: Date | null
  readonly wipe: boolean
  readonly quarantine_left_at: Date | null
  readonly tail: Tail
  readonly waiting: number
}

/** Of `desk`: what is known of the facts that a withdrawn one still held. */
export const TAIL = `CASE
  WHEN last_contact <= desk.revoked_at THEN 'absent'
  WHEN recorded_at IS NULL OR recorded_at <= desk.revoked_at THEN 'unknown'
  WHEN recorded > acked THEN 'waiting' ELSE 'sent' END`

/** Null for what is no desk of a clinic. */
export const readDevice = async (sql: Sql, id: string): Promise<DeviceDetails | null> => {
  const [device] = await sql.query<DeviceRow>(
    `SELECT desk.name, clinic.name AS clinic, clinic.zone, desk.series, device.enrolled_at, device.gets, desk.revoked_at, device.wipe,
       device.quarantine_left_at, ${TAIL} AS tail, greatest(recorded - acked, 0) AS waiting
     FROM desk JOIN device ON device.id = desk.id JOIN clinic ON clinic.id = desk.clinic WHERE desk.id = $1`,
    [id]
  )
  if (device === undefined) return null
  const chains = await sql.query<ChainLine>(
    `SELECT epoch, opened_at AS "openedAt", last_contact AS "lastContact", acked AS held, greatest(recorded - acked, 0) AS waiting,
       resealed, looked_at AS "lookedAt" FROM chain WHERE device = $1 ORDER BY epoch`,
    [id]
  )
  return {
    id,
    name: device.name,
    clinic: device.clinic,
    zone: TimeZone.safeParse(device.zone).data ?? DEFAULT_ZONE,
    series: device.series,
    enrolledAt: device.enrolled_at,
    gets: device.gets,
    withdrawn:
      device.revoked_at === null
        ? null
        : { at: device.revoked_at, wipe: device.wipe, tail: device.tail, waiting: device.waiting },
    chains,
    resealed: await readResealed(sql, id, chains),
    quarantine: await readQuarantine(sql, id, device.quarantine_left_at)
  }
}

/** Only of epochs that nobody has looked at yet. They stand at the beginning of their epoch. */
const readResealed = async (
  sql: Sql,
  device: string,
  chains: readonly ChainLine[]
): Promise<readonly ResealedLine[]> => {
  const open = chains.filter((chain) => chain.epoch > 0 && chain.lookedAt === null).map((chain) => chain.epoch)
  if (open.length === 0) return []
  const rows = await sql.query<{ header: string }>(
    `SELECT header FROM fact WHERE device = $1 AND epoch = ANY($2::int[]) AND position('"resealed"' IN header) > 0
     ORDER BY epoch, seq LIMIT $3`,
    [device, open, RESEALED_SHOWN]
  )
  return rows.flatMap((row): ResealedLine[] => {
    const { epoch, seq, type, clock, resealed } = FactHeader.parse(JSON.parse(row.header))
    return resealed === undefined
      ? []
      : [{ epoch, seq, type, at: new Date(clockMilliseconds(clock)), before: resealed }]
  })
}

const readQuarantine = async (sql: Sql, device: string, leftAt: Date | null): Promise<Quarantine | null> => {
  const kinds = await sql.query<{ kind: string; facts: number; from: Date; to: Date }>(
    `SELECT kind, count(*) AS facts, min(received_at) AS from, max(received_at) AS to FROM quarantined_fact
     WHERE device = $1 GROUP BY kind ORDER BY facts DESC, kind`,
    [device]
  )
  const [first] = kinds
  if (first === undefined) return null
  const from = kinds.reduce((least, one) => (one.from < least ? one.from : least), first.from)
  const to = kinds.reduce((most, one) => (one.to > most ? one.to : most), first.to)
  return {
    kinds,
    facts: kinds.reduce((sum, one) => sum + one.facts, 0),
    from,
    to,
    left: leftAt !== null && to <= leftAt
  }
}
