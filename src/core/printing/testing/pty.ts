/** For tests: two ends of a serial cable made by socat, with a virtual printer on the far one. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SerialPort } from 'serialport'
import { createEngine, EPSON_PAGES, NO_FAULTS, type Engine, type Faults } from '../virtual/engine.ts'

export const hasSocat = spawnSync('socat', ['-V'], { stdio: 'ignore' }).error === undefined

export interface Cable {
  /** The workstation's end. */
  readonly path: string
  readonly printer: Engine
  readonly setFaults: (faults: Partial<Faults>) => void
  /** The printer reads no more, as if it held the line: what is sent piles up in the cable. */
  readonly hold: () => void
  /** Pulls the cable out. */
  readonly pull: () => Promise<void>
  /** Settles when so many bytes have been obeyed. */
  readonly obeyed: (bytes: number) => Promise<void>
}

export const layCable = async (): Promise<Cable> => {
  const folder = mkdtempSync(join(tmpdir(), 'stoika-cable-'))
  const [near, far] = [join(folder, 'near'), join(folder, 'far')]
  const socat = spawn('socat', ['-d', '-d', `pty,raw,echo=0,link=${near}`, `pty,raw,echo=0,link=${far}`], {
    stdio: ['ignore', 'ignore', 'pipe']
  })
  const ended = new Promise<void>((resolve) => socat.once('exit', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    let said = ''
    socat.stderr.on('data', (bytes: Buffer) => {
      said += bytes.toString()
      if (said.includes('starting data transfer loop')) resolve()
    })
    socat.once('exit', () => reject(new Error(`socat ended: ${said}`)))
  })
  const port = await new Promise<SerialPort>((resolve, reject) => {
    const opened = new SerialPort({ path: far, baudRate: 115200, autoOpen: false })
    opened.open((error) => (error === null ? resolve(opened) : reject(error)))
  })
  port.on('error', () => undefined)
  let faults: Faults = NO_FAULTS
  let waiters: { readonly bytes: number; readonly settle: () => void }[] = []
  const printer = createEngine({
    model: 'SERIAL',
    pages: EPSON_PAGES,
    say: (bytes) => void port.write(Buffer.from(bytes)),
    faults: () => faults
  })
  port.on('data', (bytes: Uint8Array) => {
    printer.take(bytes)
    const count = printer.obeyed().length
    for (const waiter of waiters) if (count >= waiter.bytes) waiter.settle()
    waiters = waiters.filter((waiter) => count < waiter.bytes)
  })
  let pulled = false
  return {
    path: near,
    printer,
    setFaults: (changes) => {
      faults = { ...faults, ...changes }
      printer.resume()
    },
    hold: () => void port.pause(),
    pull: async () => {
      if (pulled) return
      pulled = true
      socat.kill('SIGTERM')
      await ended
      // A port that is not being read does not notice that its other end is gone.
      if (port.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()))
      rmSync(folder, { recursive: true, force: true })
    },
    obeyed: (bytes) =>
      printer.obeyed().length >= bytes ? Promise.resolve() : new Promise((settle) => waiters.push({ bytes, settle }))
  }
}
