import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { databaseKey, type Keystore } from './keys.ts'

const folders: string[] = []
const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'stoika-keys-'))
  folders.push(path)
  return path
}
afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true })
})

/** The keystore of one account: what another account sealed it cannot open. */
const keystoreOf = (account: string): Keystore => ({
  isEncryptionAvailable: () => true,
  encryptString: (text) => Buffer.from(`${account}:${text}`),
  decryptString: (sealed) => {
    const [owner, text = ''] = sealed.toString().split(':')
    if (owner !== account) throw new Error('sealed by another account')
    return text
  }
})
const none: Keystore = { ...keystoreOf('nobody'), isEncryptionAvailable: () => false }

describe('the key of the database', () => {
  it('is made once and is the same at every start, in the keystore or, without one, in a file', () => {
    const [withStore, without] = [folder(), folder()]
    const made = databaseKey(withStore, keystoreOf('anna'))
    expect(made).toMatchObject({ protected: true })
    expect(databaseKey(withStore, keystoreOf('anna'))).toEqual(made)
    expect(existsSync(join(withStore, 'desk.key'))).toBe(false)
    const plain = databaseKey(without, none)
    expect(plain).toMatchObject({ protected: false })
    expect(databaseKey(without, none)).toEqual(plain)
  })

  it('that the keystore cannot open is told as such and left as it is', () => {
    const data = folder()
    databaseKey(data, keystoreOf('anna'))
    const sealed = readFileSync(join(data, 'desk.key.sealed'))
    expect(databaseKey(data, keystoreOf('boris'))).toBeNull()
    expect(readFileSync(join(data, 'desk.key.sealed'))).toEqual(sealed)
  })

  it('is not made anew for a database that has one: put back, the old key must still be found', () => {
    const data = folder()
    writeFileSync(join(data, 'desk.db'), 'зашифровано')
    expect(databaseKey(data, keystoreOf('anna'))).toBeNull()
    expect(existsSync(join(data, 'desk.key.sealed'))).toBe(false)
    writeFileSync(join(data, 'desk.key'), 'ab'.repeat(32))
    expect(databaseKey(data, keystoreOf('anna'))).toEqual({ key: 'ab'.repeat(32), protected: false })
  })
})
