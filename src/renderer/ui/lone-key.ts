/** Tells a letter that a person pressed from the letters of a scanner, which are keys of actions too. */

/** Milliseconds; a scanner is quicker, a person slower. */
const SCANNER_PACE_MS = 40

interface Pressed {
  /** When the key went down, by the clock of events. */
  readonly at: number
  readonly alone: boolean
  readonly act: () => void
  readonly timer: ReturnType<typeof setTimeout>
}

/**
 * Acts for a sign when no other follows at once, and for none of a burst. The pace is that of the keys, not that at which a busy
 * PC gets round to them: two keys that a person pressed one after the other both act, in their order.
 */
export const openLoneKeys = (): ((at: number, act: () => void) => void) => {
  let waiting: Pressed | null = null
  return (at, act) => {
    const before = waiting
    if (before !== null) clearTimeout(before.timer)
    const follows = before !== null && at - before.at < SCANNER_PACE_MS
    if (before !== null && before.alone && !follows) before.act()
    const timer = setTimeout(() => {
      waiting = null
      if (!follows) act()
    }, SCANNER_PACE_MS)
    waiting = { at, alone: !follows, act, timer }
  }
}
