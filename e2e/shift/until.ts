/** Waits for what must come: looked for again and again until it is there, never for a fixed time. */
import { setTimeout as pause } from 'node:timers/promises'

const LOOK_EVERY_MS = 50
const LIMIT_MS = 30_000

/** Answers what `look` finds as soon as it is no longer undefined. Fails saying what did not come. */
export const until = async <Found>(
  what: string,
  look: () => Found | undefined | Promise<Found | undefined>,
  limitMs = LIMIT_MS
): Promise<Found> => {
  const end = Date.now() + limitMs
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (Date.now() > end) throw new Error(`Waited ${limitMs / 1000} s in vain: ${what}`)
    await pause(LOOK_EVERY_MS)
  }
}

/** The same for something that must become true. */
export const untilTrue = async (
  what: string,
  holds: () => boolean | Promise<boolean>,
  limitMs = LIMIT_MS
): Promise<void> => {
  await until(what, async () => ((await holds()) ? true : undefined), limitMs)
}
