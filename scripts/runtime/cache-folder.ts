/** Where things are kept between runs that are neither the project's nor a clinic's: per user, outside the repository. */
import os from 'node:os'
import path from 'node:path'

export const cacheFolder = (): string => {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env
  if (process.platform === 'win32' && LOCALAPPDATA) return path.join(LOCALAPPDATA, 'stoika', 'cache')
  return path.join(XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'stoika')
}
