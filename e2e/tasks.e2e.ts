/** Tasks by the keyboard alone, in the real window: what two desks entered apart is settled one by one until nothing waits. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Desk } from '../src/core/desk.ts'
import { openDatabase } from '../src/core/storage/database.ts'
import { openJournal, type Journal } from '../src/core/storage/journal.ts'
import { AGGREGATES } from '../src/domain/aggregates.ts'
import { newFact, type NewFact } from '../src/domain/fact.ts'
import { CardNumber } from '../src/domain/loyalty/card-number.ts'
import { CardIssued, LoyaltyJoined, PointsSpent } from '../src/domain/loyalty/facts.ts'
import { points } from '../src/domain/loyalty/points.ts'
import {
  AllergyNotedSeeing,
  PatientDetails,
  PatientDetailsChanged,
  PatientRegistered
} from '../src/domain/patients/facts.ts'
import { isoDate } from '../src/domain/values/dates.ts'
import { ean13CheckDigit } from '../src/domain/values/ean13.ts'
import { DeviceId, PatientId, PaymentId, VisitId } from '../src/domain/values/ids.ts'
import { Phone } from '../src/domain/values/phone.ts'
import { VisitBooked, VisitSlot } from '../src/domain/visits/facts.ts'
import { SADOVAYA } from '../src/head-office/demo/clinics.ts'
import { ANNA } from '../src/head-office/demo/staff.ts'
import { seriousViolations, takePictures } from './looking.ts'
import { MIDDAY, prepareDesk } from './prepared-desk.ts'
import { signInAs } from './sign-in.ts'
import { launchWorkstation, type Workstation } from './window.ts'

let folder: string
let workstation: Workstation

const today = isoDate('2026-11-24')
const author = { staff: ANNA.id, clinic: SADOVAYA.id }
const [anna, boris] = [PatientId.parse(uuidv7()), PatientId.parse(uuidv7())]
const LONG = 'Константинопольская-Преображенская Александра Вениаминовна'
const details = (family: string, given: string, patronymic: string): PatientDetails =>
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
const blank = CardNumber.parse(`210000000001${ean13CheckDigit('210000000001')}`)
const card = (number: number): CardNumber => {
  const twelve = `21000000001${number}`
  return CardNumber.parse(`${twelve}${ean13CheckDigit(twelve)}`)
}

/** What each of two desks enters while it knows nothing of the other. */
const entered = (number: 0 | 1, slot: VisitSlot): readonly NewFact[] => {
  const patient = number === 0 ? anna : boris
  const account = (of: PatientId): NewFact =>
    newFact(LoyaltyJoined, 'loyalty-account', of, { patient: of, date: today })
  const given = (of: PatientId, to: CardNumber): NewFact =>
    newFact(CardIssued, 'loyalty-account', of, { number: to, source: 'blank', date: today, replaces: null })
  return [
    newFact(PatientDetailsChanged, 'patient', anna, {
      changes: { phones: [Phone.parse(`+7921555111${number}`)] },
      base: { phones: [Phone.parse('+79215550000')] }
    }),
    newFact(AllergyNotedSeeing, 'patient', anna, { allergy: number === 0 ? 'лидокаин' : 'латекс', base: [null] }),
    newFact(VisitBooked, 'visit', VisitId.parse(uuidv7()), { patient, slot, services: [], note: null }),
    account(anna),
    account(boris),
    given(boris, card(number)),
    newFact(PointsSpent, 'loyalty-account', boris, {
      payment: PaymentId.parse(uuidv7()),
      points: points(300),
      date: today
    }),
    given(patient, blank)
  ]
}

const furnish =
  (other: Journal) =>
  (desk: Desk): void => {
    desk.journal.record(author, [
      newFact(
        PatientRegistered,
        'patient',
        anna,
        details('Константинопольская-Преображенская', 'Александра', 'Вениаминовна')
      ),
      newFact(PatientRegistered, 'patient', boris, details('Борисова', 'Вера', 'Игоревна'))
    ])
    const shift = desk.db
      .prepare<[string, string], { doctor: string; chair: string; date: string }>(
        'SELECT doctor, chair, date FROM shift WHERE clinic = ? AND date > ? ORDER BY date, from_time, doctor LIMIT 1'
      )
      .get(SADOVAYA.id, today)
    // Before anybody else of that day is booked.
    const slot = VisitSlot.parse({ clinic: SADOVAYA.id, ...shift, from: '06:00', to: '06:30' })
    desk.journal.record(author, entered(0, slot))
    other.record(author, entered(1, slot))
    desk.journal.receive(
      other.ownAfter(0, 100).map((fact, index) => ({ cursor: 1_000_000 + index, effective: fact.header.clock, fact }))
    )
  }

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stoika-tasks-'))
  const other = openJournal({
    db: await openDatabase({ path: ':memory:', key: null }),
    device: DeviceId.parse(uuidv7()),
    epoch: 0,
    now: () => MIDDAY + 60_000,
    aggregates: AGGREGATES,
    projections: []
  })
  const { now } = await prepareDesk(folder, { patients: 150, historyDays: 20, consents: false }, furnish(other))
  other.db.close()
  workstation = await launchWorkstation({ dataDir: folder, env: { STOIKA_NOW: new Date(now).toISOString() } })
  await signInAs(workstation.page, ANNA)
})
afterAll(async () => {
  await workstation.close()
  await rm(folder, { recursive: true, force: true })
})

const picture = (name: string): Promise<void> => takePictures(workstation.page, name)

it('goes through everything that two desks entered apart until nothing waits', async () => {
  const { page } = workstation
  const tasks = page.getByRole('option')
  const rail = page.getByRole('button', { name: /^Задачи/ })
  const waiting = (count: number) =>
    page.getByRole('heading', { name: 'Задачи' }).locator(`xpath=../span[starts-with(., "${count} ")]`).waitFor()
  const opened = async (title: string | RegExp): Promise<void> => {
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: title }).waitFor()
  }

  // Whoever opens the patient sees every allergy at once, and where to settle it.
  await rail.filter({ hasText: '6' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('константинопольская-преображенская')
  await page.locator('#find-choices[aria-busy=false]').getByRole('option', { name: LONG, selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('⚠ аллергия: латекс; лидокаин').waitFor()
  await page.getByRole('button', { name: 'введено по-разному: телефон, аллергия' }).waitFor()
  await picture('0-strip')
  expect(await seriousViolations(page)).toEqual([])
  await page.keyboard.press('Alt+t')
  await waiting(6)
  expect(await seriousViolations(page)).toEqual([])
  await picture('1-tasks')
  expect(await tasks.first().textContent()).toContain(LONG)

  // An allergy comes first, and keeping all of it is one of the answers.
  await opened(/^Аллергия/)
  await picture('2-allergy')
  await page.keyboard.press('3')
  await page.getByRole('button', { name: /Записать: лидокаин; латекс/ }).waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await page.keyboard.press('Enter')
  await waiting(5)

  // Two were booked for one time: the second is moved, and the desk is told whom to call.
  await opened(/^Двойная запись/)
  await picture('3-double')
  await page.keyboard.press('2')
  await page.getByRole('dialog', { name: /^Перенести: Борисова/ }).waitFor()
  await page.locator('[role=dialog] [role=option]').first().waitFor()
  await picture('4-rebook')
  expect(await seriousViolations(page)).toEqual([])
  await page.keyboard.press('F2')
  await page.getByText('Предупредите пациента по телефону').waitFor()
  await waiting(4)

  // Neither telephone is right: another one is typed.
  await opened(/^Телефон/)
  await page.keyboard.press('4')
  await page.getByRole('textbox', { name: 'Телефон' }).waitFor()
  await page.keyboard.type('921 555')
  await page.keyboard.press('Enter')
  await page.getByText('Нужно 10 цифр').waitFor()
  await picture('5-phone')
  await page.keyboard.type(' 22 33')
  await page.keyboard.press('Enter')
  await waiting(3)

  await opened(/^Баллы/)
  await picture('6-points')
  await page.keyboard.press('1')
  await page.getByRole('button', { name: 'Записать в долг Enter' }).waitFor()
  await page.keyboard.press('Enter')
  await waiting(2)
})

it('settles cards, and the first thing after taking a number is to give a new one', async () => {
  const { page } = workstation
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: /^Карта 2/ }).waitFor()
  await picture('7-shared-card')
  await page.keyboard.press('1')
  await page.getByRole('button', { name: /^Заблокировать карту/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: /^Карта: / }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  // Three cards opened one account: one is blocked after another until one is left.
  for (const left of ['1 задача', 'Задач нет']) {
    // What was settled goes from the list by itself, a moment after its dialog.
    await page.getByRole('option').first().filter({ hasText: 'больше одной действующей карты' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: /^Лишняя карта/ }).waitFor()
    await picture('8-two-cards')
    await page.keyboard.press('2')
    const blocked = await page.getByRole('button', { name: /^Заблокировать карту/ }).textContent()
    const number = /[\d\s]{13,}/.exec(blocked ?? '')?.[0].trim() ?? 'no number'
    expect(await seriousViolations(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('option').filter({ hasText: number }).waitFor({ state: 'detached' })
    await page.getByText(left).waitFor()
  }
  await page.getByRole('heading', { name: 'Задач нет' }).waitFor()
  await picture('9-empty')
  expect(await seriousViolations(page)).toEqual([])
})
