import { spawnSync } from 'node:child_process'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { actPayload, SHORT, watched } from '../testing/sending.ts'
import { hasCups, startPrivateCups, type PrivateCups } from '../testing/private-cups.ts'
import { startVirtualPrinter } from '../virtual/tcp-printer.ts'
import { cupsSpooler } from './cups.ts'
import { osQueueTransport } from './os-queue.ts'
import type { Patience, Transport } from './transport.ts'

const PATIENT: Patience = { ...SHORT, giveUp: 60_000 }

describe.skipIf(!hasCups)('a queue of the system (needs cupsd from cups)', () => {
  let cups: PrivateCups
  const closing: (() => Promise<void>)[] = []
  beforeAll(async () => {
    cups = await startPrivateCups()
  })
  afterAll(() => cups.stop())
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })

  const queueTo = async (name: string, uri: string): Promise<void> => {
    cups.admin('lpadmin', '-p', name, '-E', '-v', uri, '-m', 'raw', '-o', 'printer-error-policy=retry-job')
    closing.push(() => Promise.resolve(cups.admin('lpadmin', '-x', name)))
  }
  const through = (queue: string, patience = PATIENT): Transport =>
    osQueueTransport(cupsSpooler({ server: cups.server }), { queue, options: {} }, patience)

  it('carries an act unchanged to a printer, and claims no more than that it was sent', async () => {
    const device = await startVirtualPrinter({ name: 'TM' })
    closing.push(() => device.stop())
    await queueTo('receipts', `socket://127.0.0.1:${device.port}`)
    const sending = watched()
    expect(await through('receipts').status()).toEqual({ state: 'ready', paperLow: false })
    expect(await through('receipts').send(actPayload(), sending)).toEqual({
      outcome: 'sent-unconfirmed',
      bytesSent: actPayload().bytes.length
    })
    await device.finished(1)
    expect(Buffer.from(device.jobs()[0]?.bytes ?? []).equals(actPayload().bytes)).toBe(true)
    expect(sending.left()).toBe(1)
  })

  it('keeps a paper here while the queue is stopped or unknown', async () => {
    await queueTo('stopped', 'socket://127.0.0.1:9')
    cups.admin('cupsdisable', 'stopped')
    const sending = watched()
    expect(await through('stopped').send(actPayload(), sending)).toEqual({
      outcome: 'not-sent',
      reason: { code: 'trouble', problems: ['offline'] }
    })
    expect(await through('nowhere').send(actPayload(), sending)).toEqual({
      outcome: 'not-sent',
      reason: { code: 'unreachable', cause: 'no-such-device' }
    })
    expect(sending.left()).toBe(0)
  })

  it('takes a paper out of the queue that does not come through, so that it does not print itself later', async () => {
    await queueTo('dead', 'socket://127.0.0.1:9')
    expect(await through('dead', { ...SHORT, giveUp: 100 }).send(actPayload(), watched())).toMatchObject({
      outcome: 'unknown',
      reason: 'queue-stuck'
    })
    const spooler = cupsSpooler({ server: cups.server })
    // What is gone from the queue cannot come out: nothing of it waits there any more.
    expect(
      spawnSync('lpstat', ['-o', 'dead'], { env: { ...process.env, CUPS_SERVER: cups.server }, encoding: 'utf8' })
        .stdout
    ).toBe('')
    expect(await spooler.queues()).toContain('dead')
  })

  it('says that there is no such thing here when the scheduler is not there', async () => {
    const nowhere = osQueueTransport(
      cupsSpooler({ server: '/nonexistent/cups.sock' }),
      { queue: 'receipts', options: {} },
      PATIENT
    )
    expect(await nowhere.status()).toEqual({ state: 'unreachable', cause: 'refused' })
  })
})
