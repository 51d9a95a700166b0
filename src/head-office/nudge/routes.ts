/** The nudge: a stream of server-sent events that tells a desk how far the cursor is, so that it need not wait for its next poll. */
import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { authenticate } from '../devices/authenticate.ts'
import { lastCursor } from '../facts/read-page.ts'
import type { Office } from '../office.ts'
import { Problem } from '../problem.ts'

/** Keeps proxies from closing a quiet stream, and lets a desk notice a dead one. */
const HEARTBEAT_MS = 20_000

export const nudgeRoutes = (app: FastifyInstance, office: Office): void => {
  const open = new Set<ServerResponse>()
  let ending = false
  app.addHook('preClose', async () => {
    ending = true
    for (const stream of open) stream.end()
  })

  app.get('/v1/nudge', async (request, reply) => {
    await authenticate(office, request)
    const stream = reply.raw
    // The desk has gone, or this process is ending: nobody would hear of it any more.
    const isOver = (): boolean => ending || stream.destroyed
    if (isOver()) throw new Problem('BUSY', 'this head office is ending')
    let quiet: NodeJS.Timeout | null = null
    const say = (text: string): void => {
      if (isOver()) return
      stream.write(text)
      if (quiet !== null) clearTimeout(quiet)
      quiet = setTimeout(() => say(': still here\n\n'), HEARTBEAT_MS)
    }
    const tell = (cursor: number): void => say(`id: ${cursor}\nevent: cursor\ndata: ${cursor}\n\n`)
    // The head of the answer goes first: a cursor told before it would be sent as an answer of no kind.
    reply.hijack()
    stream.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no'
    })
    open.add(stream)
    // Listening begins before the cursor is read: a push in between is told twice rather than not at all.
    const stop = office.cursorWatch.listen(tell)
    stream.once('close', () => {
      stop()
      open.delete(stream)
      if (quiet !== null) clearTimeout(quiet)
    })
    try {
      tell(await lastCursor(office.database))
    } catch (error) {
      // Nothing but its end can be told any more; the desk opens the stream again.
      request.log.warn({ err: error }, 'nudge ended: the cursor could not be read')
      stream.destroy()
    }
  })
}
