import { createServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { startVirtualPrinter, type VirtualPrinter } from '../virtual/tcp-printer.ts'
import { decodeJob } from '../testing/npos-decoder.ts'
import { escposTransport } from './conversation.ts'
import { tcpLink } from './tcp.ts'
import { actPayload, DEAF, EPSON, SHORT, watched } from '../testing/sending.ts'
import type { Patience, Transport } from './transport.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const printer = async (): Promise<VirtualPrinter> => {
  const started = await startVirtualPrinter({ name: 'TM-T20III' })
  closing.push(() => started.stop())
  return started
}
const to = (port: number, patience: Patience = SHORT, status: 'full' | 'realtime' | 'none' = 'full'): Transport =>
  escposTransport(tcpLink({ via: 'tcp', host: '127.0.0.1', port }, patience), { ...EPSON, status }, patience)

/** A bare port, for printers that behave worse than any printer. */
const port = async (serve: (socket: Socket) => void): Promise<number> => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    serve(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(
    () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      })
  )
  return (server.address() as AddressInfo).port
}

describe('an act sent to a network printer', () => {
  it('is called printed when the printer has proved it, and every byte is there', async () => {
    const device = await printer()
    const payload = actPayload()
    expect(await to(device.port).send(payload, watched())).toEqual({
      outcome: 'printed',
      bytesSent: payload.bytes.length
    })
    await device.finished(1)
    const [job] = device.jobs()
    expect(Buffer.from(job?.bytes ?? []).equals(payload.bytes)).toBe(true)
    expect(job?.sheets).toMatchObject([{ cut: true, qr: ['STK:act:0198f0a2-7c1e-7000-8000-000000000345'] }])
    expect(job?.sheets[0]?.lines.join('\n')).toContain('Ёлкина Мария Сергеевна')
    expect(job?.sheets[0]?.lines.join('\n').trimEnd()).toBe(decodeJob(payload.bytes).text.trimEnd())
    expect(job?.unknown).toEqual([])
  })

  it.each([
    ['paper is out', { paperOut: true }, ['paper-out']],
    ['the cover is open', { coverOpen: true }, ['cover-open']]
  ] as const)('stays here while %s', async (_, fault, problems) => {
    const device = await printer()
    device.setFaults(fault)
    const sending = watched()
    expect(await to(device.port).send(actPayload(), sending)).toEqual({
      outcome: 'not-sent',
      reason: { code: 'trouble', problems }
    })
    expect(await to(device.port).status()).toEqual({ state: 'trouble', problems, paperLow: 'paperOut' in fault })
    expect(sending.left()).toBe(0)
    expect(device.jobs()).toEqual([])
  })

  it('is printed while paper is getting low, and the status says so', async () => {
    const device = await printer()
    device.setFaults({ paperLow: true })
    expect(await to(device.port).status()).toEqual({ state: 'ready', paperLow: true })
    expect(await to(device.port).send(actPayload(), watched())).toMatchObject({ outcome: 'printed' })
  })

  it('waits in a printer whose paper ended in the middle and is printed when paper is put in', async () => {
    const device = await printer()
    device.setFaults({ paperLines: 10, reports: true })
    const sending = watched()
    const result = to(device.port, { ...SHORT, giveUp: 60_000 }).send(actPayload(), sending)
    await sending.once((progress) => progress.problems.includes('paper-out'))
    device.setFaults({ paperLines: null })
    expect(await result).toMatchObject({ outcome: 'printed' })
  })

  it('is in doubt when nobody puts paper in, and the printer may still print the rest by itself', async () => {
    const device = await printer()
    device.setFaults({ paperLines: 10 })
    expect(await to(device.port, { ...SHORT, farewell: 50 }).send(actPayload(), watched())).toMatchObject({
      outcome: 'unknown',
      reason: 'paper-out'
    })
    device.setFaults({ paperLines: null })
    await device.finished(1)
    expect(device.jobs()[0]?.sheets[0]?.cut).toBe(true)
  })

  it('is only «sent» to a printer that never answers', async () => {
    const device = await printer()
    device.setFaults({ mute: true })
    expect(await to(device.port, DEAF).status()).toEqual({ state: 'silent' })
    expect(await to(device.port, DEAF).send(actPayload(), watched())).toMatchObject({ outcome: 'sent-unconfirmed' })
    await device.finished(1)
    expect(device.jobs()[0]?.sheets[0]?.cut).toBe(true)
  })

  it('is only «sent» when the profile says that the printer proves nothing', async () => {
    const device = await printer()
    const payload = { ...actPayload(), bytes: actPayload({ ...EPSON, status: 'realtime' }).bytes }
    expect(await to(device.port, SHORT, 'realtime').send(payload, watched())).toMatchObject({
      outcome: 'sent-unconfirmed'
    })
  })

  it('stays here when the printer is switched off', async () => {
    const device = await printer()
    await device.stop()
    expect(await to(device.port).send(actPayload(), watched())).toEqual({
      outcome: 'not-sent',
      reason: { code: 'unreachable', cause: 'refused' }
    })
    expect(await to(device.port).status()).toEqual({ state: 'unreachable', cause: 'refused' })
  })

  it('stays here when the printer hangs up at once', async () => {
    const device = await printer()
    device.setFaults({ resets: true })
    expect(await to(device.port).send(actPayload(), watched())).toMatchObject({
      outcome: 'not-sent',
      reason: { code: 'unreachable' }
    })
    const busy = await port((socket) => socket.end())
    expect(await to(busy).send(actPayload(), watched())).toMatchObject({
      outcome: 'not-sent',
      reason: { code: 'unreachable' }
    })
  })

  it('stays here when it is called off before the first byte', async () => {
    const device = await printer()
    expect(await to(device.port).send(actPayload(), watched(false))).toEqual({
      outcome: 'not-sent',
      reason: { code: 'cancelled' }
    })
    const aborted = watched()
    aborted.abort()
    expect(await to(device.port).send(actPayload(), aborted)).toEqual({
      outcome: 'not-sent',
      reason: { code: 'cancelled' }
    })
    expect(device.jobs()).toEqual([])
  })

  it('is in doubt when it is called off on the way', async () => {
    const device = await printer()
    device.setFaults({ paperLines: 10 })
    const sending = watched()
    const result = to(device.port, { ...SHORT, giveUp: 60_000, farewell: 50 }).send(actPayload(), sending)
    await sending.once((progress) => progress.stalled)
    sending.abort()
    expect(await result).toMatchObject({ outcome: 'unknown', reason: 'interrupted' })
  })

  it('arrives whole at a printer that reads slowly and keeps reporting its state', async () => {
    // A connection cut off here would lose most of the job: the printer still reads long after the last byte was sent.
    let heard = (_bytes: number): void => undefined
    const arrived = new Promise<number>((resolve) => {
      heard = resolve
    })
    const number = await port((socket) => {
      let got = 0
      socket.pause()
      const report = setInterval(() => socket.write(Uint8Array.of(0x10, 0, 0, 0)), 5)
      const sip = setInterval(() => {
        const bytes: unknown = socket.read(Math.min(50_000, socket.readableLength)) ?? socket.read()
        if (bytes instanceof Uint8Array) got += bytes.length
      }, 1)
      socket.on('end', () => heard(got))
      socket.on('close', () => {
        clearInterval(sip)
        clearInterval(report)
        heard(got)
      })
    })
    const payload = { ...actPayload(), bytes: new Uint8Array(2_000_000).fill(0x41) }
    await to(number, { ...DEAF, giveUp: 60_000, farewell: 60_000 }, 'none').send(payload, watched())
    expect(await arrived).toBe(2_000_000)
  })

  it('tells people when the printer takes no more, and goes on when it does again', async () => {
    let wake = (): void => undefined
    const number = await port((socket) => {
      socket.pause()
      wake = () => {
        socket.on('data', () => undefined)
        socket.resume()
      }
    })
    const sending = watched()
    const payload = { ...actPayload(), bytes: new Uint8Array(20_000_000) }
    const result = to(number, { ...SHORT, giveUp: 60_000 }, 'none').send(payload, sending)
    await sending.once((progress) => progress.stalled)
    wake()
    expect(await result).toEqual({ outcome: 'sent-unconfirmed', bytesSent: 20_000_000 })
  })

  it('is in doubt when the printer takes no more for good', async () => {
    const number = await port((socket) => socket.pause())
    const payload = { ...actPayload(), bytes: new Uint8Array(20_000_000) }
    expect(await to(number, { ...SHORT, farewell: 20 }, 'none').send(payload, watched())).toMatchObject({
      outcome: 'unknown',
      reason: 'stalled'
    })
  })

  it('does not take a stray byte of a report for the proof', async () => {
    // Answers every question as healthy and keeps pushing reports, but never proves anything.
    const number = await port((socket) => {
      socket.write(Uint8Array.of(0x10, 0x00))
      socket.write(Uint8Array.of(0x00, 0x00))
      socket.on('data', (bytes) => {
        for (let at = 0; at < bytes.length; at++)
          if (bytes[at] === 0x10 && bytes[at + 1] === 0x04) socket.write(Uint8Array.of(0x12))
        socket.write(Uint8Array.of(0x10, 0x00, 0x00, 0x00))
      })
    })
    expect(await to(number).send(actPayload(), watched())).toMatchObject({
      outcome: 'unknown',
      reason: 'no-confirmation'
    })
  })
})

describe('a printer that answers too early', () => {
  /** Answers questions with what `answer` says of each subject, and the end of a job at once. */
  const eager = (
    answer: (subject: number, jobSeen: boolean) => number,
    greeting: readonly number[],
    proves: boolean
  ): Promise<number> =>
    port((socket) => {
      let jobSeen = false
      socket.write(Uint8Array.from(greeting))
      socket.on('data', (bytes) => {
        if (bytes.length > 100) jobSeen = true
        if (jobSeen && proves && bytes.length > 100) socket.write(Uint8Array.of(0x00))
        for (let at = 0; at + 2 < bytes.length; at++) {
          if (bytes[at] === 0x10 && bytes[at + 1] === 0x04)
            socket.write(Uint8Array.of(answer(bytes[at + 2] ?? 0, jobSeen)))
        }
      })
    })

  it('is asked once more, and an act that met the end of the paper is in doubt', async () => {
    const healthy = await eager(() => 0x12, [], true)
    expect(await to(healthy).send(actPayload(), watched())).toMatchObject({ outcome: 'printed' })
    const empty = await eager((subject, jobSeen) => (jobSeen && subject === 4 ? 0x7e : 0x12), [], true)
    expect(await to(empty).send(actPayload(), watched())).toMatchObject({ outcome: 'unknown', reason: 'paper-out' })
  })

  it('is not believed about a job that it has not got yet', async () => {
    const number = await eager(() => 0x12, [0x00], false)
    expect(await to(number).send(actPayload(), watched())).toMatchObject({
      outcome: 'unknown',
      reason: 'no-confirmation'
    })
  })
})

describe('power lost at any byte', () => {
  it('never makes an act «printed» whose paper was not cut', { timeout: 240_000 }, async () => {
    const device = await printer()
    const payload = actPayload()
    const questions = 12
    const seen = new Map<string, number>()
    for (let at = 1; at <= payload.bytes.length + questions; at++) {
      device.setFaults({ powerOffAt: at })
      const sending = watched()
      const before = device.jobs().length
      const result = await to(device.port).send(payload, sending)
      // Power is back: the next connection finds the printer as if nothing had been.
      device.setFaults({ powerOffAt: null })
      await device.idle()
      const job = device.jobs()[before]
      const cut = job?.sheets.some((sheet) => sheet.cut) ?? false
      if (result.outcome === 'printed') expect({ at, cut }).toEqual({ at, cut: true })
      if (result.outcome === 'not-sent')
        expect({ at, left: sending.left(), job }).toEqual({ at, left: 0, job: undefined })
      expect(result.outcome).not.toBe('sent-unconfirmed')
      seen.set(result.outcome, (seen.get(result.outcome) ?? 0) + 1)
    }
    // The walk has met all three: before the job, in it, and after its end.
    expect([...seen.keys()].toSorted()).toEqual(['not-sent', 'printed', 'unknown'])
    expect(seen.get('unknown')).toBeGreaterThan(1000)
  })
})
