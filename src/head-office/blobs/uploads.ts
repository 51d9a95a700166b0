/** Papers on their way, kept in PostgreSQL piece by piece, so that any process of head office can take the next one. */
import { randomUUID } from 'node:crypto'
import { sha256Hex } from '../../journal/signature.ts'
import type { Database, Sql } from '../database.ts'
import { Problem } from '../problem.ts'
import { storeBlob } from './store.ts'

export interface Upload {
  readonly id: string
  readonly sha256: string
  readonly length: number
  readonly received: number
  readonly expiresAt: Date
}

/** A desk in the woods comes back within it; what comes later begins anew. */
const KEPT_MS = 7 * 24 * 3600_000
/** Of one device at a time: enough for any desk, too few to fill a disk. */
const MAX_UNFINISHED = 20

interface Row {
  readonly id: string
  readonly sha256: string
  readonly length: number
  readonly received: number
  readonly expires_at: Date
}

const COLUMNS = 'id, sha256, length, received, expires_at'

const uploadOf = ({ expires_at, ...row }: Row): Upload => ({ ...row, expiresAt: expires_at })

/** The upload of this paper by this device: a new one, or the one that was begun before. @throws {Problem} BUSY */
export const beginUpload = (
  database: Database,
  device: string,
  paper: { readonly sha256: string; readonly length: number },
  now: number
): Promise<Upload> =>
  database.transaction(async (sql) => {
    await forgetExpired(sql, now)
    // A name can belong to one length only: an upload begun with another one can never end well.
    await sql.query('DELETE FROM upload WHERE device = $1 AND sha256 = $2 AND length <> $3', [
      device,
      paper.sha256,
      paper.length
    ])
    const [counted] = await sql.query<{ n: number }>(
      'SELECT count(*) AS n FROM upload WHERE device = $1 AND sha256 <> $2 AND received < length',
      [device, paper.sha256]
    )
    if ((counted?.n ?? 0) >= MAX_UNFINISHED) throw new Problem('BUSY', 'too many unfinished uploads of this device')
    // What is held already, from whomever, has come all the way; and so has what was destroyed by law.
    const [row] = await sql.query<Row>(
      `INSERT INTO upload (id, device, sha256, length, received, expires_at)
       VALUES ($1, $2, $3, $4, CASE WHEN EXISTS (SELECT 1 FROM blob WHERE sha256 = $3)
         OR EXISTS (SELECT 1 FROM erased_blob WHERE sha256 = $3) THEN $4::int ELSE 0 END, $5)
       ON CONFLICT (device, sha256) DO UPDATE
         SET expires_at = excluded.expires_at, received = greatest(upload.received, excluded.received)
       RETURNING ${COLUMNS}`,
      [randomUUID(), device, paper.sha256, paper.length, new Date(now + KEPT_MS)]
    )
    if (row === undefined) throw new Error('an upload was begun and is not there')
    return uploadOf(row)
  })

/** @throws {Problem} NOT_FOUND: also when it has expired, or is another device's */
export const findUpload = async (sql: Sql, device: string, id: string, now: number): Promise<Upload> => {
  const [row] = await sql.query<Row>(
    `SELECT ${COLUMNS} FROM upload WHERE id = $1 AND device = $2 AND expires_at > $3`,
    [id, device, new Date(now)]
  )
  if (row === undefined) throw new Problem('NOT_FOUND', 'no such upload')
  return uploadOf(row)
}

/**
 * Takes the next piece. With the last one the paper is whole: it is hashed, and either becomes a blob or is thrown away.
 * @throws {Problem} NOT_FOUND, OFFSET, TOO_LARGE, BAD_REQUEST
 */
export const takePiece = async (
  database: Database,
  place: { readonly device: string; readonly id: string; readonly offset: number },
  bytes: Buffer,
  now: number
): Promise<Upload> => {
  const taken = await database.transaction(async (sql): Promise<Upload | 'another'> => {
    // Two senders of the same piece take turns on the row, in whichever processes they are.
    await sql.query('SELECT 1 FROM upload WHERE id = $1 FOR UPDATE', [place.id])
    const upload = await findUpload(sql, place.device, place.id, now)
    if (upload.received !== place.offset)
      throw new Problem('OFFSET', `the upload stands at ${upload.received}`, { at: upload.received })
    const received = place.offset + bytes.length
    if (received > upload.length) throw new Problem('TOO_LARGE', 'there are more bytes than were promised')
    const expiresAt = new Date(now + KEPT_MS)
    await sql.query('UPDATE upload SET received = $2, expires_at = $3 WHERE id = $1', [upload.id, received, expiresAt])
    if (bytes.length > 0)
      await sql.query('INSERT INTO upload_piece VALUES ($1, $2, $3)', [upload.id, place.offset, bytes])
    if (received === upload.length && !(await becomeBlob(sql, upload, place.device, now))) return 'another'
    return { ...upload, received, expiresAt }
  })
  if (taken === 'another')
    throw new Problem('BAD_REQUEST', 'the bytes do not have this hash: the upload was thrown away')
  return taken
}

/** False when the bytes are not what their name promises; nothing of them stays. */
const becomeBlob = async (sql: Sql, { id, sha256 }: Upload, device: string, now: number): Promise<boolean> => {
  const pieces = await sql.query<{ position: number; bytes: Buffer }>(
    'DELETE FROM upload_piece WHERE upload = $1 RETURNING position, bytes',
    [id]
  )
  const whole = Buffer.concat(pieces.toSorted((a, b) => a.position - b.position).map((piece) => piece.bytes))
  if (sha256Hex(whole) !== sha256) {
    await sql.query('DELETE FROM upload WHERE id = $1', [id])
    return false
  }
  await storeBlob(sql, { sha256, bytes: whole, device }, now)
  return true
}

export const endUpload = async (sql: Sql, device: string, id: string): Promise<void> => {
  await sql.query('DELETE FROM upload WHERE id = $1 AND device = $2', [id, device])
}

/** Pieces of papers whose sender has not come back. */
export const forgetExpired = async (sql: Sql, now: number): Promise<void> => {
  await sql.query('DELETE FROM upload WHERE expires_at <= $1', [new Date(now)])
}
