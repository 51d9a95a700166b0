/** The operator's password and sessions: argon2id, and a random token of which only the hash is kept. */
import { createHash, randomBytes, randomInt } from 'node:crypto'
import { argon2id, argon2Verify } from 'hash-wasm'
import { z } from 'zod'
import type { Sql } from '../database.ts'
import { readSetting, writeSetting, type Setting } from '../settings.ts'

const PasswordHash: Setting<z.ZodString> = { name: 'operator.password', schema: z.string() }

export const SESSION_MS = 12 * 60 * 60_000
/** Without letters and digits that are mistaken for each other. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/**
 * Makes sure that there is a password. One from outside replaces what was and ends all sessions; without one, the first
 * start makes one up. Answers the password only then: it is shown this once.
 */
export const ensurePassword = async (sql: Sql, given: string | null): Promise<string | null> => {
  const known = await readSetting(sql, PasswordHash)
  if (given !== null) {
    if (known !== null && (await argon2Verify({ password: given, hash: known }))) return null
    await sql.query('DELETE FROM operator_session')
    await writeSetting(sql, PasswordHash, await hashed(given))
    return null
  }
  if (known !== null) return null
  const made = Array.from({ length: 4 }, () =>
    Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  ).join('-')
  await writeSetting(sql, PasswordHash, await hashed(made))
  return made
}

// OWASP's floor for argon2id: 19 MiB, two passes.
const hashed = (password: string): Promise<string> =>
  argon2id({
    password,
    salt: randomBytes(16),
    memorySize: 19_456,
    iterations: 2,
    parallelism: 1,
    hashLength: 32,
    outputType: 'encoded'
  })

const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

/** A new session's token, or null when the password is wrong. */
export const signIn = async (sql: Sql, password: string, now: number): Promise<string | null> => {
  const hash = await readSetting(sql, PasswordHash)
  if (hash === null || !(await argon2Verify({ password, hash }))) return null
  const token = randomBytes(32).toString('base64url')
  await sql.query('DELETE FROM operator_session WHERE expires_at < $1', [new Date(now)])
  await sql.query('INSERT INTO operator_session VALUES ($1, $2)', [tokenHash(token), new Date(now + SESSION_MS)])
  return token
}

export const isSignedIn = async (sql: Sql, token: string | undefined, now: number): Promise<boolean> => {
  if (token === undefined) return false
  const rows = await sql.query('SELECT 1 FROM operator_session WHERE token_hash = $1 AND expires_at > $2', [
    tokenHash(token),
    new Date(now)
  ])
  return rows.length === 1
}

export const signOut = async (sql: Sql, token: string): Promise<void> => {
  await sql.query('DELETE FROM operator_session WHERE token_hash = $1', [tokenHash(token)])
}
