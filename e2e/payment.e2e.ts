/** Money and cards by the keyboard alone, in the real window: all by card in two keys from the passport, notes and card with one sum typed. */
import { AxeBuilder } from '@axe-core/playwright'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newFact } from '../src/domain/fact.ts'
import { ActIssued } from '../src/domain/acts/facts.ts'
import { BasisPoints } from '../src/domain/plans/priced-line.ts'
import { Printer } from '../src/domain/printing/printer.ts'
import { isoDate } from '../src/domain/values/dates.ts'
import { PatientId, ServiceId, StaffId, VisitId } from '../src/domain/values/ids.ts'
import { rubles } from '../src/domain/values/money.ts'
import type { Desk } from '../src/core/desk.ts'
import { SADOVAYA } from '../src/head-office/demo/clinics.ts'
import { ANNA } from '../src/head-office/demo/staff.ts'
import { prepareDesk } from './prepared-desk.ts'
import { launchWorkstation, type Workstation } from './window.ts'

let folder: string
let cards: string
let workstation: Workstation
/** Visits of today that came and were not called off, each with an act of 4 200 ₽. */
const visits: VisitId[] = []

const furnish = (desk: Desk): void => {
  const printer = {
    id: uuidv7(),
    name: 'Карты',
    kind: 'card',
    address: { via: 'folder', path: cards },
    profile: null,
    enabled: true
  }
  expect(desk.spool?.savePrinter(Printer.parse(printer))).toBeNull()
  const rows = desk.db
    .prepare<[string, string], { id: string; patient: string; doctor: string }>(
      `SELECT visit.id, patient, doctor FROM visit JOIN patient ON patient.id = visit.patient
       WHERE date = ? AND clinic = ? AND state IN ('arrived', 'in-chair', 'done') AND birth_date < '2000-01-01'
         AND patient NOT IN (SELECT patient FROM act WHERE cancelled = 0) LIMIT 2`
    )
    .all('2026-11-24', SADOVAYA.id)
  rows.forEach(({ id, patient, doctor }, index) => {
    const line = {
      service: ServiceId.parse(uuidv7()),
      code: 'Т-001',
      nomenclature: null,
      name: 'Лечение',
      unit: 'item' as const,
      tooth: null,
      quantity: 1,
      price: rubles(4200),
      discount: BasisPoints.parse(0),
      vatCode: 6,
      taxCode: 1 as const,
      sum: rubles(4200),
      doctor: StaffId.parse(doctor),
      plan: null,
      warranty: null,
      pointsAllowed: true
    }
    visits.push(VisitId.parse(id))
    desk.journal.record({ staff: ANNA.id, clinic: SADOVAYA.id }, [
      newFact(ActIssued, 'act', uuidv7(), {
        patient: PatientId.parse(patient),
        visit: VisitId.parse(id),
        clinic: SADOVAYA.id,
        number: `11-90000${index}`,
        date: isoDate('2026-11-24'),
        doctor: StaffId.parse(doctor),
        lines: [line],
        total: rubles(4200),
        payer: { kind: 'patient' },
        contract: null
      })
    ])
  })
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stoika-e2e-payment-'))
  cards = path.join(folder, 'cards')
  await mkdir(cards)
  const { now } = await prepareDesk(folder, { patients: 200, historyDays: 3 }, furnish)
  workstation = await launchWorkstation({ dataDir: folder, env: { STOIKA_NOW: new Date(now).toISOString() } })
  const { page } = workstation
  await page.getByRole('option', { name: 'Кольцова' }).click()
  await page.keyboard.type(ANNA.pin)
  await page.keyboard.press('Enter')
  await page.locator('tr[data-visit]').first().waitFor()
})
afterAll(async () => {
  await workstation.close()
  await rm(folder, { recursive: true, force: true })
})

/** Opens the passport of a visit from Today. */
const openVisit = async (page: Page, visit: VisitId | undefined): Promise<void> => {
  await page.keyboard.press('Alt+1')
  await page.locator(`tr[data-visit="${visit}"]`).dblclick()
  await page.locator('ol li').first().waitFor()
}
const numberOf = async (page: Page, step: string): Promise<string> => {
  const titles = await page.locator('ol li').allInnerTexts()
  return String(titles.findIndex((text) => text.includes(step)) + 1)
}
const soundness = async (page: Page): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`)
}

it('takes all by card in two keys', async () => {
  const { page } = workstation
  await openVisit(page, visits[0])
  await page.keyboard.press(await numberOf(page, 'Оплата'))
  await page.getByText('Принимаем картой 4 200 ₽').waitFor()
  expect(await soundness(page)).toEqual([])
  await page.keyboard.press('Enter')
  await page.getByText('Принято: картой 4 200 ₽').waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.getByText('долга нет').waitFor()
})

it('takes notes and card together, then shows change large when notes were enough', async () => {
  const { page } = workstation
  await openVisit(page, visits[1])
  await page.keyboard.press(await numberOf(page, 'Оплата'))
  await page.getByText('Принимаем картой 4 200 ₽').waitFor()
  await page.keyboard.type('1000')
  await page.getByText('Принимаем наличными 1 000 ₽, картой 3 200 ₽').waitFor()
  await page.keyboard.press('F8')
  await page.getByText('Останется долг').waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('Принято: наличными 1 000 ₽').waitFor()

  await page.keyboard.press(await numberOf(page, 'Оплата'))
  await page.getByText('Принимаем картой 3 200 ₽').waitFor()
  await page.keyboard.type('5000')
  await page.keyboard.press('Enter')
  await page.getByText('Сдача 1 800 ₽').waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('долга нет').waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
})

it('Esc closes the dialog and leaves the visit where it was', async () => {
  const { page } = workstation
  await page.keyboard.press(await numberOf(page, 'Оплата'))
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await page.locator('ol li').count()).toBeGreaterThan(0)
})

it('refuses a barcode of goods, gives the next number, prints the card and finds the patient by it', async () => {
  const { page } = workstation
  await page.keyboard.press(await numberOf(page, 'Карта лояльности'))
  await page.getByLabel('Номер заготовки').waitFor()
  await page.keyboard.type('4006381333931')
  await page.keyboard.press('Enter')
  await page.getByText('Это штрихкод товара').waitFor()
  expect(await soundness(page)).toEqual([])
  await page.keyboard.press('F2')
  await page.getByText('Выдана карта 2 000 110').waitFor()
  await expect.poll(async () => (await readdir(cards)).filter((name) => name.endsWith('.pdf')).length).toBe(1)

  await page.keyboard.press('Alt+5')
  await page.getByLabel('Чья карта').fill('2000110000011')
  await page
    .getByRole('status')
    .filter({ has: page.getByRole('button') })
    .waitFor()
  expect(await soundness(page)).toEqual([])
})

it('shows the day of the cash desk, and a receptionist may not give money back', async () => {
  const { page } = workstation
  await page.keyboard.press('Alt+4')
  await page.locator('tr[data-payment]').first().waitFor()
  expect(await page.getByRole('button', { name: 'Вернуть' }).isDisabled()).toBe(true)
  expect(await page.locator('dd').filter({ hasText: '4 200 ₽' }).count()).toBe(1)
  expect(await soundness(page)).toEqual([])
})
