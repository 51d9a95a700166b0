import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { PrinterAddress } from '../../../domain/printing/printer.ts'
import { hasSocat, layCable, type Cable } from '../testing/pty.ts'
import { actPayload, EPSON, SHORT, watched } from '../testing/sending.ts'
import { escposTransport } from './conversation.ts'
import type { OpenLink } from './link.ts'
import { serialLink } from './serial.ts'
import { usbDeviceLink } from './usb-device.ts'
import type { Patience } from './transport.ts'

const serial = (path: string, patience: Patience): OpenLink => {
  const address = PrinterAddress.parse({ via: 'serial', path, flow: 'none' })
  if (address.via !== 'serial') throw new Error('not serial')
  return serialLink(address, patience)
}
const usb = (path: string): OpenLink => usbDeviceLink({ via: 'usb', path })

const cables: Cable[] = []
afterEach(async () => {
  for (const cable of cables.splice(0)) await cable.pull()
})
const cable = async (): Promise<Cable> => {
  const laid = await layCable()
  cables.push(laid)
  return laid
}

describe.each([
  ['a serial port', serial],
  ['a character device', usb]
] as const)('an act sent to %s', (_, link) => {
  const to = (path: string, patience: Patience = SHORT) => escposTransport(link(path, patience), EPSON, patience)

  it.skipIf(!hasSocat)('is printed, byte for byte, with the proof of the printer (needs socat)', async () => {
    const line = await cable()
    const payload = actPayload()
    expect(await to(line.path).status()).toEqual({ state: 'ready', paperLow: false })
    expect(await to(line.path).send(payload, watched())).toEqual({
      outcome: 'printed',
      bytesSent: payload.bytes.length
    })
    await line.obeyed(payload.bytes.length)
    expect(Buffer.from(line.printer.obeyed()).equals(payload.bytes)).toBe(true)
  })

  it.skipIf(!hasSocat)('stays here while paper is out (needs socat)', async () => {
    const line = await cable()
    line.setFaults({ paperOut: true })
    const sending = watched()
    expect(await to(line.path).send(actPayload(), sending)).toMatchObject({
      outcome: 'not-sent',
      reason: { code: 'trouble' }
    })
    expect(sending.left()).toBe(0)
  })

  it.skipIf(!hasSocat)('is in doubt when the cable is pulled on the way (needs socat)', async () => {
    const line = await cable()
    line.setFaults({ paperLines: 5 })
    const sending = watched()
    const result = to(line.path, { ...SHORT, giveUp: 60_000 }).send(actPayload(), sending)
    await sending.once((progress) => progress.problems.includes('paper-out'))
    await line.pull()
    expect(await result).toMatchObject({ outcome: 'unknown', reason: 'connection-lost' })
  })

  it.skipIf(!hasSocat)('is in doubt when the printer takes no more (needs socat)', async () => {
    const line = await cable()
    const sending = watched()
    const big = { ...actPayload(), bytes: new Uint8Array(1_000_000).fill(0x41) }
    const transport = escposTransport(link(line.path, SHORT), { ...EPSON, status: 'none' }, { ...SHORT, farewell: 100 })
    line.hold()
    expect(await transport.send(big, sending)).toMatchObject({ outcome: 'unknown', reason: 'stalled' })
    expect(sending.told.some((progress) => progress.stalled)).toBe(true)
  })

  it('stays here when there is no such port', async () => {
    expect(await to('/dev/stoika-nowhere').send(actPayload(), watched())).toEqual({
      outcome: 'not-sent',
      reason: { code: 'unreachable', cause: 'no-such-device' }
    })
  })
})

describe('a serial port', () => {
  it.skipIf(!hasSocat)('is busy while another program has it (needs socat)', async () => {
    const line = await cable()
    const other = await serial(line.path, SHORT)()
    expect(await escposTransport(serial(line.path, SHORT), EPSON, SHORT).status()).toEqual({
      state: 'unreachable',
      cause: 'busy'
    })
    await other.close()
  })
})

describe('a character device', () => {
  it('is not made up as a plain file where no printer is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stoika-usb-'))
    const path = join(folder, 'lp0')
    writeFileSync(path, '')
    expect(await escposTransport(usb(path), EPSON, SHORT).send(actPayload(), watched())).toMatchObject({
      outcome: 'not-sent',
      reason: { code: 'unreachable', cause: 'no-such-device' }
    })
    rmSync(folder, { recursive: true })
  })
})
