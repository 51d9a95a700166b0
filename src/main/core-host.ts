/**
 * Starts core and connects windows to it: as a utility process where the runtime can load our native modules, else as
 * a child of Node with the windows' messages relayed. Restarts core when it dies; the journal loses nothing by that.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron'
import { FromCore, type CoreFault, type Start, type ToCore } from '../contract/host.ts'

export type CoreState =
  | { readonly state: 'starting' }
  | { readonly state: 'ready' }
  | { readonly state: 'failed'; readonly fault: CoreFault }

export interface CoreHost {
  readonly state: CoreState
  /** Opens a port to core for a window; the other end goes to its page. */
  connect(): MessagePortMain
  stop(): Promise<void>
}

interface CoreProcess {
  send(message: ToCore): void
  /** A port for one window, however this kind of process carries it. */
  open(window: number): MessagePortMain
  kill(): void
}

/** better-sqlite3 needs N-API 10; loading it in an older runtime kills the process, so the runtime is asked first. */
export const canHostNatively = Number(process.versions['napi'] ?? '0') >= 10

const RESTART_DELAYS_MS = [0, 500, 2000, 5000]

export const startCore = (
  entry: string,
  settings: Omit<Start, 'type'>,
  told: (state: CoreState) => void,
  /** Core was started again: every window needs a new port. */
  restarted: () => void
): CoreHost => {
  let state: CoreState = { state: 'starting' }
  let current: CoreProcess
  let stopping: (() => void) | null = null
  let windows = 0
  let failures = 0

  const set = (next: CoreState): void => {
    state = next
    told(next)
  }

  const receive = (message: unknown): void => {
    const parsed = FromCore.safeParse(message)
    if (!parsed.success) return
    switch (parsed.data.type) {
      case 'ready':
        failures = 0
        set({ state: 'ready' })
        return
      case 'failed':
        set({ state: 'failed', fault: parsed.data.fault })
        return
      case 'stopped':
      case 'data':
        return
    }
  }

  const exited = (): void => {
    if (stopping !== null) return stopping()
    if (state.state === 'failed') return
    const delay = RESTART_DELAYS_MS[failures]
    failures += 1
    if (delay === undefined) return set({ state: 'failed', fault: 'program' })
    set({ state: 'starting' })
    setTimeout(() => {
      launch()
      restarted()
    }, delay)
  }

  const launch = (): void => {
    current = canHostNatively ? utilityCore(entry, receive, exited) : childCore(entry, receive, exited)
    current.send({ type: 'start', ...settings })
  }
  launch()

  return {
    get state() {
      return state
    },
    connect: () => current.open((windows += 1)),
    stop: () =>
      new Promise((resolve) => {
        if (state.state === 'failed') {
          current.kill()
          resolve()
          return
        }
        const late = setTimeout(() => {
          current.kill()
          resolve()
        }, 3000)
        stopping = () => {
          clearTimeout(late)
          resolve()
        }
        current.send({ type: 'stop' })
      })
  }
}

/** Stands where core would be when it cannot even be started. */
export const failedCore = (fault: CoreFault): CoreHost => ({
  state: { state: 'failed', fault },
  connect: () => {
    throw new Error('core was not started: there is nobody to talk to')
  },
  stop: () => Promise.resolve()
})

const utilityCore = (entry: string, receive: (message: unknown) => void, exited: () => void): CoreProcess => {
  const child: UtilityProcess = utilityProcess.fork(entry, [], { serviceName: 'stoika-core', stdio: 'inherit' })
  child.on('message', receive)
  child.on('exit', exited)
  return {
    send: (message) => child.postMessage(message),
    open: (window) => {
      const { port1, port2 } = new MessageChannelMain()
      child.postMessage({ type: 'open', window } satisfies ToCore, [port2])
      return port1
    },
    kill: () => child.kill()
  }
}

/** Development and tests on a runtime whose own Node is too old: core runs in the Node named by STOIKA_NODE. */
const childCore = (entry: string, receive: (message: unknown) => void, exited: () => void): CoreProcess => {
  const execPath = process.env['STOIKA_NODE']
  if (execPath === undefined) throw new Error('this runtime cannot host core: set STOIKA_NODE to a Node 24 executable')
  // A plain Node cannot look into an archive; the package made with such a runtime lays core beside it.
  const unpacked = entry.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked')
  const child: ChildProcess = fork(unpacked, [], {
    execPath,
    serialization: 'json',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: withoutElectron(process.env)
  })
  const ports = new Map<number, MessagePortMain>()
  const send = (message: ToCore): void => {
    // A core that is just ending can be told no more; that it has ended is told by `exit`, so a broken pipe is no news.
    if (child.connected) child.send(message, () => undefined)
  }
  child.on('message', (message) => {
    const parsed = FromCore.safeParse(message)
    if (parsed.success && parsed.data.type === 'data') ports.get(parsed.data.window)?.postMessage(parsed.data.data)
    else receive(message)
  })
  child.on('exit', () => {
    // The page learns of the end by its port closing, as it would from a utility process.
    for (const port of ports.values()) port.close()
    exited()
  })
  return {
    send,
    open: (window) => {
      const { port1, port2 } = new MessageChannelMain()
      ports.set(window, port2)
      port2.on('message', (event) => send({ type: 'data', window, data: event.data as unknown }))
      port2.on('close', () => {
        ports.delete(window)
        send({ type: 'close', window })
      })
      port2.start()
      send({ type: 'open', window })
      return port1
    },
    kill: () => child.kill('SIGKILL')
  }
}

const withoutElectron = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('ELECTRON_') && name !== 'NODE_OPTIONS')
  )
