import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { OfferedPrinter, Printer } from '../../../domain/printing/printer.ts'
import { actPayload, SHORT, watched } from '../testing/sending.ts'
import { transportFor } from '../transports/choose.ts'

const Ready = z.object({
  ready: z.object({ devices: z.array(z.object({ name: z.string(), folder: z.string(), offer: OfferedPrinter })) })
})
const Paper = z.object({ paper: z.object({ device: z.string(), file: z.string(), broken: z.boolean() }) })

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

describe('the virtual devices as a program', () => {
  it('say where they are, keep the exact bytes of a paper, and obey orders about faults', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stoika-devices-'))
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), '--data', folder], {
      stdio: ['pipe', 'pipe', 'inherit']
    })
    closing.push(async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const heard = async (): Promise<unknown> => {
      const { value } = await lines.next()
      return JSON.parse(String(value))
    }

    const { devices } = Ready.parse(await heard()).ready
    expect(devices.map((device) => device.offer.kind)).toEqual(['receipt-80', 'receipt-58', 'card', 'a4'])
    const [wide] = devices
    if (wide === undefined) throw new Error('no printer')
    const printer = Printer.parse({ ...wide.offer, id: '018f0000-0000-7000-8000-000000000001', enabled: true })
    const transport = transportFor(printer, undefined, SHORT)
    expect(await transport.send(actPayload(), watched())).toMatchObject({ outcome: 'printed' })
    const { paper } = Paper.parse(await heard())
    expect(paper).toMatchObject({ device: 'receipt-80', broken: false })
    expect(readFileSync(paper.file).equals(actPayload().bytes)).toBe(true)

    child.stdin.write('{"device":"receipt-80","faults":{"paperOut":true}}\nэто не команда\n')
    expect(await heard()).toEqual({ faults: { device: 'receipt-80', paperOut: true } })
    expect(await heard()).toMatchObject({ refused: 'это не команда' })
    expect(await transport.status()).toMatchObject({ state: 'trouble', problems: ['paper-out'] })
  })
})
