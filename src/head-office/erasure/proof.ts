/**
 * What proves a destruction (приказ Роскомнадзора 28.10.2022 № 179): the act, as a page to be printed and signed, and the
 * export of the log of events. Both are kept for three years.
 */
import { z } from 'zod'
import { ErasureCategory, ErasureGround } from '../../domain/erasure/facts.ts'
import { formatDate, instant, IsoDate, localDate, localTime, type Instant } from '../../domain/values/dates.ts'
import type { Sql } from '../database.ts'
import { html, type Html } from '../web/html.ts'
import { erasureTexts } from '../web/erasures/texts.ts'
import { DEFAULT_ZONE } from '../web/zones.ts'
import type { ErasureLine } from './list.ts'

const Kept = z.array(z.object({ category: ErasureCategory, until: z.union([IsoDate, z.literal('while-it-stands')]) }))

export interface ErasureAct {
  readonly subject: string
  readonly operator: string
  readonly operatorAddress: string
  readonly operatorInn: string
  readonly ground: ErasureGround
  readonly basis: string
  readonly categories: readonly ErasureCategory[]
  readonly kept: z.infer<typeof Kept>
  readonly carriedBy: string
  readonly carriedPost: string
  readonly carriedAt: Instant | null
  readonly facts: number
  readonly blobs: number
}

interface Row {
  readonly subject: string
  readonly operator: string
  readonly operator_address: string
  readonly operator_inn: string
  readonly ground: string
  readonly basis: string
  readonly categories: readonly string[]
  readonly kept: string
  readonly carried_by: string
  readonly carried_post: string
  readonly carried_at: Date | null
  readonly facts: number
  readonly blobs: number
}

export const actOf = async (sql: Sql, erasure: string): Promise<ErasureAct | null> => {
  const [row] = await sql.query<Row>('SELECT * FROM erasure_act WHERE erasure = $1', [erasure])
  return row === undefined
    ? null
    : {
        subject: row.subject,
        operator: row.operator,
        operatorAddress: row.operator_address,
        operatorInn: row.operator_inn,
        ground: ErasureGround.parse(row.ground),
        basis: row.basis,
        categories: ErasureCategory.array().parse(row.categories),
        kept: Kept.parse(JSON.parse(row.kept)),
        carriedBy: row.carried_by,
        carriedPost: row.carried_post,
        carriedAt: row.carried_at === null ? null : instant(row.carried_at.getTime()),
        facts: row.facts,
        blobs: row.blobs
      }
}

const SYSTEM = 'информационная система «Стойка»: база данных центрального офиса и рабочие места сети'
const WAY = 'удаление содержания записей и файлов средствами информационной системы без возможности восстановления'
const words = erasureTexts.ru

const said = (moment: Instant): string =>
  `${formatDate(localDate(moment, DEFAULT_ZONE))} ${localTime(moment, DEFAULT_ZONE)}`

export const actPage = (act: ErasureAct): Html => {
  const rows: readonly (readonly [label: string, value: string])[] = [
    ['Оператор', [act.operator, act.operatorInn === '' ? '' : `ИНН ${act.operatorInn}`].filter(Boolean).join(', ')],
    ['Адрес оператора', act.operatorAddress],
    ['Субъект персональных данных', act.subject],
    ['Категории уничтоженных данных', act.categories.map((one) => words.categories[one]).join('; ')],
    ['Информационная система', SYSTEM],
    ['Способ уничтожения', WAY],
    ['Причина', words.grounds[act.ground]],
    ['Основание', act.basis],
    ['Дата уничтожения', act.carriedAt === null ? 'ещё выполняется' : said(act.carriedAt)],
    ['Записей и файлов в центре', `${act.facts} и ${act.blobs}`],
    [
      'Сохранено по закону',
      act.kept
        .map(
          ({ category, until }) =>
            `${words.categories[category]} (${until === 'while-it-stands' ? words.whileItStands : words.until(formatDate(until))})`
        )
        .join('; ')
    ]
  ]
  return html`<!doctype html>
    <html lang="ru">
      <head>
        <meta charset="utf-8" />
        <title>Акт об уничтожении персональных данных</title>
        <link rel="stylesheet" href="/assets/page.css" />
      </head>
      <body>
        <main class="act">
          <h1>Акт об уничтожении персональных данных</h1>
          <dl class="facts">
            ${rows
              .filter(([, value]) => value !== '')
              .map(
                ([label, value]) =>
                  html`<dt>${label}</dt>
                    <dd>${value}</dd>`
              )}
          </dl>
          <p>Уничтожение провёл(а): ${act.carriedPost} ${act.carriedBy}</p>
          <p class="signature">Подпись ____________________ &nbsp; Дата ____________________</p>
        </main>
      </body>
    </html>`
}

/** One line an event: what was destroyed where and when, by which workstation. Opens in Excel: BOM, semicolons. */
export const logCsv = (act: ErasureAct, { erasure, devices }: ErasureLine): string => {
  const names = new Map(devices.map((one) => [one.device, one.name]))
  const categories = act.categories.map((one) => words.categories[one]).join(', ')
  const line = (cells: readonly string[]): string => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';')
  return `\uFEFF${[
    line(['Субъект', 'Категории данных', 'Информационная система', 'Причина', 'Дата', 'Событие', 'Записей', 'Файлов']),
    ...erasure.orders.map((order) =>
      line([act.subject, categories, SYSTEM, words.grounds[act.ground], said(order.at), 'приказ центра', '', ''])
    ),
    ...erasure.confirmed.map((one) =>
      line([
        act.subject,
        categories,
        names.get(one.device) ?? 'центральный офис',
        words.grounds[act.ground],
        said(one.at),
        'уничтожено',
        String(one.facts),
        String(one.blobs)
      ])
    )
  ].join('\r\n')}\r\n`
}
