import { mkdtempSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { operatorPassword } from './operator-password.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'stoika-password-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('makes a password up once and tells the same at every start', () => {
  const data = path.join(folder, 'head-office')
  const made = operatorPassword(data, undefined)
  expect(made.length).toBeGreaterThanOrEqual(8)
  expect(operatorPassword(data, undefined)).toBe(made)
  expect(statSync(path.join(data, 'operator-password')).mode & 0o077).toBe(0)
})

it('takes the one that is given, and says what is wrong with a short one', () => {
  expect(operatorPassword(folder, 'given-by-me')).toBe('given-by-me')
  expect(() => operatorPassword(folder, 'short')).toThrow('STOIKA_OPERATOR_PASSWORD is too short')
})
