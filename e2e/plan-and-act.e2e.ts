/** A plan and an act by the keyboard alone, in the real window: typed, signed, edited, carried out, printed, printed again. */
import { AxeBuilder } from '@axe-core/playwright'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Desk } from '../src/core/desk.ts'
import { decodeJob } from '../src/core/printing/testing/npos-decoder.ts'
import { startVirtualPrinter, type VirtualPrinter } from '../src/core/printing/virtual/tcp-printer.ts'
import { newFact } from '../src/domain/fact.ts'
import { Printer } from '../src/domain/printing/printer.ts'
import { PRINTER_PROFILES } from '../src/domain/printing/profile.ts'
import { ServiceId, VisitId } from '../src/domain/values/ids.ts'
import { Tooth } from '../src/domain/values/tooth.ts'
import { VisitServicesChanged } from '../src/domain/visits/facts.ts'
import { SADOVAYA } from '../src/head-office/demo/clinics.ts'
import { ANNA } from '../src/head-office/demo/staff.ts'
import { prepareDesk } from './prepared-desk.ts'
import { signInAs } from './sign-in.ts'
import { launchWorkstation, type Workstation } from './window.ts'

let folder: string
let printer: VirtualPrinter
let workstation: Workstation
let visit: VisitId

const serviceNamed = (desk: Desk, name: string): ServiceId => {
  const row = desk.db.prepare<[string], { id: string }>('SELECT id FROM service WHERE name = ?').get(name)
  if (row === undefined) throw new Error(`the price list has no «${name}»`)
  return ServiceId.parse(row.id)
}

/** A grown-up in the chair, for a filling and two injections, and a receipt printer. */
const furnish = (desk: Desk): void => {
  const receipts = {
    id: uuidv7(),
    name: 'Чеки',
    kind: 'receipt-80',
    address: { via: 'tcp', host: printer.host, port: printer.port },
    profile: PRINTER_PROFILES['epson-80'],
    enabled: true
  }
  expect(desk.spool?.savePrinter(Printer.parse(receipts))).toBeNull()
  const row = desk.db
    .prepare<[string], { id: string }>(
      `SELECT visit.id FROM visit JOIN patient ON patient.id = visit.patient
       WHERE date = '2026-11-24' AND clinic = ? AND state = 'in-chair' AND birth_date < '2000-01-01'
         AND NOT EXISTS (SELECT 1 FROM act WHERE act.patient = visit.patient AND cancelled = 0)
         AND NOT EXISTS (SELECT 1 FROM plan WHERE plan.patient = visit.patient) LIMIT 1`
    )
    .get(SADOVAYA.id)
  visit = VisitId.parse(row?.id)
  desk.journal.record({ staff: ANNA.id, clinic: SADOVAYA.id }, [
    newFact(VisitServicesChanged, 'visit', visit, {
      services: [
        { service: serviceNamed(desk, 'Коронка металлокерамическая'), tooth: Tooth.parse('36'), quantity: 1 },
        { service: serviceNamed(desk, 'Обезболивание инфильтрационное'), tooth: null, quantity: 2 }
      ]
    })
  ])
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stoika-e2e-plan-'))
  printer = await startVirtualPrinter({ name: 'TM-T20' })
  const { now } = await prepareDesk(folder, { patients: 200, historyDays: 3 }, furnish)
  workstation = await launchWorkstation({ dataDir: folder, env: { STOIKA_NOW: new Date(now).toISOString() } })
  await signInAs(workstation.page, ANNA)
})
afterAll(async () => {
  await workstation.close()
  await printer.stop()
  await rm(folder, { recursive: true, force: true })
})

const openVisit = async (page: Page): Promise<void> => {
  await page.keyboard.press('Alt+1')
  await page.locator(`tr[data-visit="${visit}"]`).dblclick()
  await page.locator('ol li').first().waitFor()
}
const openStep = async (page: Page, step: string): Promise<void> => {
  const titles = await page.locator('ol li').allInnerTexts()
  await page.keyboard.press(String(titles.findIndex((text) => text.includes(step)) + 1))
}
const soundness = async (page: Page): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`)
}
/** Finds a service in the field that has the keyboard, and takes the first. */
const pick = async (page: Page, text: string, name: string): Promise<void> => {
  await page.keyboard.type(text)
  await page.getByRole('option', { name }).first().waitFor()
  await page.keyboard.press('Enter')
}
const printed = (): readonly string[] => printer.jobs().map((job) => decodeJob(job.bytes).text)

it('types a plan of two variants without the mouse, and the letter of the diagnosis turns Latin', async () => {
  const { page } = workstation
  await openVisit(page)
  await openStep(page, 'План лечения')
  await page.getByRole('heading', { name: 'Новый план лечения' }).waitFor()
  await page.getByLabel('Код').focus()
  await page.keyboard.type('к081')
  await page.keyboard.press('Tab')
  await page.keyboard.type('36')
  expect(await page.getByLabel('Код').inputValue()).toBe('K08.1')
  await page.keyboard.press('F6')
  await pick(page, 'коронка металлок', 'Коронка металлокерамическая')
  await page.keyboard.type('36')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type('10')
  await page.keyboard.press('Enter')
  await pick(page, 'обезб инфил', 'Обезболивание инфильтрационное')
  await page.keyboard.press('F9')
  await page.keyboard.type('Попроще')
  expect(await soundness(page)).toEqual([])
  await page.keyboard.press('F2')
  await page.getByText('План 11-000001 записан').waitFor()
  await page.getByText('предложен, вариант не выбран').waitFor()
  expect(await soundness(page)).toEqual([])
})

it('keeps what was typed when Esc goes a step back', async () => {
  const { page } = workstation
  await page.keyboard.press('e')
  await page.getByLabel('Примечание для пациента').fill('Прийти натощак не нужно.')
  await page.keyboard.press('Escape')
  await page.getByText('предложен, вариант не выбран').waitFor()
  await page.keyboard.press('e')
  expect(await page.getByLabel('Примечание для пациента').inputValue()).toBe('Прийти натощак не нужно.')
  await page.getByRole('button', { name: 'Отмена' }).click()
  await page.getByText('предложен, вариант не выбран').waitFor()
})

it('chooses a variant and takes both signatures with one key', async () => {
  const { page } = workstation
  await page.keyboard.press('F2')
  await page.getByText('вариант выбран, ждёт подписи').waitFor()
  await page.keyboard.press('F2')
  await page.getByRole('dialog', { name: 'Подпись пациента' }).waitFor()
  expect(await soundness(page)).toEqual([])
  await page.keyboard.press('F2')
  await page.getByText('подписан пациентом, ждёт врача').waitFor()
  await page.keyboard.press('F2')
  await page.getByRole('dialog', { name: 'Подпись врача' }).waitFor()
  await page.keyboard.press('F2')
  await page
    .locator('strong')
    .filter({ hasText: /^подписан$/ })
    .waitFor()
  await page.keyboard.press('l')
  await page.getByRole('img', { name: 'Страница 1 из' }).waitFor()
})

it('makes the act out by the signed plan, and the receipt says what the screen showed', async () => {
  const { page } = workstation
  await openVisit(page)
  await page.keyboard.press('F4')
  await page.getByRole('button', { name: 'Оформить акт' }).waitFor()
  await openStep(page, 'Акт выполненных работ')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('по плану 11-000001').first().waitFor()
  expect(await dialog.getByText('нет в подписанном плане').count()).toBe(1)
  await dialog.getByRole('img').first().waitFor()
  expect(await soundness(page)).toEqual([])
  const total = await dialog.getByText('Итого').locator('strong').innerText()
  await page.keyboard.press('F2')
  await page.getByText('Акт 11-000001 оформлен').first().waitFor()
  await printer.finished(1)
  const [receipt] = printed()
  expect(receipt).toContain('Акт выполненных работ № 11-000001')
  expect(receipt).toContain('скидка 10 %')
  expect(receipt).toContain('Не является кассовым чеком')
  expect(receipt).not.toContain('КОПИЯ')
  const sum = total.replace(/[\s₽]/g, '')
  expect(receipt?.replace(/\s/g, '')).toContain(`${sum.includes(',') ? sum : `${sum},00`}руб.`)
})

it('prints once more only as a marked copy', async () => {
  const { page } = workstation
  await page.getByText('оригинал').waitFor()
  await page.keyboard.press('F2')
  await page.getByText('КОПИЯ 1').waitFor()
  expect(printed()[1]).toContain('КОПИЯ')
  expect(await soundness(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByText('№ 11-000001 на').waitFor()
})
