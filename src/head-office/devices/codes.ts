/** One-time enrolment codes: twelve digits, because digits are the same in every keyboard layout. */
import { createHash, randomInt } from 'node:crypto'
import type { Sql } from '../database.ts'

const DIGITS = 12
const VALID_FOR_MS = 24 * 60 * 60_000

export interface IssuedCode {
  /** «1234 5678 9012»: shown once, only its hash is kept. */
  readonly code: string
  readonly expiresAt: Date
}

/** People type codes with spaces, dashes and whatever they were pasted with. */
export const codeHash = (typed: string): string => createHash('sha256').update(typed.replace(/\D/g, '')).digest('hex')

/** Issues a code for a clinic that this head office knows. */
export const issueCode = async (sql: Sql, clinic: string, now: number): Promise<IssuedCode> => {
  const digits = Array.from({ length: DIGITS }, () => randomInt(10)).join('')
  const expiresAt = new Date(now + VALID_FOR_MS)
  await sql.query('DELETE FROM enrolment_code WHERE used_by IS NULL AND expires_at < $1', [new Date(now)])
  await sql.query('INSERT INTO enrolment_code (hash, clinic, expires_at) VALUES ($1, $2, $3)', [
    codeHash(digits),
    clinic,
    expiresAt
  ])
  return { code: digits.replace(/(\d{4})(?=\d)/g, '$1 '), expiresAt }
}
