/** The desk’s dealings with head office by the keyboard alone, in the real window: looking through what a new epoch carried over, and asking that a person’s data be destroyed. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Desk } from '../src/core/desk.ts'
import { writeSetting } from '../src/core/storage/settings.ts'
import { DeviceKey, HeadOffice, HeadOfficeUrl } from '../src/core/sync/settings.ts'
import { newFact } from '../src/domain/fact.ts'
import { PatientDetails, PatientRegistered } from '../src/domain/patients/facts.ts'
import { PatientId } from '../src/domain/values/ids.ts'
import { SADOVAYA } from '../src/head-office/demo/clinics.ts'
import { ANNA, STAFF } from '../src/head-office/demo/staff.ts'
import { generateDeviceKeys } from '../src/journal/signature.ts'
import { seriousViolations, takePictures } from './looking.ts'
import { prepareDesk } from './prepared-desk.ts'
import { signInAs } from './sign-in.ts'
import { launchWorkstation, type Workstation } from './window.ts'

const DIRECTOR = STAFF.find((one) => one.card.roles.includes('director'))

let folder: string
let workstation: Workstation
const LONG = 'Константинопольская-Преображенская Александра Вениаминовна'

/** A desk with a head office that cannot be reached, set back to an old copy after three patients were registered. */
const furnish = (desk: Desk): void => {
  writeSetting(desk.db, HeadOffice, { device: uuidv7(), publicKey: generateDeviceKeys().publicKey })
  writeSetting(desk.db, HeadOfficeUrl, 'http://127.0.0.1:9')
  writeSetting(desk.db, DeviceKey, { device: desk.identity.device, epoch: 0, before: [], ...generateDeviceKeys() })
  const names = [
    ['Константинопольская-Преображенская', 'Александра', 'Вениаминовна'],
    ['Повторная', 'Вера', null],
    ['Копиева', 'Ия', 'Ильинична']
  ] as const
  const shared = desk.journal.head().seq
  for (const [family, given, patronymic] of names)
    desk.journal.record({ staff: ANNA.id, clinic: SADOVAYA.id }, [
      newFact(
        PatientRegistered,
        'patient',
        PatientId.parse(uuidv7()),
        PatientDetails.parse({
          name: { family, given, patronymic },
          birthDate: '1985-05-17',
          sex: 'female',
          phones: ['+79215550000'],
          email: null,
          address: null,
          recordNumber: null,
          document: null,
          note: null
        })
      )
    ])
  desk.journal.beginEpoch(1, shared)
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stoika-network-'))
  const { now } = await prepareDesk(folder, { patients: 150, historyDays: 20, consents: false }, furnish)
  workstation = await launchWorkstation({ dataDir: folder, env: { STOIKA_NOW: new Date(now).toISOString() } })
  if (DIRECTOR === undefined) throw new Error('the demo clinic has a director')
  await signInAs(workstation.page, DIRECTOR)
})
afterAll(async () => {
  await workstation.close()
  await rm(folder, { recursive: true, force: true })
})

const picture = (name: string): Promise<void> => takePictures(workstation.page, name)

it('lists what a PC that was set back carried over, until somebody has looked through it', async () => {
  const { page } = workstation
  await page.keyboard.press('Alt+9')
  await page.getByRole('button', { name: LONG }).waitFor()
  expect(await page.getByRole('cell', { name: 'карточка пациента' }).count()).toBe(3)
  await picture('1-review')
  expect(await seriousViolations(page)).toEqual([])
  await page.keyboard.press('F3')
  await page.getByRole('button', { name: LONG }).waitFor({ state: 'detached' })
  await picture('2-reviewed')
})

it('asks head office to destroy a person’s data, after showing what goes and what stays', async () => {
  const { page } = workstation
  await page.keyboard.press('Control+k')
  await page.keyboard.type('константинопольская-преображенская')
  await page.locator('#find-choices[aria-busy=false]').getByRole('option', { name: LONG, selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /Уничтожить данные/ }).waitFor()
  await page.keyboard.press('u')
  const dialog = page.getByRole('dialog', { name: /^Уничтожение персональных данных/ })
  await dialog.getByText('сам пациент: имя, контакты, документы: 1').waitFor()
  await picture('3-erasure')
  expect(await seriousViolations(page)).toEqual([])
  await page.keyboard.type('заявление № 7 от 24.11.2026')
  await page.keyboard.press('Enter')
  await page.getByText('Обращение передано. Решение центра придёт само.').waitFor()
  await dialog.waitFor({ state: 'detached' })
  await picture('4-requested')
  await page.keyboard.press('u')
  await dialog.getByText('Обращение подано 24.11.2026 и ждёт решения центра.').waitFor()
})
