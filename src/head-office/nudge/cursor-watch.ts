/** Hears from PostgreSQL that the cursor moved, whichever process of the head office moved it. */
import pg from 'pg'
import { clientConfig } from '../database.ts'
import { CURSOR_CHANNEL } from '../facts/store.ts'

export interface CursorWatch {
  /** Calls back with the new cursor. Returns the way to stop. */
  listen(listener: (cursor: number) => void): () => void
  close(): Promise<void>
}

const RECONNECT_MS = 2_000

/** A nudge that is lost costs nothing but time, since desks also poll; so a broken connection is simply made again. */
export const watchCursor = async (url: string, onLost: (error: unknown) => void): Promise<CursorWatch> => {
  const listeners = new Set<(cursor: number) => void>()
  let client: pg.Client | null = null
  let retry: NodeJS.Timeout | null = null
  let closed = false

  const connect = async (): Promise<void> => {
    const fresh = new pg.Client(clientConfig(url))
    fresh.on('notification', ({ payload }) => {
      for (const listener of listeners) listener(Number(payload))
    })
    fresh.on('error', lost)
    await fresh.connect()
    await fresh.query(`LISTEN ${CURSOR_CHANNEL}`)
    client = fresh
  }
  const lost = (error: unknown): void => {
    client = null
    if (closed || retry !== null) return
    onLost(error)
    retry = setTimeout(() => {
      retry = null
      connect().catch(lost)
    }, RECONNECT_MS)
  }

  await connect()
  return {
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => {
      closed = true
      if (retry !== null) clearTimeout(retry)
      await client?.end()
    }
  }
}
