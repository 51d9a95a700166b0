/** Which doors of Electron are nailed up in an executable: its fuse wire, read from the very file. */
import { readFile } from 'node:fs/promises'

/** Stands before the wire in every Electron; then a version, a length, and a character for each fuse. */
const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')

/** Their order on the wire, version 1. */
const names = [
  'runAsNode',
  'cookieEncryption',
  'nodeOptions',
  'nodeCliInspect',
  'asarIntegrity',
  'onlyLoadAppFromAsar',
  'browserProcessSnapshot',
  'fileProtocolExtraPrivileges'
] as const

export type Fuse = (typeof names)[number]

/** Fuses that must stand so in whatever is installed at a clinic; one that an Electron does not have yet is left out. */
const required: Readonly<Partial<Record<Fuse, boolean>>> = {
  runAsNode: false,
  nodeOptions: false,
  nodeCliInspect: false,
  asarIntegrity: true,
  onlyLoadAppFromAsar: true,
  fileProtocolExtraPrivileges: false
}

/** Names of the fuses of an executable that do not stand as they must. */
export const wrongFuses = async (executable: string): Promise<readonly Fuse[]> => {
  const bytes = await readFile(executable)
  const at = bytes.indexOf(sentinel)
  if (at === -1) throw new Error(`${executable} is no Electron: it has no fuse wire.`)
  const start = at + sentinel.length
  const wire = bytes.subarray(start + 2, start + 2 + (bytes[start + 1] ?? 0)).toString('latin1')
  return names.filter((name, place) => {
    const state = wire[place]
    return required[name] !== undefined && state !== undefined && state !== 'r' && (state === '1') !== required[name]
  })
}
