/**
 * Chance that hangs on names instead of on an order of drawing: the same seed and the same name always give the same
 * number. So a fault or an action can be left out of a story and everything else still happens as it did.
 */
export interface Chance {
  readonly seed: number
  /** In [0, 1). */
  roll(name: string): number
  /** A whole number in [0, limit). */
  below(name: string, limit: number): number
  happens(name: string, probability: number): boolean
  pick<Value>(name: string, values: readonly Value[]): Value
  /** An id that looks like any other of the product. */
  uuid(name: string): string
}

export const chanceOf = (seed: number): Chance => {
  const roll = (name: string): number => scatter(`${seed} ${name}`) / 2 ** 32
  const below = (name: string, limit: number): number => Math.floor(roll(name) * limit)
  return {
    seed,
    roll,
    below,
    happens: (name, probability) => roll(name) < probability,
    pick: (name, values) => {
      const value = values[below(name, values.length)]
      if (value === undefined) throw new Error(`there is nothing to choose from: ${name}`)
      return value
    },
    uuid: (name) => {
      const hex = [0, 1, 2, 3].map((part) => scatter(`${seed} ${name} ${part}`).toString(16).padStart(8, '0')).join('')
      return `019a${hex.slice(4, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
    }
  }
}

/** MurmurHash3's mixing over the characters of a text: 32 bits in which every character counts. */
const scatter = (text: string): number => {
  let hash = 0x9747b28c
  for (let at = 0; at < text.length; at++) {
    let word = Math.imul(text.charCodeAt(at), 0xcc9e2d51)
    word = (word << 15) | (word >>> 17)
    hash ^= Math.imul(word, 0x1b873593)
    hash = (hash << 13) | (hash >>> 19)
    hash = Math.imul(hash, 5) + 0xe6546b64
  }
  hash ^= text.length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
