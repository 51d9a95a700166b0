import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { Sha256 } from '../../domain/values/sha256.ts'
import { instant } from '../../domain/values/dates.ts'
import { blobSent, queueBlob, unsentBlobs } from './blob-upload.ts'
import { BlobDamaged, hashOf, openBlobs } from './blobs.ts'
import { openDatabase } from './database.ts'

const folders: string[] = []
const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'stoika-blobs-'))
  folders.push(path)
  return path
}
afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true })
})

const KEY = 'cd'.repeat(32)
const consent = Buffer.from('Согласие Выдумкиной Пробы на удаление зуба 38')
const files = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true }).flatMap((one) =>
    one.isFile() ? [join(one.parentPath, one.name)] : []
  )

describe('the store of signed papers', () => {
  it('gives back what was put, also after the program starts again', () => {
    const path = folder()
    const sha256 = openBlobs(path, KEY).put(consent)
    expect(sha256).toBe(hashOf(consent))
    expect(openBlobs(path, KEY).get(sha256)?.equals(consent)).toBe(true)
    expect(openBlobs(path, KEY).has(sha256)).toBe(true)
  })

  it('keeps the same paper once and leaves no half-written file', () => {
    const path = folder()
    const blobs = openBlobs(path, KEY)
    blobs.put(consent)
    blobs.put(consent)
    expect(files(path)).toHaveLength(1)
  })

  it('writes nothing that can be read without the key', () => {
    const path = folder()
    const sha256 = openBlobs(path, KEY).put(consent)
    for (const file of files(path)) expect(readFileSync(file).includes('Выдумкиной')).toBe(false)
    expect(() => openBlobs(path, 'ef'.repeat(32)).get(sha256)).toThrow(BlobDamaged)
  })

  it('says that a paper is not here when it was made elsewhere, and forgets an erased one', () => {
    const blobs = openBlobs(folder(), KEY)
    expect(blobs.get(hashOf(consent))).toBeNull()
    const sha256 = blobs.put(consent)
    blobs.erase(sha256)
    expect(blobs.get(sha256)).toBeNull()
    expect(blobs.has(sha256)).toBe(false)
  })

  it('notices each changed byte, and one paper put in place of another', () => {
    const path = folder()
    const blobs = openBlobs(path, KEY)
    const sha256 = blobs.put(Buffer.from('один'))
    const [file = ''] = files(path)
    const sound = readFileSync(file)
    for (let at = 0; at < sound.length; at++) {
      const damaged = Buffer.from(sound)
      damaged[at] = (damaged[at] ?? 0) ^ 1
      writeFileSync(file, damaged)
      expect(() => blobs.get(sha256), `byte ${at}`).toThrow(BlobDamaged)
    }
    const other = blobs.put(Buffer.from('два'))
    cpSync(join(path, other.slice(0, 2), other), file)
    expect(() => blobs.get(sha256)).toThrow(BlobDamaged)
  })
})

describe('papers on their way to head office', () => {
  it('wait in the order in which they were made until head office has them', async () => {
    const db = await openDatabase({ path: ':memory:', key: null })
    const [first, second] = [hashOf(Buffer.from('1')), hashOf(Buffer.from('2'))]
    queueBlob(db, first, 10)
    queueBlob(db, second, 20)
    queueBlob(db, first, 10)
    expect(unsentBlobs(db, 10)).toEqual([
      { sha256: first, bytes: 10 },
      { sha256: second, bytes: 20 }
    ])
    blobSent(db, Sha256.parse(first), instant(1_700_000_000_000))
    expect(unsentBlobs(db, 10)).toEqual([{ sha256: second, bytes: 20 }])
    db.close()
  })
})
