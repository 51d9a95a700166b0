/** Numbers that people read on papers, from this device's own series, so that two desks offline never give the same one. */
import { z } from 'zod'
import type { Database } from './database.ts'
import { readSetting, writeSetting } from './settings.ts'

export type NumberedPaper = 'act' | 'document' | 'plan' | 'payment' | 'card' | 'patient-record' | 'incident' | 'coupon'

/** The next plain counter of a kind of paper on this device, counted in the caller's transaction. */
export const nextCounter = (db: Database, paper: NumberedPaper): number => {
  const setting = { name: `number.${paper}`, schema: z.int().min(0) }
  const next = (readSetting(db, setting) ?? 0) + 1
  writeSetting(db, setting, next)
  return next
}

/** «12-000345»: series of the device, then the counter. */
export const nextNumber = (db: Database, series: number, paper: NumberedPaper): string =>
  `${String(series).padStart(2, '0')}-${String(nextCounter(db, paper)).padStart(6, '0')}`
