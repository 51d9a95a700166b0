/** The unpacked application that `npm run package -- --dir` leaves behind. */
import path from 'node:path'
import { root } from '../parts/places.ts'

/** Lies beside the executable where the Electron is a stand-in. */
export const standInMark = 'STAND-IN-ELECTRON.txt'

export const unpackedFolder = (): string => {
  const system = process.platform === 'win32' ? 'win' : 'linux'
  const arch = process.arch === 'x64' ? '' : `-${process.arch}`
  return path.join(root, 'dist', `${system}${arch}-unpacked`)
}

export const unpackedExecutable = (): string =>
  path.join(unpackedFolder(), process.platform === 'win32' ? 'Stoika.exe' : 'stoika')
