import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterEach, describe, expect, it } from 'vitest'
import { uuidv7 } from 'uuidv7'
import type { PrintJobId } from '../../domain/printing/job.ts'
import { Printer } from '../../domain/printing/printer.ts'
import type { Role } from '../../domain/staff/facts.ts'
import { ClinicId, DeviceId, StaffId } from '../../domain/values/ids.ts'
import type { Connection, Workstation } from '../api/context.ts'
import { startWorkstation, stopWorkstation } from '../workstation.ts'
import { printingRoutes } from './routes.ts'
import { actRequest, receiptPrinter } from './testing/desk.ts'
import { startVirtualPrinter, type VirtualPrinter } from './virtual/tcp-printer.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const CLINIC = ClinicId.parse('018f0000-0000-7000-8000-0000000000c1')
const NOON = Date.parse('2026-11-24T09:00:00.000Z')

interface Scene {
  readonly workstation: Workstation
  readonly device: VirtualPrinter
  readonly printer: Printer
  readonly as: (role: Role) => ReturnType<typeof clientOf>
  /** Settles when the queue says that something is so. */
  readonly when: (isSo: () => Promise<boolean>) => Promise<void>
}

const clientOf = (workstation: Workstation, role: Role) => {
  const connection: Connection = {
    actor: {
      staff: StaffId.parse(uuidv7()),
      name: { family: 'Выдумкина', given: 'Проба', patronymic: null },
      roles: [role],
      clinic: CLINIC
    },
    lastActivity: workstation.now()
  }
  return createRouterClient(printingRoutes, { context: { workstation, connection } })
}

const scene = async (): Promise<Scene> => {
  const folder = mkdtempSync(join(tmpdir(), 'stoika-routes-'))
  closing.push(() => rmSync(folder, { recursive: true, force: true }))
  const device = await startVirtualPrinter({ name: 'TM-T20III' })
  closing.push(() => device.stop())
  const workstation = await startWorkstation({
    places: { data: folder, resources: 'resources', fonts: 'fonts' },
    key: null,
    now: () => NOON,
    log: () => undefined
  })
  closing.push(() => stopWorkstation(workstation))
  workstation.takeUp({ device: DeviceId.parse(uuidv7()), epoch: 0, clinic: CLINIC, series: 1, name: 'Стойка 1' })
  const stopped = new AbortController()
  closing.push(() => stopped.abort())
  return {
    workstation,
    device,
    printer: receiptPrinter(device.port),
    as: (role) => clientOf(workstation, role),
    when: async (isSo) => {
      const changes = workstation.changes.subscribe('change', { signal: stopped.signal })
      if (await isSo()) return
      for await (const change of changes) if (change.kinds.includes('printing') && (await isSo())) return
    }
  }
}

describe('printers in the settings', () => {
  it('are set up by whoever may, asked, tried with a test page and removed', async () => {
    const { as, printer, device, when } = await scene()
    const director = as('director')
    await expect(as('receptionist').savePrinter(printer)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      data: { right: 'configure-desk' }
    })
    expect(await director.savePrinter(printer)).toMatchObject({ printer: { name: 'Чеки' }, waiting: 0, doubtful: 0 })
    expect(await as('receptionist').ask({ id: printer.id })).toEqual({ state: 'ready', paperLow: false })
    expect(await director.printers()).toMatchObject([
      { status: { state: 'ready' }, askedAt: '2026-11-24T09:00:00.000Z' }
    ])
    const page = await director.testPage({ id: printer.id })
    await when(async () => (await director.job({ id: page.id }))?.state === 'printed')
    expect(device.jobs()[0]?.sheets[0]?.lines.join('\n')).toContain('866 n=17: АБВабвЁё№')
    expect(await director.removePrinter({ id: printer.id })).toEqual({})
    await expect(director.ask({ id: printer.id })).rejects.toMatchObject({
      code: 'REFUSED',
      data: { code: 'UNKNOWN_PRINTER' }
    })
  })

  it('are refused when they make no sense', async () => {
    const { as, printer } = await scene()
    const director = as('director')
    await expect(director.savePrinter({ ...printer, profile: null })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(
      director.savePrinter({ ...printer, address: { via: 'queue', queue: '-oraw', options: {} } })
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect(Printer.safeParse({ ...printer, kind: 'card', profile: null }).success).toBe(false)
  })

  it('are found on this machine without one kind hiding another', async () => {
    const { as } = await scene()
    expect(Array.isArray(await as('director').found())).toBe(true)
    expect((await as('director').profiles()).map(({ key }) => key)).toContain('epson-80')
  })
})

describe('papers in the queue', () => {
  it('are shown, previewed and repeated as copies by whoever may make them', async () => {
    const { as, printer, device, when, workstation } = await scene()
    await as('director').savePrinter(printer)
    const desk = as('receptionist')
    const answer = workstation.desk?.spool?.submit(actRequest())
    if (answer?.ok !== true) throw new Error('the act was not queued')
    const id: PrintJobId = answer.job.id
    await when(async () => (await desk.job({ id }))?.state === 'printed')
    expect(await desk.jobs({ states: [], limit: 10 })).toMatchObject([
      {
        id,
        title: 'Акт 12-000345',
        state: 'printed',
        may: { retry: false, repeat: true, cancel: false, settle: false }
      }
    ])
    const copy = await desk.repeat({ id, printer: null })
    expect(copy).toMatchObject({ copy: 1 })
    await when(async () => (await desk.job({ id: copy.id }))?.state === 'printed')
    // The clinic's wall clock is on the copy; without a clinic's record it is Moscow's.
    expect(device.jobs()[1]?.sheets[0]?.lines.join()).toContain('повтор 1 от 24.11.2026 12:00')
    expect((await desk.preview({ id: copy.id }))?.svg).toContain('КОПИЯ')
    expect((await desk.preview({ id }))?.svg).not.toContain('КОПИЯ')
    expect((await desk.history({ id })).map((event) => event.what)).toEqual(['asked', 'left', 'ended'])
    await expect(as('doctor').repeat({ id, printer: null })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      data: { right: 'issue-acts' }
    })
    await expect(desk.cancel({ id })).rejects.toMatchObject({ code: 'REFUSED', data: { code: 'WRONG_STATE' } })
    await expect(desk.retry({ id: copy.id, printer: null })).rejects.toMatchObject({ code: 'REFUSED' })
  })
})
