/** Whole papers in PostgreSQL, each under the hash of its bytes. */
import type { Sql } from '../database.ts'

/** False when it is held already, or was destroyed by law. The caller has hashed the bytes. */
export const storeBlob = async (
  sql: Sql,
  blob: { readonly sha256: string; readonly bytes: Buffer; readonly device: string },
  now: number
): Promise<boolean> => {
  const stored = await sql.query(
    `INSERT INTO blob (sha256, bytes, device, received_at) SELECT $1::text, $2::bytea, $3::uuid, $4::timestamptz
     WHERE NOT EXISTS (SELECT 1 FROM erased_blob WHERE sha256 = $1) ON CONFLICT DO NOTHING RETURNING sha256`,
    [blob.sha256, blob.bytes, blob.device, new Date(now)]
  )
  await sql.query('DELETE FROM awaited_paper WHERE sha256 = $1', [blob.sha256])
  return stored.length === 1
}
