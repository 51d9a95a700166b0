import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { actPayload, watched } from '../testing/sending.ts'
import { fileOf, folderTransport } from './folder.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stoika-folder-'))
})
afterEach(() => {
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true, force: true })
})

const card = { ...actPayload(), format: 'pdf' as const }

describe('a folder that takes cards', () => {
  it('gets each job as one whole file, also when it is sent twice', async () => {
    const transport = folderTransport({ via: 'folder', path: join(folder, 'cards') })
    expect(await transport.send(card, watched())).toEqual({ outcome: 'sent-unconfirmed', bytesSent: card.bytes.length })
    await transport.send(card, watched())
    expect(readdirSync(join(folder, 'cards'))).toEqual([fileOf(card)])
    expect(readFileSync(join(folder, 'cards', fileOf(card))).equals(card.bytes)).toBe(true)
  })

  it('gets nothing, not even a piece, of a job that was called off', async () => {
    expect(await folderTransport({ via: 'folder', path: folder }).send(card, watched(false))).toMatchObject({
      outcome: 'not-sent',
      reason: { code: 'cancelled' }
    })
    expect(readdirSync(folder)).toEqual([])
  })

  it('keeps the job here when the folder cannot be written', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    const sending = watched()
    const transport = folderTransport({ via: 'folder', path: join(file, 'cards') })
    expect(await transport.send(card, sending)).toMatchObject({ outcome: 'not-sent', reason: { code: 'unreachable' } })
    expect(await transport.status()).toMatchObject({ state: 'unreachable' })
    expect(sending.left()).toBe(0)
  })
})
