/** Reads the codes on a printed sheet as a scanner would: the sheet is made a picture, and the picture is looked at. */
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Dots an inch: enough for the bars of a card. */
const RESOLUTION = 250

/** The codes on the first page, each with its kind before it: `QR-Code:…`, `EAN-13:…`. */
export const scanned = async (sheet: string): Promise<readonly string[]> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'stoika-scan-'))
  try {
    await run('pdftoppm', ['-png', '-r', String(RESOLUTION), '-f', '1', '-l', '1', sheet, path.join(folder, 'sheet')])
    const pictures = (await readdir(folder)).map((name) => path.join(folder, name))
    const { stdout } = await run('zbarimg', ['--quiet', ...pictures])
    return stdout.split('\n').filter((line) => line !== '')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
