/** Series of numbers on papers and cards: one for one desk of the whole network, never given twice. */
import { z } from 'zod'
import type { Sql } from '../database.ts'
import { Problem } from '../problem.ts'
import { readSetting, writeSetting, type Setting } from '../settings.ts'

/** Two digits stand before the dash in «12-000345». */
const LAST_SERIES = 9999

/** Up to this one all may have been given, though no device says so. */
const Skipped = z.object({ until: z.int().min(0) })
const SkippedSetting: Setting<typeof Skipped> = { name: 'devices.series-skipped', schema: Skipped }

/** The last that was given or may have been. */
export const lastSeries = async (sql: Sql): Promise<number> => {
  const [row] = await sql.query<{ series: number | null }>('SELECT max(series) AS series FROM device')
  const skipped = await readSetting(sql, SkippedSetting)
  return Math.max(row?.series ?? 0, skipped?.until ?? 0)
}

/**
 * Cards are taken in every clinic, and clinics of one legal entity may not repeat a number. Enrolments wait for each other
 * here, so that two at once do not get one series. @throws {Problem} CLINIC_FULL
 */
export const nextSeries = async (sql: Sql): Promise<number> => {
  await sql.query('LOCK TABLE device IN SHARE ROW EXCLUSIVE MODE')
  const series = (await lastSeries(sql)) + 1
  if (series > LAST_SERIES)
    throw new Problem('CLINIC_FULL', `the network has used all ${LAST_SERIES} series of numbers`)
  return series
}

const DAY_MS = 24 * 3600_000
const AT_ONCE = 100
const A_DAY = 20
const MOST_SKIPPED = 1000

/**
 * After a restore: desks may have been enrolled behind the copy, and their papers are out in the world. The older the copy, the
 * more are passed over, so that a second restore from it does not give what was given after the first.
 */
export const skipSeries = async (
  sql: Sql,
  { known, copiedAt, now }: { readonly known: number; readonly copiedAt: number; readonly now: number }
): Promise<void> => {
  const passed = Math.ceil((Math.max(0, now - copiedAt) / DAY_MS) * A_DAY)
  const until = (await lastSeries(sql)) + Math.min(AT_ONCE + passed, MOST_SKIPPED)
  await writeSetting(sql, SkippedSetting, { until: Math.max(until, known) })
}
