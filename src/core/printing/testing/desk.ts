/** For tests of the queue: a real database, real virtual printers on real sockets, a clock of one's own. */
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { receiptDocument } from '../../../domain/printing/document.ts'
import { actReceipt, ORDINARY_ACT } from '../../../domain/printing/fixtures/act-receipt.ts'
import type { PrintJob, PrintJobId } from '../../../domain/printing/job.ts'
import { Printer } from '../../../domain/printing/printer.ts'
import { openDatabase, type Database } from '../../storage/database.ts'
import { savePrinter } from '../../devices/printers.ts'
import { jobById } from '../jobs.ts'
import { openSpool, type PrintRequest, type Spool, type SpoolOptions } from '../spool.ts'
import { escposTransport } from '../transports/conversation.ts'
import { tcpLink } from '../transports/tcp.ts'
import type { Patience } from '../transports/transport.ts'
import { startVirtualPrinter, type VirtualPrinter } from '../virtual/tcp-printer.ts'
import { EPSON, SHORT } from './sending.ts'

export interface TestDesk {
  readonly db: Database
  readonly spool: Spool
  readonly device: VirtualPrinter
  readonly printer: Printer
  readonly faults: unknown[]
  /** Lets the workstation's clock go on. */
  readonly later: (minutes: number) => void
  /** Settles when the job is in one of these states. */
  readonly until: (id: PrintJobId, ...states: readonly PrintJob['state'][]) => Promise<PrintJob>
  /** Settles when the queue says that something is so. */
  readonly when: (isSo: () => boolean) => Promise<void>
  /** Ends the program politely, and starts it again on the same file. */
  readonly restart: () => Promise<TestDesk>
}

export const receiptPrinter = (port: number, name = 'Чеки'): Printer =>
  Printer.parse({
    id: uuidv7(),
    name,
    kind: 'receipt-80',
    address: { via: 'tcp', host: '127.0.0.1', port },
    profile: EPSON,
    enabled: true
  })

export const actRequest = (document: string = uuidv7(), version = 1): PrintRequest => ({
  paper: { document, version },
  kind: 'receipt-80',
  title: 'Акт 12-000345',
  content: { type: 'receipt', receipt: actReceipt(ORDINARY_ACT) },
  printer: null,
  by: null
})

/** As little as a receipt can say, for tests that print it hundreds of times. */
export const smallRequest = (document: string = uuidv7()): PrintRequest => ({
  ...actRequest(document),
  content: { type: 'receipt', receipt: receiptDocument('Чек', [{ kind: 'text', text: 'Ёж' }]) }
})

/** Fast enough that a test does not wait, slow enough that a busy machine is not mistaken for a dead printer. */
const TIMING = { retry: 20, ask: 3_600_000 }

const until = (spool: Spool, isSo: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (!isSo()) return
      stop()
      resolve()
    }
    const stop = spool.onChange(look)
    look()
  })

const START = Date.parse('2026-11-24T11:35:00.000Z')

export interface TestDeskOptions {
  readonly patience?: Patience
  readonly atomically?: SpoolOptions['atomically']
}

/** A desk with one 80 mm printer. Everything it opens is closed by the functions pushed to `closing`. */
export const testDesk = async (
  closing: (() => Promise<void> | void)[],
  options: TestDeskOptions = {}
): Promise<TestDesk> => {
  const folder = await mkdtemp(join(tmpdir(), 'stoika-spool-'))
  closing.push(() => rmSync(folder, { recursive: true, force: true }))
  const device = await startVirtualPrinter({ name: 'TM-T20III' })
  closing.push(() => device.stop())
  const printer = receiptPrinter(device.port)
  let now = START
  const faults: unknown[] = []
  const open = async (): Promise<TestDesk> => {
    const db = await openDatabase({ path: join(folder, 'desk.db'), key: 'ab'.repeat(32) })
    savePrinter(db, printer)
    const spool = openTestSpool(db, () => now, faults, options)
    let closed = false
    const close = async (): Promise<void> => {
      if (closed) return
      closed = true
      await spool.stop()
      db.close()
    }
    // Closed in the order of opening: before the folder goes and before the printer does.
    closing.unshift(close)
    return {
      db,
      spool,
      device,
      printer,
      faults,
      later: (minutes) => {
        now += minutes * 60_000
      },
      until: async (id, ...states) => {
        await until(spool, () => states.includes(mustFind(db, id).state))
        return mustFind(db, id)
      },
      when: (isSo) => until(spool, isSo),
      restart: async () => {
        await close()
        return open()
      }
    }
  }
  return open()
}

export const openTestSpool = (
  db: Database,
  now: () => number,
  faults: unknown[],
  options: TestDeskOptions = {}
): Spool =>
  openSpool({
    db,
    now,
    stamp: () => '24.11.2026 15:02',
    timing: TIMING,
    onFault: (error) => faults.push(error),
    ...(options.atomically === undefined ? {} : { atomically: options.atomically }),
    transportFor: ({ address, profile }) => {
      if (address.via !== 'tcp' || profile === null) throw new Error('this desk has network receipt printers only')
      const patience = options.patience ?? SHORT
      return escposTransport(tcpLink(address, patience), profile, patience)
    }
  })

const mustFind = (db: Database, id: PrintJobId): PrintJob => {
  const job = jobById(db, id)
  if (job === null) throw new Error('no such job')
  return job
}
