/** Small settings of this device, each parsed with its schema when read; not facts, never synchronised. */
import type { z } from 'zod'
import type { Database } from './database.ts'
import { prepared } from './query.ts'

export interface Setting<Schema extends z.ZodType> {
  readonly name: string
  readonly schema: Schema
}

export const readSetting = <Schema extends z.ZodType>(
  db: Database,
  setting: Setting<Schema>
): z.infer<Schema> | null => {
  const row = prepared(db, 'SELECT value FROM setting WHERE name = ?').get(setting.name) as
    | { value: string }
    | undefined
  return row === undefined ? null : setting.schema.parse(JSON.parse(row.value))
}

export const writeSetting = <Schema extends z.ZodType>(
  db: Database,
  setting: Setting<Schema>,
  value: z.infer<Schema>
): void => {
  prepared(
    db,
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value'
  ).run(setting.name, JSON.stringify(value))
}
