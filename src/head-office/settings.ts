/** Small settings of this head office, each parsed with its schema when read; shared by all its processes. */
import type { z } from 'zod'
import type { Sql } from './database.ts'

export interface Setting<Schema extends z.ZodType> {
  readonly name: string
  readonly schema: Schema
}

export const readSetting = async <Schema extends z.ZodType>(
  sql: Sql,
  setting: Setting<Schema>
): Promise<z.infer<Schema> | null> => {
  const [row] = await sql.query<{ value: string }>('SELECT value FROM setting WHERE name = $1', [setting.name])
  return row === undefined ? null : setting.schema.parse(JSON.parse(row.value))
}

export const writeSetting = async <Schema extends z.ZodType>(
  sql: Sql,
  setting: Setting<Schema>,
  value: z.infer<Schema>
): Promise<void> => {
  await sql.query(
    'INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    [setting.name, JSON.stringify(value)]
  )
}
