/** Follows head office's nudge stream as long as the desk runs, opening it again whenever it breaks. */
import { createParser } from 'eventsource-parser'

export interface NudgeOptions {
  /** Nothing is opened before this resolves; rejects when ended meanwhile. */
  readonly after: Promise<unknown>
  readonly open: (signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>
  readonly signal: AbortSignal
  /** Waits before attempt number `attempt` (from 1) since the stream last worked; rejects when ended meanwhile. */
  readonly pause: (attempt: number) => Promise<unknown>
  readonly alive: (alive: boolean) => void
  readonly cursor: (cursor: number) => void
}

/** Resolves when the signal is aborted. A stream that cannot be had is no problem of its own: polling goes on. */
export const followNudges = async (options: NudgeOptions): Promise<void> => {
  let attempt = 0
  try {
    await options.after
  } catch {
    return
  }
  while (!options.signal.aborted) {
    try {
      const decoder = new TextDecoder()
      const parser = createParser({
        onEvent: ({ event, data }) => {
          const cursor = Number(data)
          if (event === 'cursor' && Number.isSafeInteger(cursor)) options.cursor(cursor)
        }
      })
      for await (const chunk of await options.open(options.signal)) {
        attempt = 0
        options.alive(true)
        parser.feed(decoder.decode(chunk, { stream: true }))
      }
    } catch {
      // Whatever broke the stream, the next round of synchronisation meets it too and reports it.
    }
    options.alive(false)
    attempt += 1
    try {
      await options.pause(attempt)
    } catch {
      return
    }
  }
}
