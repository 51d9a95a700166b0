/** The consents of a visit in the real window, by keys alone: on paper, on the screen, and the gate they open. */
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { uuidv7 } from 'uuidv7'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { clinicById } from '../src/core/clinic/views.ts'
import { savePrinter } from '../src/core/devices/printers.ts'
import { ClinicDescribed } from '../src/domain/clinic/facts.ts'
import { newFact, type NewFact } from '../src/domain/fact.ts'
import { PatientDetails, PatientRegistered } from '../src/domain/patients/facts.ts'
import { Printer } from '../src/domain/printing/printer.ts'
import { clockTime, isoDate } from '../src/domain/values/dates.ts'
import { PatientId, VisitId } from '../src/domain/values/ids.ts'
import { VisitBooked, VisitMoved } from '../src/domain/visits/facts.ts'
import { SADOVAYA } from '../src/head-office/demo/clinics.ts'
import { ANNA, DOCTORS } from '../src/head-office/demo/staff.ts'
import { prepareDesk } from './prepared-desk.ts'
import { launchWorkstation, type Workstation } from './window.ts'

/** Comes for the first time and waits: has signed nothing yet. */
const newcomer = (): NewFact[] => {
  const [doctor] = DOCTORS
  const [chair] = SADOVAYA.chairs
  if (doctor === undefined || chair === undefined) throw new Error('the demo clinic has neither doctors nor chairs')
  const patient = PatientId.parse(uuidv7())
  const visit = VisitId.parse(uuidv7())
  const details = PatientDetails.parse({
    name: { family: 'Новосёлкина', given: 'Вера', patronymic: 'Игоревна' },
    birthDate: '1988-03-14',
    sex: 'female',
    phones: ['+79215550188'],
    email: null,
    address: 'Санкт-Петербург, ул. Придуманная, д. 1, кв. 2',
    recordNumber: null,
    document: { code: '21', series: '0000', number: '000188', issuedBy: 'придуманный отдел', issuedOn: '2008-04-14' },
    note: null
  })
  const slot = {
    clinic: SADOVAYA.id,
    doctor: doctor.id,
    chair: chair.id,
    date: isoDate('2026-11-24'),
    from: clockTime('12:10'),
    to: clockTime('12:40')
  }
  return [
    newFact(PatientRegistered, 'patient', patient, details),
    newFact(VisitBooked, 'visit', visit, { patient, slot, services: [], note: null }),
    newFact(VisitMoved, 'visit', visit, { from: 'booked', to: 'arrived', reason: null })
  ]
}

let folder = ''
let workstation: Workstation
let page: Page

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'stoika-consents-'))
  const { dataDir, now } = await prepareDesk(folder, { patients: 120, historyDays: 5, consents: false }, (desk) => {
    const clinic = clinicById(desk.db, desk.identity.clinic)
    if (clinic === null) throw new Error('the demo network has no clinic')
    desk.journal.record({ staff: null, clinic: null }, [
      newFact(ClinicDescribed, 'clinic', desk.identity.clinic, { ...clinic, screenSigning: ['general-consent'] })
    ])
    desk.journal.record({ staff: ANNA.id, clinic: desk.identity.clinic }, newcomer())
    savePrinter(
      desk.db,
      Printer.parse({
        id: uuidv7(),
        name: 'Листы',
        kind: 'a4',
        address: { via: 'folder', path: path.join(folder, 'pages') },
        profile: null,
        enabled: true
      })
    )
  })
  workstation = await launchWorkstation({ dataDir, env: { STOIKA_NOW: new Date(now).toISOString() } })
  page = workstation.page
  await page.getByText(ANNA.card.name.family).first().click()
  await page.keyboard.type(ANNA.pin)
  await page.keyboard.press('Enter')
  await page.getByRole('table').first().waitFor()
})

afterAll(async () => {
  await workstation.close()
  await rm(folder, { recursive: true, force: true })
})

const dialog = (): Locator => page.getByRole('dialog')
const step = (name: string): Locator => page.getByRole('listitem').filter({ hasText: name })

it('are printed, signed and filed by keys alone, and open the way into the chair', async () => {
  await page.getByRole('row').filter({ hasText: 'Новосёлкина' }).filter({ hasText: 'общее согласие' }).dblclick()
  await step('Согласие на обработку персональных данных').getByText('не подписано').waitFor()

  // On paper: prepared and printed, then marked as signed.
  await page.keyboard.press('F2')
  await dialog().getByText('Пациент подписывает сам').waitFor()
  await page.keyboard.press('F2')
  await dialog().getByText('напечатан, ждёт подписи').waitFor()
  await page.keyboard.press('F2')
  await dialog().waitFor({ state: 'detached' })
  await step('Согласие на обработку персональных данных').getByText('подписано', { exact: true }).waitFor()
  await expect.poll(async () => (await readdir(path.join(folder, 'pages'))).length).toBe(1)

  // On the screen, with a drawn hand.
  await page.keyboard.press('F2')
  await dialog().getByRole('button', { name: 'Показать на экране' }).waitFor()
  await page.keyboard.press('F3')
  // Nobody signs what is not shown.
  await dialog().getByRole('img', { name: 'Страница 1' }).waitFor()
  const pad = dialog().getByRole('img', { name: 'Поле для подписи' })
  const box = await pad.boundingBox()
  if (box === null) throw new Error('the field to sign in is not on the screen')
  await page.mouse.move(box.x + 30, box.y + 60)
  await page.mouse.down()
  for (let at = 1; at <= 20; at++) await page.mouse.move(box.x + 30 + at * 12, box.y + 60 + (at % 2) * 30)
  await page.mouse.up()
  await page.keyboard.press('F2')
  await dialog().waitFor({ state: 'detached' })
  await step('Информированное согласие').getByText('подписано пациентом, ждёт подписи врача').waitFor()

  // Nothing stands between the patient and the chair now.
  await page.keyboard.press('F4')
  await page.getByText('в кресле', { exact: true }).first().waitFor()

  // The paper is missing until somebody puts it into the folder.
  await page.keyboard.press('Alt+6')
  await page.getByRole('cell', { name: 'оригинал не в папке' }).waitFor()
  await page.getByRole('row').filter({ hasText: 'оригинал не в папке' }).dblclick()
  await page.getByRole('button', { name: 'Оригинал в папке' }).waitFor()
  await page.keyboard.press('F4')
  await page.getByLabel('Папка или коробка').fill('папка 7')
  await page.keyboard.press('Enter')
  await page.getByText('оригинал в папке: папка 7').waitFor()
})
