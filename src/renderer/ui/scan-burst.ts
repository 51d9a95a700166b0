/** Tells a barcode scanner, which poses as a keyboard, from a person: by the pace of keys, whatever the layout is. */

export interface PressedKey {
  /** Place on the keyboard, as `KeyboardEvent.code`. */
  readonly code: string
  /** Milliseconds on any steady clock. */
  readonly at: number
}

/** Scanners send a key every 1–20 ms; nobody types eight keys in a row with less than this between them. */
const FASTEST_PERSON_MS = 35
const SHORTEST_CODE = 8

const signOf = (code: string): string | null => {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter !== undefined) return letter
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1]
  if (digit !== undefined) return digit
  return code === 'Minus' || code === 'NumpadSubtract' ? '-' : null
}

export interface ScanBurst {
  /** Takes the next key; answers the whole code when this key was the Enter that ends a scan. */
  feed(key: PressedKey): string | null
}

export const scanBurst = (): ScanBurst => {
  let text = ''
  let last = Number.NEGATIVE_INFINITY
  return {
    feed: ({ code, at }) => {
      const quick = at - last <= FASTEST_PERSON_MS
      last = at
      if (code === 'Enter' || code === 'NumpadEnter') {
        const scanned = quick && text.length >= SHORTEST_CODE ? text : null
        text = ''
        return scanned
      }
      // A scanner presses Shift for capitals; that is part of the burst, not a sign.
      if (code === 'ShiftLeft' || code === 'ShiftRight') return null
      const sign = signOf(code)
      text = sign === null ? '' : quick ? text + sign : sign
      return null
    }
  }
}
