/** `npm run package`: packs what was built for clinics, with the real Electron; with the stand-in only to be tried out. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { build, type Configuration } from 'electron-builder'
import { buildWorkstation } from '../build/workstation.ts'
import { runCommand } from '../parts/command.ts'
import { root } from '../parts/places.ts'
import { electronRuntime, type ElectronRuntime, runtimeNotice } from '../runtime/electron.ts'
import { standInMark, unpackedFolder } from './unpacked.ts'

const main = async (args: readonly string[]): Promise<undefined> => {
  const isDirOnly = args.includes('--dir')
  const runtime = await electronRuntime()
  const notice = runtimeNotice(runtime)
  if (notice !== undefined) console.log(notice)
  if (runtime.isFallback && !isDirOnly) {
    throw new Error(
      'Installers are made with the real Electron only. For the unpacked application: npm run package -- --dir'
    )
  }
  if (!args.includes('--skip-build')) await buildWorkstation()

  await using workshop = await temporaryFolder()
  const made = await build({
    projectDir: root,
    // Laid over electron-builder.yml.
    config: await electronOf(runtime, workshop.folder),
    ...(isDirOnly ? { dir: true } : {})
  })
  if (runtime.isFallback) {
    await writeFile(
      path.join(unpackedFolder(), standInMark),
      `This is Electron ${runtime.version}, a stand-in for trying the package out. It must not be installed anywhere.\n`
    )
  }
  for (const file of isDirOnly ? [unpackedFolder()] : made) console.log(path.relative(root, file))
}

/** The very Electron that start and tests ran on. */
const electronOf = async (runtime: ElectronRuntime, workshop: string): Promise<Configuration> => {
  const folder = path.dirname(runtime.executable)
  if (!runtime.isFallback) {
    const electronFuses = { grantFileProtocolExtraPrivileges: false }
    return { electronDist: folder, electronVersion: runtime.version, electronFuses }
  }
  // Without the bootstrap that lets the stand-in run a folder: a package brings its own application.
  const clean = path.join(workshop, 'electron')
  await cp(folder, clean, { recursive: true, filter: (file) => file !== path.join(folder, 'resources/app') })
  return {
    electronDist: clean,
    electronVersion: runtime.version,
    // Core runs in a plain Node beside the stand-in, and a plain Node cannot look into an archive.
    asarUnpack: ['out/core/**', 'node_modules/**']
  }
}

const temporaryFolder = async (): Promise<AsyncDisposable & { readonly folder: string }> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'stoika-package-'))
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}

await runCommand(main)
