/** Cuts a stream of ESC/POS into its words, written from the printers' manuals and apart from our encoder, so that one checks the other. */

export type Token =
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | { readonly kind: 'line-feed' }
  /** `name` is the control byte and what follows, such as `ESC @` or `GS ( k`; `data` is the rest. */
  | { readonly kind: 'command'; readonly name: string; readonly data: Uint8Array }
  | { readonly kind: 'unknown'; readonly bytes: Uint8Array }

export interface Cut {
  readonly token: Token
  readonly length: number
}

const GROUPS: Readonly<Record<number, string>> = { 0x1b: 'ESC', 0x1c: 'FS', 0x1d: 'GS', 0x10: 'DLE' }

// Commands whose parameters are always so many bytes.
const FIXED: Readonly<Record<string, number>> = {
  'ESC @': 0,
  'ESC !': 1,
  'ESC -': 1,
  'ESC 2': 0,
  'ESC 3': 1,
  'ESC =': 1,
  'ESC E': 1,
  'ESC G': 1,
  'ESC J': 1,
  'ESC M': 1,
  'ESC R': 1,
  'ESC a': 1,
  'ESC d': 1,
  'ESC p': 3,
  'ESC t': 1,
  'ESC {': 1,
  'FS !': 1,
  'FS &': 0,
  'FS .': 0,
  'GS !': 1,
  'GS B': 1,
  'GS H': 1,
  'GS I': 1,
  'GS L': 2,
  'GS W': 2,
  'GS a': 1,
  'GS f': 1,
  'GS h': 1,
  'GS r': 1,
  'GS w': 1
}

/** The first word, or null while its end has not come yet. */
export const cutToken = (bytes: Uint8Array): Cut | null => {
  const first = bytes[0]
  if (first === undefined) return null
  if (first === 0x0a) return { token: { kind: 'line-feed' }, length: 1 }
  const group = GROUPS[first]
  if (group === undefined) return cutText(bytes)
  const second = bytes[1]
  if (second === undefined) return null
  const name = `${group} ${String.fromCharCode(second)}`
  const fixed = FIXED[name]
  if (fixed !== undefined) return command(bytes, name, 2, fixed)
  return cutVariable(bytes, name)
}

const command = (bytes: Uint8Array, name: string, head: number, rest: number): Cut | null =>
  bytes.length < head + rest
    ? null
    : { token: { kind: 'command', name, data: bytes.subarray(head, head + rest) }, length: head + rest }

const isText = (byte: number): boolean => byte >= 0x20

const cutText = (bytes: Uint8Array): Cut => {
  const end = bytes.findIndex((byte) => !isText(byte))
  if (end === 0) return { token: { kind: 'unknown', bytes: bytes.subarray(0, 1) }, length: 1 }
  const length = end < 0 ? bytes.length : end
  return { token: { kind: 'text', bytes: bytes.subarray(0, length) }, length }
}

const cutVariable = (bytes: Uint8Array, name: string): Cut | null => {
  const at = (index: number): number | null => bytes[index] ?? null
  const word = (index: number): number | null => {
    const [low, high] = [at(index), at(index + 1)]
    return low === null || high === null ? null : low + high * 256
  }
  const unknown: Cut = { token: { kind: 'unknown', bytes: bytes.subarray(0, 2) }, length: 2 }
  switch (name) {
    case 'GS V': {
      const mode = at(2)
      if (mode === null) return null
      return command(bytes, name, 2, mode === 65 || mode === 66 ? 2 : 1)
    }
    case 'GS (': {
      const [fn, length] = [at(2), word(3)]
      if (fn === null || length === null) return null
      return command(bytes, `GS ( ${String.fromCharCode(fn)}`, 5, length)
    }
    case 'GS k': {
      const kind = at(2)
      if (kind === null) return null
      if (kind > 6) {
        const length = at(3)
        return length === null ? null : command(bytes, name, 2, 2 + length)
      }
      const end = bytes.indexOf(0, 3)
      return end < 0 ? null : command(bytes, name, 2, end - 1)
    }
    case 'GS v': {
      const [across, down] = [word(4), word(6)]
      if (across === null || down === null) return null
      return command(bytes, 'GS v 0', 4, 4 + across * down)
    }
    default:
      return unknown
  }
}
