/**
 * The canonical form of JSON under every hash, RFC 8785: members in the order of their names' UTF-16 units, strings and numbers
 * as ECMAScript writes them. Two of these are made for each fact on its way, so they are put in order here and written by
 * JSON.stringify in one go; the tests hold the outcome against the `canonicalize` package.
 */

/** Of values that came out of JSON. @throws {TypeError} what has no canonical form: no JSON, or half a surrogate pair */
export const canonical = (value: unknown): string => {
  const seen = { awkward: false }
  const written = JSON.stringify(isInOrder(value) ? value : inOrder(value, seen))
  // Half a pair is written as an escape. Whoever wrote a backslash before «ud» himself is looked at twice.
  return seen.awkward || written.includes('\\ud') ? byHand(value) : written
}

/**
 * The same value with its members in the order in which they are hashed, as far as an object keeps an order: whoever checks
 * it then has nothing to move.
 */
export const inCanonicalOrder = (value: unknown): unknown =>
  isInOrder(value) ? value : inOrder(value, { awkward: false })

/** Looked at first, since most of what arrives was put in order by a program like this one. */
const isInOrder = (value: unknown): boolean => {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true
  if (typeof value !== 'object') return typeof value === 'number' && Number.isFinite(value)
  if (Array.isArray(value)) return value.every(isInOrder)
  const members = value as Readonly<Record<string, unknown>>
  let before = ''
  for (const name of Object.keys(members)) {
    const first = name.charCodeAt(0)
    if (name < before || (first >= DIGIT_0 && first <= DIGIT_9) || name === '__proto__') return false
    before = name
    if (!isInOrder(members[name])) return false
  }
  return true
}

/** The same value with its members in order. An object keeps the order it is given, but for names that it takes for something else. */
const inOrder = (value: unknown, seen: { awkward: boolean }): unknown => {
  if (typeof value !== 'object' || value === null) return checked(value)
  if (Array.isArray(value)) return value.map((one) => inOrder(one, seen))
  const names = Object.keys(value).toSorted()
  const ordered: Record<string, unknown> = {}
  for (const name of names) {
    const first = name.charCodeAt(0)
    if ((first >= DIGIT_0 && first <= DIGIT_9) || name === '__proto__') seen.awkward = true
    const member = (value as Readonly<Record<string, unknown>>)[name]
    if (member !== undefined) ordered[name] = inOrder(member, seen)
  }
  return ordered
}

const DIGIT_0 = 48
const DIGIT_9 = 57

const checked = (value: unknown): unknown => {
  if (typeof value === 'number' ? Number.isFinite(value) : value === null || isPlain.has(typeof value)) return value
  throw new TypeError(`a ${typeof value} like this has no JSON`)
}
const isPlain: ReadonlySet<string> = new Set(['string', 'boolean'])

const byHand = (value: unknown): string => {
  if (typeof value === 'string' && !value.isWellFormed()) throw new TypeError('half a surrogate pair')
  if (typeof value !== 'object' || value === null) return JSON.stringify(checked(value))
  if (Array.isArray(value)) return `[${value.map(byHand).join(',')}]`
  const members = new Map<string, unknown>(Object.entries(value))
  return `{${[...members.keys()]
    .filter((name) => members.get(name) !== undefined)
    .toSorted()
    .map((name) => `${byHand(name)}:${byHand(members.get(name))}`)
    .join(',')}}`
}
