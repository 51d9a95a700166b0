import { readFileSync } from 'node:fs'
import path from 'node:path'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import type { ImportPreview, ImportRefusal, ImportResult } from '../../contract/imports.ts'
import { serviceAggregate, shiftAggregate } from '../../domain/clinic/evolve.ts'
import type { ImportKind } from '../../domain/imports/columns.ts'
import { cellProblemText } from '../../domain/imports/problem-texts.ts'
import { newFact, type Aggregate } from '../../domain/fact.ts'
import { patientAggregate, type Patient } from '../../domain/patients/evolve.ts'
import { PatientDetailsChanged } from '../../domain/patients/facts.ts'
import { planAggregate } from '../../domain/plans/evolve.ts'
import { staffAggregate } from '../../domain/staff/evolve.ts'
import { fullName } from '../../domain/values/person-name.ts'
import { visitAggregate, type Visit } from '../../domain/visits/evolve.ts'
import { VisitMoved } from '../../domain/visits/facts.ts'
import type { Desk } from '../desk.ts'
import { pinMatches } from '../staff/pin.ts'
import { previewImport, runImport } from './import-file.ts'
import { AUTHOR, LISIN, openImportDesk, ORLOVA } from './testing/desk.ts'

const csv = (...lines: readonly string[]): Uint8Array => new TextEncoder().encode(lines.join('\r\n'))

const preview = (desk: Desk, kind: ImportKind, bytes: Uint8Array): ImportPreview => {
  const answer = previewImport(desk, { kind, bytes }, null)
  if (!answer.ok) throw new Error(answer.refusal.code)
  return answer.value
}
const take = async (desk: Desk, kind: ImportKind, bytes: Uint8Array): Promise<ImportResult> => {
  const answer = await runImport(desk, AUTHOR, { kind, bytes }, { mapping: null, expected: null })
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal))
  return answer.value
}
const refusal = async (desk: Desk, kind: ImportKind, bytes: Uint8Array): Promise<ImportRefusal> => {
  const answer = await runImport(desk, AUTHOR, { kind, bytes }, { mapping: null, expected: null })
  if (answer.ok) throw new Error('a refusal was expected')
  return answer.refusal
}
/** Row, column and reason of everything that is wrong. */
const wrong = (
  desk: Desk,
  kind: ImportKind,
  bytes: Uint8Array
): readonly (readonly [number, string | null, string])[] =>
  preview(desk, kind, bytes).problems.map((one) => [one.row, one.column, one.problem.code])

const states = <State, Fact>(desk: Desk, aggregate: Aggregate<State, Fact>): readonly State[] =>
  (
    desk.db.prepare('SELECT id FROM aggregate_state WHERE kind = ? ORDER BY id').all(aggregate.kind) as { id: string }[]
  ).flatMap((row) => {
    const state = desk.journal.state(aggregate, row.id)
    return state === null ? [] : [state]
  })
const patients = (desk: Desk): readonly Patient[] => states(desk, patientAggregate)
const visits = (desk: Desk): readonly Visit[] => states(desk, visitAggregate)

const PEOPLE = csv(
  'Фамилия;Имя;Отчество;Дата рождения;Телефон;№ карты;Аллергия;Представитель;Телефон представителя',
  'Королёва;Алёна;Семёновна;12.04.1987;8 921 555-12-34;="00123";лидокаин;;',
  "О'Нил;Кевин;-;31.01.1990;;;;;",
  'Гаврилова;Мира;Артёмовна;08.03.2019;;;;Гаврилова Ольга Дмитриевна;89215551299',
  'Абдуллаев;Тимур;Рашид оглы;01.02.1992;9215551240;;;;'
)

describe('a file of patients', () => {
  it('registers everybody with what the file knows of them', async () => {
    const desk = await openImportDesk()
    const sexless = wrong(desk, 'patients', PEOPLE)
    expect(sexless).toEqual([[3, 'sex', 'SEX_UNKNOWN']])
    const known = csv(
      ...new TextDecoder()
        .decode(PEOPLE)
        .replace('Аллергия', 'Пол;Аллергия')
        .replaceAll(/;(?=лидокаин|;;$|;Гавр)/gm, ';;')
        .replace('31.01.1990;;;;;', '31.01.1990;;;м;;;')
        .split('\r\n')
    )
    expect(preview(desk, 'patients', known).counts).toEqual({ new: 4, changed: 0, same: 0, bad: 0 })
    await take(desk, 'patients', known)
    const alyona = patients(desk).find((one) => one.name.given === 'Алёна')
    expect(alyona).toMatchObject({
      birthDate: '1987-04-12',
      sex: 'female',
      phones: ['+79215551234'],
      recordNumber: '00123',
      allergy: 'лидокаин'
    })
    const mira = patients(desk).find((one) => one.name.given === 'Мира')
    expect(mira?.representatives.map((one) => [fullName(one.name), one.phone])).toEqual([
      ['Гаврилова Ольга Дмитриевна', '+79215551299']
    ])
    expect(patients(desk).find((one) => one.name.given === 'Кевин')?.name.patronymic).toBeNull()
  })

  it('changes nothing when it is imported again, in whatever encoding it was saved', async () => {
    const desk = await openImportDesk()
    const people = csv(
      'ФИО;Дата рождения;Телефон',
      'Королёва Алёна Семёновна;12.04.1987;8 921 555-12-34',
      'Ясный Пётр Ильич;31.01.1990;'
    )
    await take(desk, 'patients', people)
    const { seq } = desk.journal.head()
    expect(await take(desk, 'patients', people)).toEqual({ counts: { new: 0, changed: 0, same: 2, bad: 0 }, facts: 0 })
    const again = iconv.encode(
      'ФИО,Дата рождения,Телефон\nКОРОЛЕВА АЛЕНА СЕМЕНОВНА,1987-04-12,+79215551234\nЯсный Пётр Ильич,32904,\n',
      'win1251'
    )
    expect(await take(desk, 'patients', again)).toMatchObject({ counts: { new: 0, changed: 0, same: 2 } })
    expect(desk.journal.head().seq).toBe(seq)
  })

  it('makes the same patients at two desks of a clinic that import it apart', async () => {
    const [one, two] = [await openImportDesk(1), await openImportDesk(2)]
    const people = csv('ФИО;Дата рождения', 'Королёва Алёна Семёновна;12.04.1987', 'Ясный Пётр Ильич;31.01.1990')
    await take(one, 'patients', people)
    await take(two, 'patients', people)
    const ids = (desk: Desk): unknown[] => desk.db.prepare('SELECT id FROM patient ORDER BY id').all()
    expect(ids(two)).toEqual(ids(one))
  })

  it('adds a phone and a new name, erases nothing, and says beforehand what will change', async () => {
    const desk = await openImportDesk()
    await take(
      desk,
      'patients',
      csv(
        'ФИО;Дата рождения;Телефон;№ карты;Адрес',
        'Королёва Алёна Семёновна;12.04.1987;8 921 555-12-34;77;ул. Садовая'
      )
    )
    const later = csv(
      'ФИО;Дата рождения;Телефон;№ карты;Адрес',
      'Ветрова Алёна Семёновна;12.04.1987;8 921 555-00-00;77;'
    )
    const seen = preview(desk, 'patients', later)
    expect(seen.counts).toEqual({ new: 0, changed: 1, same: 0, bad: 0 })
    expect(seen.lines[0]?.changes).toEqual([
      { column: 'fullName', before: 'Королёва Алёна Семёновна', after: 'Ветрова Алёна Семёновна' },
      {
        column: 'phone',
        before: '+7\u00a0921\u00a0555-12-34',
        after: '+7\u00a0921\u00a0555-12-34, +7\u00a0921\u00a0555-00-00'
      }
    ])
    await take(desk, 'patients', later)
    expect(patients(desk)).toHaveLength(1)
    expect(patients(desk)[0]).toMatchObject({
      name: { family: 'Ветрова' },
      phones: ['+79215551234', '+79215550000'],
      address: 'ул. Садовая'
    })
    expect(preview(desk, 'patients', later).counts.same).toBe(1)
  })

  it('warns that somebody new may be an old acquaintance', async () => {
    const desk = await openImportDesk()
    await take(
      desk,
      'patients',
      csv('ФИО;Дата рождения;Телефон', 'Королёва Алёна Семёновна;12.04.1987;8 921 555-12-34')
    )
    const seen = preview(
      desk,
      'patients',
      csv(
        'ФИО;Дата рождения;Телефон',
        'Корлёва Алёна Семёновна;04.12.1987;8 921 555-12-34',
        'Королёва Ольга Семёновна;12.04.1987;8 921 555-12-34',
        'Ясный Пётр Ильич;31.01.1990;',
        'Ясный Петр;31.01.1990;'
      )
    )
    expect(seen.counts.new).toBe(4)
    // Those who may be known already come first.
    expect(seen.lines.map((line) => line.doubles)).toEqual([
      ['Королёва Алёна Семёновна, 12.04.1987'],
      ['Ясный Пётр Ильич, 31.01.1990'],
      [],
      []
    ])
    expect(seen.doubles).toBe(2)
  })

  it('reports every bad line with its number, column and reason, and then nothing at all is taken', async () => {
    const desk = await openImportDesk()
    const bytes = readFileSync(path.join(import.meta.dirname, 'fixtures/every-bad-line.csv'))
    expect(wrong(desk, 'patients', bytes)).toEqual([
      [3, 'given', 'EMPTY'],
      [4, 'birthDate', 'DATE_IN_FUTURE'],
      [5, 'birthDate', 'NO_SUCH_DAY'],
      [6, 'birthDate', 'AMBIGUOUS_DATE'],
      [7, 'birthDate', 'TWO_DIGIT_YEAR'],
      [8, 'birthDate', 'EMPTY'],
      [9, 'sex', 'SEX_UNKNOWN'],
      [10, 'sex', 'NOT_OF_LIST'],
      [11, 'phone', 'ROUNDED_BY_EXCEL'],
      [12, 'phone', 'NOT_A_PHONE'],
      [13, 'email', 'NOT_AN_EMAIL'],
      [14, 'phone', 'FORMULA'],
      [15, 'phone', 'EXCEL_ERROR'],
      [16, 'birthDate', 'TOO_NARROW'],
      [17, 'recordNumber', 'ROUNDED_BY_EXCEL'],
      [18, 'family', 'NOT_A_NAME'],
      [19, null, 'EXTRA_CELLS'],
      [20, 'birthDate', 'NOT_A_DATE'],
      [20, 'sex', 'NOT_OF_LIST'],
      [20, 'phone', 'NOT_A_PHONE'],
      [22, null, 'REPEATED']
    ])
    const { seq } = desk.journal.head()
    expect(await refusal(desk, 'patients', bytes)).toMatchObject({ code: 'BAD_LINES', counts: { new: 2, bad: 19 } })
    expect(desk.journal.head().seq).toBe(seq)
    for (const { problem } of preview(desk, 'patients', bytes).problems) {
      expect(cellProblemText(problem, 'ru')).toMatch(/^[а-яA-Z].*[^!]$/)
      expect(cellProblemText(problem, 'en')).toMatch(/^[a-zA-Z]/)
    }
  })

  it('is not taken when the desk has changed meanwhile what the preview promised', async () => {
    const desk = await openImportDesk()
    const people = csv('ФИО;Дата рождения;Адрес', 'Ясный Пётр Ильич;31.01.1990;ул. Лесная')
    await take(desk, 'patients', people)
    const seen = preview(desk, 'patients', people)
    const row = desk.db.prepare('SELECT id FROM patient').get() as { id: string }
    desk.journal.record(AUTHOR, [
      newFact(PatientDetailsChanged, 'patient', row.id, { changes: { address: 'ул. Садовая' }, base: {} })
    ])
    const answer = await runImport(
      desk,
      AUTHOR,
      { kind: 'patients', bytes: people },
      { mapping: seen.mapping, expected: seen.counts }
    )
    expect(answer).toEqual({
      ok: false,
      refusal: { code: 'CHANGED_MEANWHILE', counts: { new: 0, changed: 1, same: 0, bad: 0 } }
    })
  })

  it('remembers which heading is which column for the next file with the same headings', async () => {
    const desk = await openImportDesk()
    const strange = (name: string): Uint8Array => csv('Кто;Когда родился;Звонить', `${name};31.01.1990;89215551234`)
    const first = preview(desk, 'patients', strange('Ясный Пётр Ильич'))
    expect(first.missing).toEqual([['fullName'], ['birthDate']])
    const mapping = { fullName: 0, birthDate: 1, phone: 2 }
    expect(
      await runImport(
        desk,
        AUTHOR,
        { kind: 'patients', bytes: strange('Ясный Пётр Ильич') },
        { mapping, expected: null }
      )
    ).toMatchObject({ ok: true })
    expect(preview(desk, 'patients', strange('Ясная Ольга Ильинична'))).toMatchObject({
      remembered: true,
      mapping,
      missing: [],
      counts: { new: 1 }
    })
  })
})

it('takes a name of one word only where it is plainly meant', async () => {
  const desk = await openImportDesk()
  expect(wrong(desk, 'patients', csv('ФИО;Дата рождения;Пол', 'Ананда;31.01.1990;м'))).toEqual([
    [2, 'fullName', 'ONE_WORD_NAME']
  ])
  await take(desk, 'patients', csv('Фамилия;Имя;Дата рождения;Пол', ';Ананда;31.01.1990;м'))
  expect(patients(desk)[0]?.name).toEqual({ family: '', given: 'Ананда', patronymic: null })
})

describe('a file of prices', () => {
  const PRICES = csv(
    'Код;Наименование;Цена;Раздел;Код 804н;Ед.;НДС;Согласия',
    'Т-001;Пломба;4 200,50 ₽;Терапия;А16.07.002.010;зуб;без НДС;анестезия',
    'Н-9;Щётка;420;Товары;;шт;22%;'
  )

  it('reprices known services, adds new ones and keeps what it does not speak of', async () => {
    const desk = await openImportDesk()
    expect(preview(desk, 'price-list', PRICES).counts).toEqual({ new: 1, changed: 1, same: 0, bad: 0 })
    await take(desk, 'price-list', PRICES)
    const row = desk.db.prepare(`SELECT id FROM service WHERE code = 'Т-001'`).get() as { id: string }
    expect(desk.journal.state(serviceAggregate, row.id)).toMatchObject({
      name: 'Пломба',
      price: 420_050,
      nomenclature: 'A16.07.002.010',
      unit: 'tooth',
      vatCode: 6,
      consents: ['anaesthesia'],
      specialties: ['therapist'],
      active: true
    })
    expect(await take(desk, 'price-list', PRICES)).toMatchObject({ counts: { same: 2, new: 0, changed: 0 }, facts: 0 })
  })

  it('withdraws and offers again by its column «Действует»', async () => {
    const desk = await openImportDesk()
    const off = csv('Код;Наименование;Цена;Действует', 'Т-001;Услуга Т-001;1000;нет')
    expect((await take(desk, 'price-list', off)).counts.changed).toBe(1)
    expect((await take(desk, 'price-list', off)).counts.same).toBe(1)
    expect(
      (await take(desk, 'price-list', csv('Код;Наименование;Цена', 'Т-001;Услуга Т-001;1000'))).counts.changed
    ).toBe(1)
    expect(desk.db.prepare(`SELECT active FROM service WHERE code = 'Т-001'`).get()).toEqual({ active: 1 })
  })

  it('reports what is no price', async () => {
    const desk = await openImportDesk()
    expect(
      wrong(
        desk,
        'price-list',
        csv(
          'Код;Наименование;Цена;Код 804н',
          'А;Пломба;4,200;',
          'Б;Пломба;по договорённости;',
          'В;Пломба;100;16.07',
          'Г;Пломба;100;',
          'Г;Пломба;200;'
        )
      )
    ).toEqual([
      [2, 'price', 'AMBIGUOUS_MONEY'],
      [3, 'price', 'NOT_MONEY'],
      [4, 'nomenclature', 'NOT_A_CODE_804'],
      [6, null, 'REPEATED']
    ])
  })
})

describe('a file of staff', () => {
  const STAFF = csv(
    'ФИО;Роль;Должность;Клиника;Специальность;ПИН',
    'Кольцова Анна Викторовна;Администратор, кассир;администратор;на Пробной;;4821',
    'Лисин Андрей Павлович;врач;врач-стоматолог;;терапевт;'
  )

  it('hires people who can sign in, and never replaces a PIN that somebody has', async () => {
    const desk = await openImportDesk()
    expect(preview(desk, 'staff', STAFF).counts).toEqual({ new: 1, changed: 1, same: 0, bad: 0 })
    await take(desk, 'staff', STAFF)
    const row = desk.db.prepare(`SELECT id FROM staff WHERE name LIKE '%Кольцова%'`).get() as { id: string }
    const anna = desk.journal.state(staffAggregate, row.id)
    expect(anna).toMatchObject({ roles: ['receptionist', 'cashier'], position: 'администратор' })
    expect(await pinMatches('4821', anna?.pinHash ?? '')).toBe(true)
    expect(await take(desk, 'staff', STAFF)).toMatchObject({ counts: { same: 2 }, facts: 0 })
    await take(desk, 'staff', csv('ФИО;Роль;ПИН', 'Кольцова Анна Викторовна;администратор, кассир;9999'))
    expect(await pinMatches('4821', desk.journal.state(staffAggregate, row.id)?.pinHash ?? '')).toBe(true)
  })

  it('reports roles, clinics and PINs that are none', async () => {
    const desk = await openImportDesk()
    expect(
      wrong(
        desk,
        'staff',
        csv(
          'ФИО;Роль;Клиника;ПИН',
          'Один Иван Ильич;волшебник;;',
          'Два Иван Ильич;врач;на Луне;',
          'Три Иван Ильич;врач;;12'
        )
      )
    ).toEqual([
      [2, 'roles', 'NOT_OF_LIST'],
      [3, 'clinics', 'CLINIC_UNKNOWN'],
      [4, 'pin', 'NOT_A_PIN']
    ])
  })
})

describe('a file of shifts', () => {
  it('plans new shifts, changes the hours of a known one, and changes nothing the second time', async () => {
    const desk = await openImportDesk()
    const shifts = csv(
      'Дата;Врач;С;По;Кабинет',
      '25.11.2026;Лисин А.П.;10:00;19:00;1',
      '26.11.2026;Лисин;9:00;15:00;',
      '26.11.2026;Орлова Ирина;09:00;15:00;каб. 2'
    )
    expect(preview(desk, 'shifts', shifts).counts).toEqual({ new: 2, changed: 1, same: 0, bad: 0 })
    await take(desk, 'shifts', shifts)
    expect(desk.db.prepare('SELECT count(*) AS n FROM shift').get()).toEqual({ n: 4 })
    const row = desk.db.prepare(`SELECT id FROM shift WHERE doctor = ? AND date = '2026-11-25'`).get(LISIN) as {
      id: string
    }
    expect(desk.journal.state(shiftAggregate, row.id)).toMatchObject({ from: '10:00', to: '19:00' })
    expect(await take(desk, 'shifts', shifts)).toMatchObject({ counts: { same: 3 }, facts: 0 })
  })

  it('reports doctors, chairs and hours that are none', async () => {
    const desk = await openImportDesk()
    expect(
      wrong(
        desk,
        'shifts',
        csv(
          'Дата;Врач;С;По;Кабинет',
          '25.11.2026;Доктор;10:00;19:00;1',
          '25.11.2026;Лисин;19:00;10:00;1',
          '27.11.2026;Лисин;9:00;15:00;9',
          '28.11.2026;Лисин;9:00;15:00;1',
          '28.11.2026;Лисин;14:00;18:00;1'
        )
      )
    ).toEqual([
      [2, 'doctor', 'DOCTOR_UNKNOWN'],
      [3, 'to', 'TIMES_REVERSED'],
      [4, 'chair', 'CHAIR_UNKNOWN'],
      [6, null, 'SHIFTS_OVERLAP']
    ])
  })
})

describe('a file of the schedule', () => {
  const withPeople = async (): Promise<Desk> => {
    const desk = await openImportDesk()
    await take(
      desk,
      'patients',
      csv(
        'ФИО;Дата рождения;Телефон;№ карты',
        'Ясный Пётр Ильич;31.01.1990;89215551234;77',
        'Ясная Ольга Петровна;12.04.1987;;78',
        'Ясная Ольга Петровна;12.04.1999;;79'
      )
    )
    return desk
  }
  const SCHEDULE = csv(
    'Дата;Время;Длительность;Врач;Пациент;Дата рождения;Услуги;Статус;Комментарий',
    '25.11.2026;09:00;30;Лисин А. П.;Ясный П. И.;;А-002, Т-001*2;;острая боль',
    '25.11.2026;9:30;60;Лисин;Ясная Ольга Петровна;12.04.1987;;подтверждён;',
    '20.11.2026;10:00;30;Орлова;Ясный Пётр;;Т-001;не пришёл;'
  )

  it('books visits into the doctor’s chair, with services, and with what became of those of the past', async () => {
    const desk = await withPeople()
    expect(preview(desk, 'visits', SCHEDULE).problems).toEqual([])
    await take(desk, 'visits', SCHEDULE)
    const [first, ...rest] = visits(desk).toSorted((a, b) => (a.slot.from < b.slot.from ? -1 : 1))
    expect(first).toMatchObject({
      slot: { date: '2026-11-25', from: '09:00', to: '09:30', doctor: LISIN },
      note: 'острая боль',
      state: 'booked'
    })
    expect(first?.services.map((one) => one.quantity)).toEqual([1, 2])
    expect(rest.map((visit) => [visit.slot.doctor, visit.state])).toEqual([
      [LISIN, 'booked'],
      [ORLOVA, 'no-show']
    ])
    expect(await take(desk, 'visits', SCHEDULE)).toMatchObject({ counts: { same: 3, new: 0, changed: 0 }, facts: 0 })
  })

  it('moves a visit that has a number of its own, also into the place that another one leaves', async () => {
    const desk = await withPeople()
    const day = (first: string, second: string): Uint8Array =>
      csv('№ записи;Дата;С;По;Врач;№ карты', `1;25.11.2026;${first};Лисин;77`, `2;25.11.2026;${second};Лисин;78`)
    await take(desk, 'visits', day('09:00;09:30', '09:30;10:00'))
    expect((await take(desk, 'visits', day('09:30;10:00', '09:00;09:30'))).counts).toEqual({
      new: 0,
      changed: 2,
      same: 0,
      bad: 0
    })
    expect(visits(desk)).toHaveLength(2)
  })

  it('does not touch what the desk has begun', async () => {
    const desk = await withPeople()
    const day = (time: string): Uint8Array => csv('№ записи;Дата;С;По;Врач;№ карты', `1;25.11.2026;${time};Лисин;77`)
    await take(desk, 'visits', day('09:00;09:30'))
    const row = desk.db.prepare('SELECT id FROM visit').get() as { id: string }
    desk.journal.record(AUTHOR, [newFact(VisitMoved, 'visit', row.id, { from: 'booked', to: 'arrived', reason: null })])
    expect(preview(desk, 'visits', day('09:00;09:30')).counts.same).toBe(1)
    expect(wrong(desk, 'visits', day('12:00;12:30'))).toEqual([[2, null, 'VISIT_STARTED']])
  })

  it('reports patients who are not there or not alone, taken places and states that cannot be', async () => {
    const desk = await withPeople()
    await take(desk, 'visits', SCHEDULE)
    expect(
      wrong(
        desk,
        'visits',
        csv(
          'Дата;С;По;Врач;Пациент;Услуги;Статус;Кабинет',
          '26.11.2026;09:00;09:30;Лисин;Никто Иван Ильич;;;1',
          '26.11.2026;09:00;09:30;Лисин;Ясная Ольга;;;1',
          '25.11.2026;09:15;09:45;Орлова;Ясный Пётр;;;1',
          '26.11.2026;10:00;10:30;Лисин;Ясный Пётр;Ы-1;;1',
          '20.11.2026;12:00;12:30;Лисин;Ясный Пётр;;;1',
          '26.11.2026;11:00;11:30;Лисин;Ясный Пётр;;завершён;1',
          '26.11.2026;12:00;12:30;Лисин;Ясный Пётр;;;1',
          '26.11.2026;12:15;12:45;Орлова;Ясный Пётр;;;1'
        )
      )
    ).toEqual([
      [2, 'fullName', 'PATIENT_UNKNOWN'],
      [3, 'fullName', 'PATIENT_AMBIGUOUS'],
      [4, null, 'SLOT_TAKEN'],
      [5, 'services', 'SERVICE_UNKNOWN'],
      [6, null, 'STATE_NEEDED'],
      [7, null, 'STATE_IN_FUTURE'],
      [9, null, 'SLOT_TAKEN_IN_FILE']
    ])
  })
})

describe('a file of treatment plans', () => {
  const plan = (price: string): Uint8Array =>
    csv(
      'Номер плана;Пациент;Врач;Диагноз;Вариант;Этап;Услуга;Зуб;Количество;Цена;Скидка',
      `П-17;Ясный Пётр;Лисин;К02.1;Лучший;Лечение;Т-001;36;1;${price};`,
      'П-17;Ясный Пётр;Лисин;;Лучший;Лечение;А-002;;2;;7%',
      'П-17;Ясный Пётр;Лисин;;Проще;Лечение;Т-001;36;1;;'
    )
  const withPatient = async (): Promise<Desk> => {
    const desk = await openImportDesk()
    await take(desk, 'patients', csv('ФИО;Дата рождения', 'Ясный Пётр Ильич;31.01.1990'))
    return desk
  }

  it('becomes one plan with variants and stages; changed there it is a new version here', async () => {
    const desk = await withPatient()
    expect((await take(desk, 'plans', plan('1500'))).counts).toEqual({ new: 1, changed: 0, same: 0, bad: 0 })
    const [row] = desk.db.prepare(`SELECT id FROM aggregate_state WHERE kind = 'plan'`).all() as { id: string }[]
    const stored = desk.journal.state(planAggregate, row?.id ?? '')
    expect(
      stored?.versions[0]?.content.variants.map((variant) => [variant.title, variant.stages[0]?.lines.length])
    ).toEqual([
      ['Лучший', 2],
      ['Проще', 1]
    ])
    expect(
      stored?.versions[0]?.content.variants[0]?.stages[0]?.lines.map((line) => [line.price, line.discount])
    ).toEqual([
      [150_000, 0],
      [100_000, 700]
    ])
    expect((await take(desk, 'plans', plan('1500'))).counts).toEqual({ new: 0, changed: 0, same: 1, bad: 0 })
    expect((await take(desk, 'plans', plan('1600'))).counts).toEqual({ new: 0, changed: 1, same: 0, bad: 0 })
    expect(desk.journal.state(planAggregate, row?.id ?? '')?.versions).toHaveLength(2)
  })

  it('reports what the rules of plans refuse', async () => {
    const desk = await withPatient()
    expect(wrong(desk, 'plans', csv('Номер плана;Пациент;Врач;Услуга', 'П-1;Ясный Пётр;Лисин;Т-001'))).toEqual([
      [2, null, 'PLAN_REFUSED']
    ])
    expect(
      wrong(
        desk,
        'plans',
        csv(
          'Номер плана;Пациент;Врач;Услуга;Зуб;Диагноз',
          'П-1;Ясный Пётр;Лисин;Т-001;99;К02',
          'П-1;Ясный Пётр;Лисин;Т-001;36;сильно'
        )
      )
    ).toEqual([
      [2, 'tooth', 'NOT_A_TOOTH'],
      [3, 'diagnosis', 'NOT_MKB10']
    ])
  })
})

it('refuses a file without its columns and names them', async () => {
  const desk = await openImportDesk()
  expect(await refusal(desk, 'patients', csv('ФИО;Телефон', 'Ясный Пётр;1'))).toEqual({
    code: 'COLUMNS_MISSING',
    columns: [['birthDate']]
  })
})
