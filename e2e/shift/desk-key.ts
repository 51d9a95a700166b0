/** The key of a workstation's database, for whoever counts in it after the workstation was closed. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Desk } from './desk.ts'

/** As the shell keeps it: sealed by the system's keystore where there is one. */
export const databaseKeyOf = async (desk: Desk, dataDir: string): Promise<string> => {
  const sealed = path.join(dataDir, 'desk/desk.key.sealed')
  if (!existsSync(sealed)) return (await readFile(path.join(dataDir, 'desk/desk.key'), 'utf8')).trim()
  const bytes = (await readFile(sealed)).toString('base64')
  return desk.workstation.app.evaluate(
    ({ safeStorage }, text) => safeStorage.decryptString(Buffer.from(text, 'base64')),
    bytes
  )
}
