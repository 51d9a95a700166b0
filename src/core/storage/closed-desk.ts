/** The data folder of a desk whose program is closed, as a command line finds it: where the database lies, and its key. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

export type ClosedDesk =
  | { readonly found: 'desk'; readonly data: string; readonly key: string }
  | { readonly found: 'no-database'; readonly data: string }
  /** The keystore of the operating system sealed the key, and opens it for the program alone. */
  | { readonly found: 'sealed-key'; readonly data: string }

/**
 * The desk in a folder, or in its subfolder `desk`, where the program keeps it. `key` (64 hex digits) is what the person
 * gave along; else the file is read that stands in for a keystore. As in the program, a sealed key comes before a plain one.
 */
export const findClosedDesk = (folder: string, key: string | undefined): ClosedDesk => {
  const given = path.resolve(folder)
  const data = [given, path.join(given, 'desk')].find((place) => existsSync(path.join(place, 'desk.db')))
  if (data === undefined) return { found: 'no-database', data: given }
  if (key !== undefined && key !== '') return { found: 'desk', data, key: key.trim() }
  const plain = path.join(data, 'desk.key')
  if (existsSync(path.join(data, 'desk.key.sealed')) || !existsSync(plain)) return { found: 'sealed-key', data }
  return { found: 'desk', data, key: readFileSync(plain, 'utf8').trim() }
}
