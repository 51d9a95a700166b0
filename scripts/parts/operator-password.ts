/** The password of the operators' page of the local head office: made up once, kept beside its data, told at each start. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What head office asks of a password from outside. */
const leastLength = 8

export const operatorPassword = (folder: string, given = process.env['STOIKA_OPERATOR_PASSWORD']): string => {
  if (given !== undefined) {
    if (given.length >= leastLength) return given
    throw new Error(`STOIKA_OPERATOR_PASSWORD is too short: the operators' page asks for ${leastLength} characters.`)
  }
  const file = path.join(folder, 'operator-password')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const made = randomBytes(6).toString('hex')
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, `${made}\n`, { mode: 0o600 })
  return made
}
