/** Paper runs out, power fails, a printer is set up: in the real window, with printers that answer like real ones. */
import { AxeBuilder } from '@axe-core/playwright'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { uuidv7 } from 'uuidv7'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { actRequest } from '../src/core/printing/testing/desk.ts'
import { startVirtualPrinter, type VirtualPrinter } from '../src/core/printing/virtual/tcp-printer.ts'
import { Printer } from '../src/domain/printing/printer.ts'
import { PRINTER_PROFILES } from '../src/domain/printing/profile.ts'
import { prepareDesk } from './prepared-desk.ts'
import { launchWorkstation, type Workstation } from './window.ts'

let folder: string
let device: VirtualPrinter
let open: Workstation | null
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stoika-e2e-printing-'))
  device = await startVirtualPrinter({ name: 'TM-T20III' })
  open = null
})
afterEach(async () => {
  await open?.close()
  await device.stop()
  await rm(folder, { recursive: true, force: true })
})

const receiptPrinter = (): Printer =>
  Printer.parse({
    id: uuidv7(),
    name: 'Чеки у стойки',
    kind: 'receipt-80',
    address: { via: 'tcp', host: device.host, port: device.port },
    profile: PRINTER_PROFILES['epson-80'],
    enabled: true
  })

/** A desk that was closed with an act in its print queue, opened again by somebody. */
const openDesk = async ({
  queued,
  who,
  pin
}: {
  readonly queued: boolean
  readonly who: string
  readonly pin: string
}): Promise<Workstation> => {
  const { now } = await prepareDesk(folder, { patients: 60, historyDays: 3 }, ({ spool }) => {
    if (spool === undefined) throw new Error('the desk has no print queue')
    if (!queued) return
    spool.savePrinter(receiptPrinter())
    spool.submit(actRequest())
    // Closed before a byte of it leaves: no printer is spoken to here.
    void spool.stop()
  })
  const workstation = await launchWorkstation({ dataDir: folder, env: { STOIKA_NOW: new Date(now).toISOString() } })
  open = workstation
  const { page } = workstation
  await page.getByText(who).first().click()
  await page.keyboard.type(pin)
  await page.keyboard.press('Enter')
  return workstation
}
const RECEPTIONIST = { who: 'Кольцова', pin: '1111' }
const SENIOR = { who: 'Берестова', pin: '3333' }

const seriousIn = async ({ page }: Workstation): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

const linesOf = (no: number): string => {
  const sheets = device.jobs().at(no)?.sheets ?? []
  return sheets.flatMap(({ lines }) => lines).join('\n')
}

it('says that paper is out, and prints by itself when there is paper again', async () => {
  device.setFaults({ paperOut: true })
  const { page } = await openDesk({ queued: true, ...RECEPTIONIST })
  const light = page.getByRole('contentinfo').getByRole('button', { name: /^Чеки/ })
  await page.getByRole('button', { name: 'Чеки: нет бумаги · ждёт 1' }).waitFor()
  expect(device.jobs()).toEqual([])

  await page.keyboard.press('Alt+0')
  await page.getByRole('heading', { name: 'Очередь печати' }).waitFor()
  await page.getByText('ждёт: нет бумаги').first().waitFor()

  device.setFaults({ paperOut: false })
  await page.getByText('распечатано', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: 'Чеки: готов' }).waitFor()
  expect(await light.count()).toBe(1)
  expect(device.jobs()).toHaveLength(1)
  expect(linesOf(0)).toContain('12-000345')
  expect(linesOf(0)).not.toContain('КОПИЯ')
})

it('asks whether a paper came out when power failed in the middle, and repeats it only as a marked copy', async () => {
  device.setFaults({ powerOffAt: 700 })
  const workstation = await openDesk({ queued: true, ...RECEPTIONIST })
  const { page } = workstation
  // It finds the person on whatever screen is open.
  const question = page.getByRole('alert').filter({ hasText: 'Распечаталось полностью: Акт 12-000345?' })
  await question.waitFor()
  await page.getByRole('button', { name: 'Чеки: распечаталось?' }).waitFor()
  expect(await seriousIn(workstation)).toEqual([])

  await page.keyboard.press('Alt+0')
  await page.getByText('Связь с принтером прервалась посреди печати.').first().waitFor()
  await page.getByRole('img', { name: /Акт 12-000345/ }).waitFor()
  expect(await seriousIn(workstation)).toEqual([])
  expect(device.jobs()).toHaveLength(1)

  await page.keyboard.press('F3')
  await page.getByText('Отмечено: не вышла. Акт 12-000345').waitFor()
  await page.keyboard.press('F4')
  await page.getByText('Отправлено на печать: Акт 12-000345, КОПИЯ 1').waitFor()
  await device.finished(2)
  expect(linesOf(0)).not.toContain('КОПИЯ')
  expect(linesOf(1)).toContain('КОПИЯ')
  await page.getByText('распечатано', { exact: true }).first().waitFor()

  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Чеки: готов' }).waitFor()
  expect(await question.count()).toBe(0)
})

it('is set up by a senior receptionist: a printer on the network, its test page, the line that can be read', async () => {
  const workstation = await openDesk({ queued: false, ...SENIOR })
  const { page } = workstation
  await page.getByRole('button', { name: 'Принтеры не настроены' }).waitFor()
  await page.keyboard.press('Alt+8')
  await page.getByText('Принтеров пока нет').waitFor()
  await page.keyboard.press('n')
  await page.getByLabel('Название').fill('Чеки у стойки')
  await page.keyboard.press('F2')
  await page.getByText('Укажите адрес, например 192.168.1.50').waitFor()
  await page.getByLabel('Адрес в сети').fill(device.host)
  await page.getByRole('textbox', { name: 'Порт', exact: true }).fill(String(device.port))
  await page.keyboard.press('F4')
  await device.finished(1)
  expect(linesOf(0)).toContain('866 n=17: АБВабвЁё№')
  await page.getByRole('button', { name: 'Чеки: готов' }).waitFor()
  await page.getByRole('radio', { name: '1251 n=46' }).check()
  await page.getByText('Есть несохранённые изменения').waitFor()
  await page.keyboard.press('F2')
  await page.getByText('Принтер сохранён: Чеки у стойки').waitFor()
  await page.getByText('Есть несохранённые изменения').waitFor({ state: 'detached' })
  expect(await seriousIn(workstation)).toEqual([])

  // Removed by mistake and brought back.
  await page.keyboard.press('Delete')
  await page.getByText('Принтеров пока нет').waitFor()
  await page.keyboard.press('Control+z')
  await page.getByRole('button', { name: 'Чеки: готов' }).waitFor()
  expect(await page.getByRole('radio', { name: '1251 n=46' }).isChecked()).toBe(true)
})

it('speaks English when somebody chooses it, and still does after the program was started again', async () => {
  const workstation = await openDesk({ queued: false, ...RECEPTIONIST })
  const { page } = workstation
  await page.getByText('Принтеры не настроены').waitFor()
  await page.keyboard.press('Alt+8')
  await page.getByText('Принтеры настраивает старший администратор').waitFor()
  expect(await seriousIn(workstation)).toEqual([])
  await page.keyboard.press('2')
  await page.getByText('English', { exact: true }).click()
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
  await page.getByText('Dark', { exact: true }).click()
  await page.locator('[data-mantine-color-scheme=dark]').waitFor()
  expect(await seriousIn(workstation)).toEqual([])
  await page.keyboard.press('3')
  await page.getByText('Ask the network administrator to switch on the keystore').waitFor()
  expect(await seriousIn(workstation)).toEqual([])

  await workstation.close()
  const again = await launchWorkstation({ dataDir: folder })
  open = again
  await again.page.locator('html[lang=en][data-mantine-color-scheme=dark]').waitFor()
})
