import { describe, expect, it } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { PrintJobId, type SendResult } from '../../domain/printing/job.ts'
import { createLane } from './lane.ts'
import { actPayload } from './testing/sending.ts'
import type { Transport } from './transports/transport.ts'

const job = PrintJobId.parse(uuidv7())
const TIMING = { retry: 5, ask: 3_600_000 }

interface Watch {
  readonly recorded: Promise<SendResult>
  readonly faults: readonly unknown[]
  readonly sent: () => number
}

/** A lane with one paper; the first writings of its result fail as on a full disk. */
const laneWith = (transport: Transport, failures: number): Watch => {
  const faults: unknown[] = []
  let sent = 0
  let left = failures
  let taken = false
  let tell = (_result: SendResult): void => undefined
  const recorded = new Promise<SendResult>((resolve) => {
    tell = resolve
  })
  const lane = createLane(
    { ...transport, send: (payload, sending) => (sent++, transport.send(payload, sending)) },
    {
      take: () => {
        if (taken) return null
        taken = true
        return { job, payload: actPayload() }
      },
      leave: () => true,
      ended: (_, result) => {
        if (left-- > 0) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
        tell(result)
      },
      changed: () => undefined,
      fault: (error) => faults.push(error)
    },
    TIMING
  )
  lane.wake()
  return { recorded, faults, sent: () => sent }
}

const ready = () => Promise.resolve({ state: 'ready', paperLow: false } as const)

describe('the worker of a printer', () => {
  it('does not forget what became of a paper because the disk was full for a while, nor sends it again', async () => {
    const watch = laneWith({ status: ready, send: () => Promise.resolve({ outcome: 'printed', bytesSent: 3 }) }, 3)
    expect(await watch.recorded).toEqual({ outcome: 'printed', bytesSent: 3 })
    expect(watch.faults).toHaveLength(3)
    expect(watch.sent()).toBe(1)
  })

  it('calls a paper in doubt when the program itself failed after bytes had left', async () => {
    const watch = laneWith(
      {
        status: ready,
        send: (_, sending) => {
          sending.leave()
          return Promise.reject(new Error('a fault of ours'))
        }
      },
      0
    )
    expect(await watch.recorded).toEqual({ outcome: 'unknown', reason: 'interrupted', bytesSent: 0 })
    expect(watch.faults).toMatchObject([{ message: 'a fault of ours' }])
  })

  it('keeps a paper waiting when the program failed before the first byte', async () => {
    const watch = laneWith({ status: ready, send: () => Promise.reject(new Error('a fault of ours')) }, 0)
    expect(await watch.recorded).toMatchObject({ outcome: 'not-sent' })
  })
})
