/** What waits for an operator, with the page where it is settled. */
import { TimeZone } from '../../domain/values/dates.ts'
import type { Sql } from '../database.ts'
import { listErasures } from '../erasure/list.ts'
import { erasureTexts } from './erasures/texts.ts'
import { countFlagged } from './flagged/read.ts'
import { exactTime } from './frame.ts'
import { html, type Html } from './html.ts'
import type { WebTexts } from './texts.ts'
import { DEFAULT_ZONE } from './zones.ts'

export interface Attention {
  readonly epochs: readonly (Desk & { readonly openedAt: Date; readonly resealed: number })[]
  readonly quarantines: readonly (Desk & { readonly facts: number })[]
  /** Requests to destroy personal data that nobody has decided on. */
  readonly erasures: number
  readonly flagged: Awaited<ReturnType<typeof countFlagged>>
}

interface Desk {
  readonly id: string
  readonly name: string
  readonly clinic: string
  readonly zone: string | null
}

export const readAttention = async (sql: Sql, headOffice: string): Promise<Attention> => ({
  epochs: await sql.query(
    `SELECT desk.id, desk.name, clinic.name AS clinic, clinic.zone, chain.opened_at AS "openedAt", chain.resealed
     FROM chain JOIN desk ON desk.id = chain.device JOIN clinic ON clinic.id = desk.clinic
     WHERE chain.epoch > 0 AND chain.looked_at IS NULL ORDER BY chain.opened_at`
  ),
  quarantines: await sql.query(
    `SELECT desk.id, desk.name, clinic.name AS clinic, clinic.zone, count(*) AS facts
     FROM quarantined_fact AS apart JOIN desk ON desk.id = apart.device JOIN device ON device.id = desk.id
       JOIN clinic ON clinic.id = desk.clinic
     WHERE device.quarantine_left_at IS NULL OR apart.received_at > device.quarantine_left_at
     GROUP BY desk.id, desk.name, clinic.name, clinic.zone ORDER BY clinic.name, desk.name`
  ),
  erasures: (await listErasures(sql, headOffice)).filter(
    ({ erasure }) => erasure.orders.length === 0 && erasure.declined === null
  ).length,
  flagged: await countFlagged(sql)
})

export const attentionSection = (
  texts: WebTexts,
  { epochs, quarantines, erasures, flagged }: Attention
): Html | null => {
  const words = texts.device.attention
  const items = [
    ...epochs.map(({ id, name, clinic, zone, openedAt, resealed }) =>
      item(`/devices/${id}`, words.epoch(name, clinic, exactTime(texts, openedAt, zoneOf(zone)), resealed))
    ),
    ...quarantines.map(({ id, name, clinic, facts }) => item(`/devices/${id}`, words.quarantine(name, clinic, facts))),
    ...(erasures === 0 ? [] : [item('/erasures', erasureTexts[texts.language].attention(erasures))]),
    ...(flagged.open === 0 ? [] : [item('/flagged', texts.flagged.attention.flagged(flagged.open, flagged.unowned))]),
    ...(flagged.unread === 0 ? [] : [item('/flagged', texts.flagged.attention.unread(flagged.unread))])
  ]
  return items.length === 0
    ? null
    : html`<div class="notice attention" role="status">
        <h2>${words.title}</h2>
        <ul>
          ${items}
        </ul>
      </div>`
}

const zoneOf = (zone: string | null): TimeZone => TimeZone.safeParse(zone).data ?? DEFAULT_ZONE

const item = (href: string, text: string): Html => html`<li><a href="${href}">${text}</a></li>`
