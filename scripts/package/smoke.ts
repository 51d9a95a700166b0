/**
 * `npm run package:smoke`: starts the unpacked application as a clinic would and works in it: the database opens, a
 * receptionist signs in, Today shows the visits, the window is closed. Then it ends by itself, and the database is sound.
 */
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import { prepareDesk } from '../../e2e/prepared-desk.ts'
import { findClosedDesk } from '../../src/core/storage/closed-desk.ts'
import { integrityFaults, openDatabase } from '../../src/core/storage/database.ts'
import { ANNA } from '../../src/head-office/demo/staff.ts'
import { runCommand } from '../parts/command.ts'
import { root } from '../parts/places.ts'
import { openVirtualDisplay, ownDisplay } from '../runtime/display.ts'
import { electronRuntime } from '../runtime/electron.ts'
import { wrongFuses } from './fuses.ts'
import { startPackaged } from './packaged.ts'
import { standInMark, unpackedExecutable, unpackedFolder } from './unpacked.ts'

const picture = path.join(root, 'out/package-smoke.png')

const main = async (): Promise<undefined> => {
  const executable = unpackedExecutable()
  if (!existsSync(executable)) throw new Error('There is no unpacked application. Run: npm run package -- --dir')
  const isStandIn = existsSync(path.join(unpackedFolder(), standInMark))
  if (isStandIn) console.log('The package contains the stand-in Electron: good for this test, never for a clinic.')
  const wrong = await wrongFuses(executable)
  if (wrong.length > 0) throw new Error(`These fuses of Electron are not as they must be: ${wrong.join(', ')}`)
  console.log('ok  fuses')
  if (isStandIn) console.log(`ok  packages beside the bundles load: ${loadedPackages().join(', ')}`)

  await using running = new AsyncDisposableStack()
  const home = await mkdtemp(path.join(os.tmpdir(), 'stoika-smoke-'))
  running.defer(() => rm(home, { recursive: true, force: true }))
  const data = path.join(home, 'Stoika')
  const size = { patients: 150, historyDays: 5 }
  await prepareDesk(data, size, undefined, Date.now())
  const factsBefore = await soundFacts(data)

  const display = ownDisplay() ?? (await openVirtualDisplay())
  running.defer(display.close)
  const { args, env } = await electronRuntime()
  // The package takes no word from outside on where its data lies; it is its user's own folder that lies elsewhere here.
  const folders = { XDG_CONFIG_HOME: home, APPDATA: home }
  const app = await startPackaged({
    executable,
    args,
    // Only the stand-in needs a Node beside it.
    env: { ...(isStandIn ? env : {}), ...display.env, ...folders }
  })
  running.defer(app.kill)
  await app.page.getByRole('option', { name: ANNA.card.name.family }).click()
  console.log('ok  database opened, names shown')
  await app.page.keyboard.type(ANNA.pin)
  await app.page.keyboard.press('Enter')
  await app.page.locator('tr[data-visit]').first().waitFor({ timeout: 60_000 })
  const visits = await app.page.locator('tr[data-visit]').count()
  await mkdir(path.dirname(picture), { recursive: true })
  await app.page.screenshot({ path: picture })
  console.log(`ok  signed in, Today shows ${visits} visits; see ${path.relative(root, picture)}`)
  const code = await app.closeWindow()
  if (code !== 0) throw new Error(`The application ended with ${code}.\n${app.output()}`)
  console.log('ok  ended by itself, exit code 0')

  const factsAfter = await soundFacts(data)
  if (factsAfter < factsBefore) throw new Error(`The database has ${factsAfter} facts, it had ${factsBefore}.`)
  console.log(`ok  database opens again and is sound, ${factsAfter} facts`)
}

/**
 * Everything under "dependencies" is whole without the files that were left out. Looked at where the stand-in has it
 * unpacked: archives are for Electron alone.
 */
const loadedPackages = (): readonly string[] => {
  const inside = createRequire(path.join(unpackedFolder(), 'resources/app.asar.unpacked/out/core/main.mjs'))
  const names = Object.keys(manifest.dependencies)
  for (const name of names) inside(name === 'bwip-js' ? 'bwip-js/node' : name)
  return names
}

/** How many facts the closed desk holds; fails when its file is not in order. */
const soundFacts = async (folder: string): Promise<number> => {
  const desk = findClosedDesk(folder, undefined)
  if (desk.found !== 'desk') throw new Error(`No desk to open in ${folder}: ${desk.found}`)
  const db = await openDatabase({ path: path.join(desk.data, 'desk.db'), key: desk.key })
  try {
    const broken = integrityFaults(db)
    if (broken.length > 0) throw new Error(`The database is damaged: ${broken.join('; ')}`)
    return db.prepare<[], { facts: number }>('SELECT count(*) AS facts FROM fact').get()?.facts ?? 0
  } finally {
    db.close()
  }
}

await runCommand(main)
