/** What the page shows: clinics with today's figures and the devices of each, read in one go and without a patient in it. */
import { instant, localDate, TimeZone } from '../../domain/values/dates.ts'
import { VisitState } from '../../domain/visits/facts.ts'
import type { Sql } from '../database.ts'
import { NETWORK_SCOPE } from '../facts/store.ts'
import { AWAITED } from '../figures/awaited.ts'
import { TAIL } from './devices/read.ts'
import type { Tail } from './devices/texts.ts'
import { DEFAULT_ZONE } from './zones.ts'
import { lastCursor } from '../facts/read-page.ts'

export interface DeviceLine {
  readonly id: string
  readonly name: string
  readonly series: number | null
  readonly lastContact: Date
  readonly revoked: boolean
  readonly tail: Tail
  /** Facts of this device that head office holds. */
  readonly held: number
  /** Facts that wait at the desk, as it told at its last contact. */
  readonly waiting: number
  /** Facts of others that the desk has not asked for yet. */
  readonly toFetch: number
  /** Signed papers that its facts name and that have not come. */
  readonly papers: number
}

export interface Sum {
  readonly count: number
  readonly kopecks: number
}

export interface ClinicOverview {
  readonly id: string
  readonly name: string
  readonly zone: TimeZone
  readonly today: string
  readonly visitsTotal: number
  readonly visits: Readonly<Record<VisitState, number>>
  readonly acts: Sum
  readonly payments: Sum
  readonly consents: number
  readonly devices: readonly DeviceLine[]
}

export interface Overview {
  readonly at: Date
  readonly facts: number
  /** Facts that the figures do not count yet. */
  readonly uncounted: number
  readonly clinics: readonly ClinicOverview[]
}

interface FigureRow {
  readonly clinic: string
  readonly day: string
  readonly kind: string
  readonly state: string
  readonly count: number
  readonly kopecks: number
}

export const readOverview = async (sql: Sql, now: number): Promise<Overview> => {
  const clinics = (
    await sql.query<{ id: string; name: string; zone: string | null }>(
      'SELECT id, name, zone FROM clinic ORDER BY name, id'
    )
  ).map((row) => {
    const zone = TimeZone.safeParse(row.zone).data ?? DEFAULT_ZONE
    return { id: row.id, name: row.name, zone, today: localDate(instant(now), zone) }
  })
  const figures = await sql.query<FigureRow>(
    `SELECT clinic, to_char(day, 'YYYY-MM-DD') AS day, kind, state, count(*) AS count, sum(kopecks)::bigint AS kopecks FROM figure
     WHERE day = ANY($1::date[]) GROUP BY clinic, day, kind, state`,
    [[...new Set(clinics.map((clinic) => clinic.today))]]
  )
  const devices = await sql.query<DeviceLine & { clinic: string }>(
    `SELECT desk.id, clinic, name, series, revoked_at IS NOT NULL AS revoked, ${TAIL} AS tail, last_contact AS "lastContact",
       (SELECT sum(chain.acked)::bigint FROM chain WHERE chain.device = desk.id) AS held,
       greatest(recorded - acked, 0) AS waiting,
       greatest(scope_cursor.last - pulled - acked + coalesce(
         (SELECT seq FROM fact WHERE fact.device = desk.id AND fact.epoch = desk.epoch AND fact.cursor <= pulled
          ORDER BY seq DESC LIMIT 1), 0), 0) AS "toFetch",
       ${AWAITED} AS papers
     FROM desk JOIN scope_cursor ON scope_cursor.scope = $1 ORDER BY series, name`,
    [NETWORK_SCOPE]
  )
  const [progress] = await sql.query<{ cursor: number }>('SELECT cursor FROM figure_progress')
  const facts = await lastCursor(sql)
  return {
    at: new Date(now),
    facts,
    uncounted: Math.max(0, facts - (progress?.cursor ?? 0)),
    clinics: clinics.map((clinic) => {
      const sum = (kind: string, state: string): Sum =>
        figures.find(
          (row) => row.clinic === clinic.id && row.day === clinic.today && row.kind === kind && row.state === state
        ) ?? { count: 0, kopecks: 0 }
      const visits = VisitState.options.reduce(
        (counts, state) => ({ ...counts, [state]: sum('visit', state).count }),
        NO_VISITS
      )
      return {
        ...clinic,
        visits,
        visitsTotal: VisitState.options.reduce((total, state) => total + visits[state], 0),
        acts: sum('act', 'issued'),
        payments: sum('payment', 'received'),
        consents: sum('document', 'signed').count,
        devices: devices.filter((device) => device.clinic === clinic.id)
      }
    })
  }
}

const NO_VISITS: Readonly<Record<VisitState, number>> = {
  booked: 0,
  arrived: 0,
  'in-chair': 0,
  done: 0,
  paid: 0,
  left: 0,
  'no-show': 0,
  cancelled: 0
}
