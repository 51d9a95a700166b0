/** PINs: hashed with argon2id, and a delay that grows with each wrong one. */
import { randomBytes } from 'node:crypto'
import { argon2id, argon2Verify } from 'hash-wasm'
import { z } from 'zod'
import { Instant, instant } from '../../domain/values/dates.ts'
import type { Database } from '../storage/database.ts'
import { readSetting, writeSetting } from '../storage/settings.ts'

/** OWASP's floor for argon2id (19 MiB, two passes): about 60 ms on a modest PC. Answers the PHC text form. */
export const hashPin = (pin: string): Promise<string> =>
  argon2id({
    password: pin,
    salt: randomBytes(16),
    memorySize: 19_456,
    iterations: 2,
    parallelism: 1,
    hashLength: 32,
    outputType: 'encoded'
  })

/** Nothing typed is a wrong PIN; the library takes it for a fault of the program. */
export const pinMatches = async (pin: string, hash: string): Promise<boolean> =>
  pin !== '' && (await argon2Verify({ password: pin, hash }))

const Attempts = z.object({ wrong: z.int().min(0), retryAt: Instant.nullable() })
const attemptsOf = (person: string) => ({ name: `sign-in.${person}`, schema: Attempts })

/** Milliseconds to wait after so many wrong PINs in a row: none for the first two, then 5 s doubling up to 5 min. */
export const delayAfter = (wrong: number): number => (wrong < 3 ? 0 : Math.min(5000 * 2 ** (wrong - 3), 300_000))

/** When the person may try again; null when at once. Kept on disk, so that a restart is no way round it. */
export const waitUntil = (db: Database, person: string, now: number): Instant | null => {
  const attempts = readSetting(db, attemptsOf(person))
  return attempts?.retryAt != null && Date.parse(attempts.retryAt) > now ? attempts.retryAt : null
}

/**
 * Counts an attempt as wrong before its PIN is looked at, so that many sent at once wait like many typed one by one.
 * Answers when the person may try again if it really is wrong.
 */
export const countAttempt = (db: Database, person: string, now: number): Instant | null => {
  const wrong = (readSetting(db, attemptsOf(person))?.wrong ?? 0) + 1
  const delay = delayAfter(wrong)
  const retryAt = delay === 0 ? null : instant(now + delay)
  writeSetting(db, attemptsOf(person), { wrong, retryAt })
  return retryAt
}

/** The right PIN was typed: what was wrong before no longer counts. */
export const forgetAttempts = (db: Database, person: string): void =>
  writeSetting(db, attemptsOf(person), { wrong: 0, retryAt: null })
