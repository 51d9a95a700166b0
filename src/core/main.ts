/** Entry of the core process: a utility process of Electron, or a child of Node where the runtime is too old for one. */
import { ToCore, type FromCore, type Start } from '../contract/host.ts'
import { serveWindow, type CorePort } from './api/serve.ts'
import type { Workstation } from './api/context.ts'
import { warmPapersLater } from './paper/warm.ts'
import { faultOf } from './storage/database.ts'
import { enrol } from './sync/enrol.ts'
import { startWorkstation, stopWorkstation } from './workstation.ts'

/** One JSON line on stderr an event; names, codes and places only, never what people typed. */
const log = (line: object): void => {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`)
}

type Reply = (message: FromCore) => void

/** A window's port carried inside messages of the one pipe between the shell and this process. */
class RelayedPort implements CorePort {
  readonly #send: (data: unknown) => void
  readonly #messages = new Set<(event: { data: unknown }) => void>()
  readonly #closes = new Set<() => void>()
  readonly #early: unknown[] = []

  constructor(send: (data: unknown) => void) {
    this.#send = send
  }
  postMessage(message: unknown): void {
    this.#send(message)
  }
  on(event: 'message' | 'close', listener: ((event: { data: unknown }) => void) | (() => void)): void {
    if (event === 'message') this.#messages.add(listener)
    else this.#closes.add(listener as () => void)
  }
  receive(data: unknown): void {
    // A window may speak before the database is open: what it says waits, as it would in a real port.
    if (this.#messages.size === 0) this.#early.push(data)
    for (const listener of this.#messages) listener({ data })
  }
  start(): void {
    for (const data of this.#early.splice(0)) this.receive(data)
  }
  close(): void {
    for (const listener of this.#closes) listener()
  }
}

let workstation: Workstation | null = null
const relayed = new Map<number, RelayedPort>()
/** Windows that came before the database was open. */
const waiting: CorePort[] = []

const clockFrom = (startsAt: number | null): (() => number) => {
  if (startsAt === null) return Date.now
  const began = Date.now()
  return () => startsAt + Date.now() - began
}

const start = async (settings: Start, reply: Reply): Promise<void> => {
  try {
    workstation = await startWorkstation({
      places: { data: settings.data, resources: settings.resources, fonts: settings.fonts },
      key: settings.key,
      keyProtected: settings.keyProtected,
      now: clockFrom(settings.startsAt),
      log,
      withdrawn: () => reply({ type: 'failed', fault: 'withdrawn' }),
      ...(settings.headOffice === undefined ? {} : { headOfficeUrl: settings.headOffice.url }),
      ...(settings.printers === undefined ? {} : { printers: settings.printers })
    })
    await enrolByItself(workstation, settings)
  } catch (error) {
    const fault = faultOf(error)
    log({
      level: 'error',
      event: 'start-failed',
      fault,
      name: error instanceof Error ? error.name : typeof error,
      stack: error instanceof Error ? error.stack : null
    })
    reply({ type: 'failed', fault: fault ?? 'program' })
    return
  }
  for (const port of waiting.splice(0)) serveWindow(workstation, port, log)
  reply({ type: 'ready' })
  warmPapersLater(settings.fonts, log)
}

/** Only where a code was handed over at the start; a refusal leaves the window to the person, who sees why when trying. */
const enrolByItself = async (fresh: Workstation, { headOffice }: Start): Promise<void> => {
  if (fresh.desk !== null || headOffice === undefined || headOffice.code === null) return
  const enrolled = await enrol(fresh.db, { url: headOffice.url, code: headOffice.code, name: 'Стойка 1' })
  if (enrolled.ok) fresh.takeUp(enrolled.identity)
  else log({ level: 'warn', event: 'not-enrolled', code: enrolled.refusal.code })
}

const serve = (port: CorePort): void => {
  if (workstation === null) waiting.push(port)
  else serveWindow(workstation, port, log)
}

const stop = (): void => {
  const ending = workstation === null ? Promise.resolve() : stopWorkstation(workstation)
  void ending.finally(() => process.exit(0))
}

const receive = (message: unknown, ports: readonly CorePort[], reply: Reply): void => {
  const parsed = ToCore.safeParse(message)
  if (!parsed.success) {
    log({ level: 'error', event: 'bad-host-message' })
    return
  }
  const told = parsed.data
  switch (told.type) {
    case 'start':
      void start(told, reply)
      return
    case 'open': {
      const [real] = ports
      if (real !== undefined) return serve(real)
      const port = new RelayedPort((data) => reply({ type: 'data', window: told.window, data }))
      relayed.set(told.window, port)
      serve(port)
      return
    }
    case 'data':
      relayed.get(told.window)?.receive(told.data)
      return
    case 'close':
      relayed.get(told.window)?.close()
      relayed.delete(told.window)
      return
    case 'stop':
      reply({ type: 'stopped' })
      stop()
  }
}

interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: CorePort[] }) => void): void
  postMessage(message: unknown): void
}
const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort

if (parentPort !== undefined) {
  parentPort.on('message', ({ data, ports }) => receive(data, ports, (message) => parentPort.postMessage(message)))
} else if (process.send !== undefined) {
  // A shell that is just going can be told no more; that it has gone is told by `disconnect`.
  const tell: Reply = (answer) => process.send?.(answer, () => undefined)
  process.on('message', (message) => receive(message, [], tell))
  // The shell is gone: what was committed is on disk, nobody is left to talk to.
  process.on('disconnect', stop)
} else {
  log({ level: 'error', event: 'no-host' })
  process.exit(2)
}
