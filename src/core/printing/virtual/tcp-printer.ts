/** A receipt printer on a port of this machine, for demonstration and tests: keeps the exact bytes of each job as a file. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { createEngine, EPSON_PAGES, NO_FAULTS, type Engine, type Faults, type Sheet } from './engine.ts'

export interface VirtualJob {
  readonly number: number
  /** What the printer obeyed, without the questions about its state. */
  readonly bytes: Uint8Array
  readonly sheets: readonly Sheet[]
  readonly unknown: readonly Uint8Array[]
  /** The printer lost power or was cut off in the middle. */
  readonly broken: boolean
  /** Where the bytes lie, if anywhere. */
  readonly file: string | null
}

/** What only a network printer can do wrong. */
export interface NetworkFaults extends Faults {
  /** Takes a connection and resets it at once. */
  readonly resets: boolean
  /** Reads only so many bytes a second. */
  readonly bytesPerSecond: number | null
}

export interface VirtualPrinter {
  readonly name: string
  readonly host: string
  readonly port: number
  /** Changes what is wrong; the rest stays. Putting something right lets a waiting job go on. */
  setFaults(faults: Partial<NetworkFaults>): void
  /** Jobs whose connection has ended, oldest first. */
  jobs(): readonly VirtualJob[]
  /** Settles when so many jobs have ended. */
  finished(count: number): Promise<void>
  /** Settles when no connection is open. */
  idle(): Promise<void>
  /** Settles when one connection has brought so many bytes, questions about state included. */
  received(bytes: number): Promise<void>
  drawerOpened(): number
  stop(): Promise<void>
}

export interface VirtualPrinterOptions {
  readonly name: string
  readonly port?: number
  /** Files are `000001.escpos` …; none are written without a folder. */
  readonly folder?: string
  readonly pages?: Readonly<Record<number, string>>
  readonly onJob?: (job: VirtualJob) => void
}

const TICKS_PER_SECOND = 50

export const startVirtualPrinter = async (options: VirtualPrinterOptions): Promise<VirtualPrinter> => {
  const host = '127.0.0.1'
  let faults: NetworkFaults = { ...NO_FAULTS, resets: false, bytesPerSecond: null }
  const jobs: VirtualJob[] = []
  const open = new Map<Socket, Engine>()
  // Jobs in the memory of a printer that waits for paper: they come out by themselves when it has some.
  let held: Engine[] = []
  let waiters: { readonly count: number; readonly settle: () => void }[] = []
  const idlers: (() => void)[] = []
  const seenBy = new Map<Socket, number>()
  let listeners: { readonly bytes: number; readonly settle: () => void }[] = []
  let drawer = 0

  const keep = (bytes: Uint8Array, number: number): string | null => {
    if (options.folder === undefined) return null
    mkdirSync(options.folder, { recursive: true })
    const file = join(options.folder, `${String(number).padStart(6, '0')}.escpos`)
    writeFileSync(`${file}.part`, bytes)
    renameSync(`${file}.part`, file)
    return file
  }

  const finish = (engine: Engine, broken: boolean): void => {
    const bytes = engine.obeyed()
    if (bytes.length === 0) return
    const number = jobs.length + 1
    const job: VirtualJob = {
      number,
      bytes,
      sheets: engine.sheets(),
      unknown: engine.unknown(),
      broken,
      file: keep(bytes, number)
    }
    jobs.push(job)
    options.onJob?.(job)
    for (const waiter of waiters) if (jobs.length >= waiter.count) waiter.settle()
    waiters = waiters.filter((waiter) => jobs.length < waiter.count)
  }

  const serve = (socket: Socket): void => {
    if (faults.resets) {
      socket.on('error', () => undefined)
      socket.resetAndDestroy()
      return
    }
    seenBy.set(socket, 0)
    let broken = false
    const engine = createEngine({
      model: options.name,
      pages: options.pages ?? EPSON_PAGES,
      say: (bytes) => {
        if (socket.writable) socket.write(bytes)
      },
      faults: () => faults,
      onDrawer: () => drawer++
    })
    open.set(socket, engine)
    const take = (bytes: Uint8Array): void => {
      const limit = faults.powerOffAt
      const before = seenBy.get(socket) ?? 0
      const seen = before + bytes.length
      const room = limit === null ? bytes.length : Math.max(0, limit - before)
      engine.take(bytes.subarray(0, room))
      seenBy.set(socket, seen)
      for (const listener of listeners) if (seen >= listener.bytes) listener.settle()
      listeners = listeners.filter((listener) => seen < listener.bytes)
      if (limit !== null && seen >= limit && !broken) {
        broken = true
        faults = { ...faults, powerOffAt: null }
        socket.resetAndDestroy()
      }
    }
    socket.on('data', (bytes) => {
      const rate = faults.bytesPerSecond
      if (rate === null) return take(bytes)
      socket.pause()
      trickle(socket, bytes, Math.max(1, Math.floor(rate / TICKS_PER_SECOND)), take)
    })
    socket.on('error', () => {
      broken = true
    })
    socket.on('close', () => {
      open.delete(socket)
      seenBy.delete(socket)
      if (open.size === 0) for (const settle of idlers.splice(0)) settle()
      if (engine.stopped() && engine.waiting() > 0 && !broken) held.push(engine)
      else finish(engine, broken || engine.waiting() > 0)
    })
    engine.greet()
  }

  const server = createServer(serve)
  const port = await listen(server, host, options.port ?? 0)
  return {
    name: options.name,
    host,
    port,
    setFaults: (changes) => {
      faults = { ...faults, ...changes }
      for (const engine of [...open.values(), ...held]) engine.resume()
      const done = held.filter((engine) => !engine.stopped())
      held = held.filter((engine) => engine.stopped())
      for (const engine of done) finish(engine, engine.waiting() > 0)
    },
    jobs: () => jobs,
    finished: (count) =>
      jobs.length >= count ? Promise.resolve() : new Promise((settle) => waiters.push({ count, settle })),
    idle: () => (open.size === 0 ? Promise.resolve() : new Promise((settle) => idlers.push(settle))),
    received: (bytes) =>
      [...seenBy.values()].some((seen) => seen >= bytes)
        ? Promise.resolve()
        : new Promise((settle) => listeners.push({ bytes, settle })),
    drawerOpened: () => drawer,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of open.keys()) socket.destroy()
      })
  }
}

const trickle = (socket: Socket, bytes: Uint8Array, portion: number, take: (bytes: Uint8Array) => void): void => {
  let from = 0
  const timer = setInterval(() => {
    take(bytes.subarray(from, from + portion))
    from += portion
    if (from < bytes.length && !socket.destroyed) return
    clearInterval(timer)
    socket.resume()
  }, 1000 / TICKS_PER_SECOND)
}

const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('the port has no number'))
      else resolve(address.port)
    })
  })
