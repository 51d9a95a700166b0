/** The window's line to core: one client that survives core being started again, and the news of what changed. */
import { createORPCClient, DynamicLink } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { QueryClient } from '@tanstack/react-query'
import type { Contract } from '../../contract/index.ts'

export type CoreState =
  | { readonly state: 'starting' }
  | { readonly state: 'ready' }
  | { readonly state: 'failed'; readonly fault: string }

declare global {
  interface Window {
    readonly stoika: {
      ready(): void
      painted(screen: string): void
      onCore(listener: (state: CoreState) => void): void
    }
  }
}

let link: RPCLink<Record<never, never>> | null = null
let connected: Promise<RPCLink<Record<never, never>>>
let deliver: (next: RPCLink<Record<never, never>>) => void = () => undefined
const awaitPort = (): void => {
  link = null
  connected = new Promise((resolve) => {
    deliver = resolve
  })
}
awaitPort()

export const client: ContractRouterClient<Contract> = createORPCClient(
  new DynamicLink(async () => link ?? (await connected))
)
export const calls = createTanstackQueryUtils(client)

export const queries = new QueryClient({
  defaultOptions: {
    // Core tells what changed; asking again by time or focus would only cost.
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: false,
      networkMode: 'always'
    },
    mutations: { networkMode: 'always', retry: false }
  }
})

const coreListeners = new Set<() => void>()
let coreState: CoreState = { state: 'starting' }
export const coreStore = {
  subscribe: (listener: () => void): (() => void) => {
    coreListeners.add(listener)
    return () => coreListeners.delete(listener)
  },
  current: (): CoreState => coreState
}

/** The shortest time between two refreshes, so that a flood of facts from head office does not starve typing. */
const REFRESH_MS = 200
const AGAIN_MS = 500

const followChanges = async (mine: () => boolean): Promise<void> => {
  let last = 0
  let planned = false
  const refresh = (): void => {
    planned = false
    last = performance.now()
    void queries.invalidateQueries()
  }
  while (mine()) {
    try {
      for await (const { kinds } of await client.system.changes()) {
        if (kinds.length === 0 || planned) continue
        planned = true
        setTimeout(refresh, Math.max(0, last + REFRESH_MS - performance.now()))
      }
    } catch (error) {
      // With its port gone the stream ends; the next port brings a new one. Anything else is a fault, and the desk must go on.
      if (mine()) console.error('the news of changes broke off', error instanceof Error ? error.name : typeof error)
    }
    if (!mine()) return
    // What was missed meanwhile is asked for anew.
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    refresh()
  }
}

/** Called once: listens for ports, keeps the client on the newest one, and starts everything anew when core was restarted. */
export const connect = (): void => {
  window.addEventListener('message', (event) => {
    if (event.source !== window || event.data !== 'stoika:port') return
    const [port] = event.ports
    if (port === undefined) return
    const fresh = new RPCLink({ port })
    // The close of an old port may be told after the new one is there.
    port.addEventListener('close', () => {
      if (link === fresh) awaitPort()
    })
    port.start()
    link = fresh
    deliver(fresh)
    // Whatever the window knew may be old; the session is gone with the old port, so the desk asks for the PIN again.
    void queries.resetQueries()
    void followChanges(() => link === fresh)
  })
  window.stoika.onCore((state) => {
    coreState = state
    for (const listener of coreListeners) listener()
  })
  window.stoika.ready()
}
