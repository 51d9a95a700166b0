/** Runs the real core in a process of its own and calls it as the window does: for tests that kill it. */
import { fork, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { FromCore, type ToCore } from '../src/contract/host.ts'
import type { Contract } from '../src/contract/index.ts'

const root = path.resolve(import.meta.dirname, '..')
const WINDOW = 1

export interface CoreProcess {
  readonly client: ContractRouterClient<Contract>
  /** Ends the process at once, as a power cut would. Resolves when it is gone. */
  kill(): Promise<void>
  /** Closes as the shell does. */
  stop(): Promise<void>
}

/** The relayed port of core, seen from the window's side. */
class Port extends EventTarget {
  readonly #send: (data: unknown) => void
  constructor(send: (data: unknown) => void) {
    super()
    this.#send = send
  }
  postMessage(data: unknown): void {
    this.#send(data)
  }
  start(): void {
    // Messages flow from the beginning; the page's port would have to be opened.
  }
}

/** Starts core on a prepared data folder and waits until its database is open. */
export const startCoreProcess = async (prepared: {
  readonly dataDir: string
  readonly now: number
  /** Where head office is, and the code by which an empty desk enrols; without it the desk knows by itself, or works alone. */
  readonly headOffice?: { readonly url: string; readonly code: string | null }
}): Promise<CoreProcess> => {
  const child: ChildProcess = fork(path.join(root, 'src/core/main.ts'), [], {
    serialization: 'json',
    stdio: ['ignore', 'inherit', 'ignore', 'ipc']
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const tell = (message: ToCore): void => {
    // A process that was just killed no longer listens, and nobody waits for what it would say.
    if (child.connected) child.send(message, () => undefined)
  }
  const port = new Port((data) => tell({ type: 'data', window: WINDOW, data }))
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (message) => {
      const told = FromCore.parse(message)
      if (told.type === 'ready') resolve()
      if (told.type === 'failed') reject(new Error(`core did not open its database: ${told.fault}`))
      if (told.type === 'data') port.dispatchEvent(new MessageEvent('message', { data: told.data }))
    })
    child.once('exit', () => {
      port.dispatchEvent(new Event('close'))
      reject(new Error('core ended before it was ready'))
    })
  })
  const data = path.join(prepared.dataDir, 'desk')
  tell({
    type: 'start',
    data,
    resources: path.join(root, 'resources'),
    fonts: path.join(root, 'node_modules/@expo-google-fonts'),
    key: readFileSync(path.join(data, 'desk.key'), 'utf8').trim(),
    keyProtected: false,
    startsAt: prepared.now,
    ...(prepared.headOffice === undefined ? {} : { headOffice: prepared.headOffice })
  })
  await ready
  tell({ type: 'open', window: WINDOW })
  return {
    client: createORPCClient(new RPCLink({ port })),
    kill: () => {
      child.kill('SIGKILL')
      return gone
    },
    stop: () => {
      tell({ type: 'stop' })
      return gone
    }
  }
}
