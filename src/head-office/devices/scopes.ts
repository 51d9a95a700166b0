/** Which facts a device is given whole, and which only as headers. */
import type { Device } from './authenticate.ts'

const EVERYTHING = '*'

/** As hello tells them. */
export const scopesOf = ({ gets, clinic }: Device): readonly string[] =>
  gets === 'network' || clinic === null ? [EVERYTHING] : ['network', `clinic:${clinic}`]

export type Withholds = (scope: string) => boolean

/** Null when nothing is withheld, so that nobody need read a header for it. */
export const withholds = (device: Device): Withholds | null => {
  const scopes = new Set(scopesOf(device))
  return scopes.has(EVERYTHING) ? null : (scope) => !scopes.has(scope)
}
