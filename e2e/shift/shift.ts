/** The stage of a shift: head office, devices, one desk and later another, and a folder for everything that comes out. */
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { PrinterKind } from '../../src/domain/printing/printer.ts'
import { databaseKeyOf } from './desk-key.ts'
import { openDesk, type Desk } from './desk.ts'
import { startDevices, type Devices } from './devices.ts'
import { openOffice, type NetworkSize, type Office } from './office.ts'
import { picture, type PictureTaste } from './pictures.ts'
import type { Artefact } from './report.ts'

export interface ShiftOptions {
  readonly size: NetworkSize
  /** Where artefacts are left. */
  readonly out: string
  readonly pictures: PictureTaste
}

/** Which workstation: the one at which the shift is worked, or a second one of the same clinic. */
export type DeskName = 'first' | 'second'

export interface Shift {
  readonly office: Office
  readonly devices: Devices
  /** The clock of everybody who takes part. */
  readonly now: () => number
  /** The workstation that is open; fails when none is. */
  readonly desk: Desk
  readonly open: (which: DeskName) => Promise<Desk>
  /** Closes the open workstation as a person does. */
  readonly leave: () => Promise<void>
  /** The data folder of a workstation. */
  readonly folderOf: (which: DeskName) => string
  /** The key of a workstation's database; null before it was ever open. */
  readonly keyOf: (which: DeskName) => string | null
  /** Pictures of the screen; main screens also in the dark. */
  readonly picture: (name: string, main?: 'main') => Promise<void>
  /** Keeps the next paper of a printer, under the kind's name unless told otherwise; answers the kept file. */
  readonly takePaper: (from: PrinterKind, kind: string, as?: string) => Promise<string>
  readonly keepText: (kind: string, text: string) => Promise<string>
  readonly artefacts: readonly Artefact[]
  /** Where artefacts are left. */
  readonly out: string
  /** Called by whoever plays the steps, so that artefacts know which one made them. */
  readonly begin: (step: string) => void
  readonly note: (kind: string, file: string) => void
  readonly close: () => Promise<void>
}

/** 12:10 in Moscow on a working Tuesday: the day is in full swing. */
const STARTS_AT = Date.parse('2026-11-24T09:10:00.000Z')

export const openShift = async (options: ShiftOptions): Promise<Shift> => {
  const { out } = options
  await mkdir(out, { recursive: true })
  const folder = await mkdtemp(path.join(os.tmpdir(), 'stoika-shift-'))
  const began = Date.now()
  const now = (): number => STARTS_AT + Date.now() - began
  const folderOf = (which: DeskName): string => path.join(folder, which)
  const ending = new AsyncDisposableStack()
  ending.defer(() => rm(folder, { recursive: true, force: true }))

  const devices = await startDevices(path.join(folder, 'devices'))
  ending.defer(devices.stop)
  const office = await openOffice({ dataDir: path.join(folder, 'head-office'), size: options.size, now })
  ending.defer(office.close)

  let desk: Desk | null = null
  const keys = new Map<DeskName, string>()
  const leave = async (): Promise<void> => {
    const leaving = desk
    desk = null
    await leaving?.workstation.close()
  }
  ending.defer(leave)

  let step = ''
  let pictures = 0
  const artefacts: Artefact[] = []
  const note = (kind: string, file: string): void => {
    artefacts.push({ kind, path: path.relative(out, file), step })
  }
  const open = async (which: DeskName): Promise<Desk> => {
    await leave()
    desk = await openDesk(folderOf(which), { ...devices.env, STOIKA_NOW: new Date(now()).toISOString() })
    keys.set(which, await databaseKeyOf(desk, folderOf(which)))
    return desk
  }
  const present = (): Desk => {
    if (desk === null) throw new Error('no workstation is open')
    return desk
  }
  return {
    office,
    devices,
    now,
    get desk() {
      return present()
    },
    open,
    leave,
    folderOf,
    keyOf: (which) => keys.get(which) ?? null,
    picture: async (name, main) => {
      pictures += 1
      const title = `${String(pictures).padStart(2, '0')}-${name}`
      const wanted = { taste: options.pictures, main: main === 'main' }
      const files = await picture(present(), path.join(out, 'screens'), title, wanted)
      for (const file of files) note('screenshot.png', file)
    },
    takePaper: async (from, kind, as = kind) => {
      const kept = path.join(out, as)
      await copyFile(await devices.next(from), kept)
      note(kind, kept)
      return kept
    },
    keepText: async (kind, text) => {
      const kept = path.join(out, kind)
      await writeFile(kept, text)
      note(kind, kept)
      return kept
    },
    artefacts,
    out,
    begin: (id) => {
      step = id
    },
    note,
    close: () => ending.disposeAsync()
  }
}
