/** What a backup says of itself: which schema it is of, and of every table how many rows in which bytes. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'

const Table = z.object({
  name: z.string().regex(/^[a-z_]+$/),
  columns: z.array(z.string().regex(/^[a-z0-9_]+$/)).min(1),
  rows: z.int(),
  file: z.string().regex(/^[a-z_]+\.copy\.zst$/),
  bytes: z.int(),
  sha256: z.string()
})
export type TableCopy = z.infer<typeof Table>

const Manifest = z.object({
  format: z.literal(1),
  takenAt: z.iso.datetime(),
  /** Names of the steps that had made the schema. */
  schema: z.array(z.string()).min(1),
  /** Of each scope: its cursor, and the months in which its facts were received. */
  scopes: z.array(z.object({ scope: z.string(), cursor: z.int(), months: z.array(z.string().regex(/^\d{4}-\d{2}$/)) })),
  /** In an order in which every table comes after those it refers to. */
  tables: z.array(Table)
})
export type Manifest = z.infer<typeof Manifest>

export const MANIFEST = 'manifest.json'

/** The backup cannot be made or used; `message` says why, for the operator. */
export class BackupUnusable extends Error {
  override readonly name = 'BackupUnusable'
}

/** Reads the whole backup once: nothing is touched before every byte of it has been found sound. @throws {BackupUnusable} */
export const readBackup = async (folder: string): Promise<Manifest> => {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT'
      ? new BackupUnusable(`there is no backup in ${folder}: ${MANIFEST} is missing`)
      : new BackupUnusable(`${MANIFEST} in ${folder} cannot be read: ${error.code ?? error.name}`)
  })
  const manifest = Manifest.safeParse(parsed(text))
  if (!manifest.success) throw new BackupUnusable(`${MANIFEST} is damaged or of a newer head office`)
  for (const { file, sha256 } of manifest.data.tables) {
    if ((await hashOf(join(folder, file))) !== sha256) throw new BackupUnusable(`${file} is damaged or missing`)
  }
  return manifest.data
}

const hashOf = async (path: string): Promise<string | null> => {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(path), hash)
    return hash.digest('hex')
  } catch {
    return null
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
