/** Seeded chance: the same seed gives the same network on every machine, and one part's dice never move another's. */

export interface Random {
  /** Dice of their own for one part, so that a change in one part of the demo leaves the others as they were. */
  fork(part: string): Random
  /** From 0 up to but not including 1. */
  next(): number
  /** Whole number from `least` to `most`, both possible. */
  whole(least: number, most: number): number
  chance(probability: number): boolean
  pick<Item>(items: readonly Item[]): Item
  /** One of the pairs' values, as often as its weight says. */
  weighted<Item>(items: readonly (readonly [weight: number, item: Item])[]): Item
  shuffled<Item>(items: readonly Item[]): Item[]
  hex(digits: number): string
  /** A UUID of version 7 that carries this moment. */
  uuid(at: number): string
}

/** Four 32-bit words out of any text (cyrb128, public domain). */
const hashWords = (text: string): [number, number, number, number] => {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762]
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    a = b ^ Math.imul(a ^ code, 597399067)
    b = c ^ Math.imul(b ^ code, 2869860233)
    c = d ^ Math.imul(c ^ code, 951274213)
    d = a ^ Math.imul(d ^ code, 2716044179)
  }
  a = Math.imul(c ^ (a >>> 18), 597399067)
  b = Math.imul(d ^ (b >>> 22), 2869860233)
  c = Math.imul(a ^ (c >>> 17), 951274213)
  d = Math.imul(b ^ (d >>> 19), 2716044179)
  return [(a ^ b ^ c ^ d) >>> 0, (b ^ a) >>> 0, (c ^ a) >>> 0, (d ^ a) >>> 0]
}

export const seededRandom = (seed: string): Random => {
  // sfc32: small, fast, passes PractRand; state from the seed's hash.
  let [a, b, c, d] = hashWords(seed)
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 4294967296
  }
  for (let warm = 0; warm < 12; warm++) next()
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(next() * items.length)]
    if (item === undefined) throw new RangeError('nothing to pick from')
    return item
  }
  const hex = (digits: number): string => Array.from({ length: digits }, () => whole(0, 15).toString(16)).join('')
  return {
    fork: (part) => seededRandom(`${seed}/${part}`),
    next,
    whole,
    chance: (probability) => next() < probability,
    pick,
    weighted: (items) => {
      let rest = next() * items.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, item] of items) {
        rest -= weight
        if (rest < 0) return item
      }
      return pick(items)[1]
    },
    shuffled: (items) => {
      const mixed = [...items]
      for (let last = mixed.length - 1; last > 0; last--) {
        const other = whole(0, last)
        const [one, two] = [mixed[last], mixed[other]]
        if (one !== undefined && two !== undefined) [mixed[last], mixed[other]] = [two, one]
      }
      return mixed
    },
    hex,
    uuid: (at) => {
      const time = Math.trunc(at).toString(16).padStart(12, '0')
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${(8 + whole(0, 3)).toString(16)}${hex(3)}-${hex(12)}`
    }
  }
}

/** An id that depends on nothing but a word, for what must be found again whatever the seed: clinics, staff, services. */
export const fixedId = (word: string): string => {
  const digits = [...hashWords(`stoika demo ${word}`), ...hashWords(`${word} stoika demo`)]
    .map((part) => part.toString(16).padStart(8, '0'))
    .join('')
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`
}
