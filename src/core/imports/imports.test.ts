import { readFileSync } from 'node:fs'
import path from 'node:path'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { cellProblemText } from '../../domain/imports/problem-texts.ts'
import { newFact } from '../../domain/fact.ts'
import { PatientDetailsChanged } from '../../domain/patients/facts.ts'
import { fullName } from '../../domain/values/person-name.ts'
import type { Desk } from '../desk.ts'
import { runImport } from './import-file.ts'
import { AUTHOR, openImportDesk } from './testing/desk.ts'
import { csv, patients, PEOPLE, preview, refusal, take, wrong } from './testing/files.ts'

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

it('refuses a file without its columns and names them', async () => {
  const desk = await openImportDesk()
  expect(await refusal(desk, 'patients', csv('ФИО;Телефон', 'Ясный Пётр;1'))).toEqual({
    code: 'COLUMNS_MISSING',
    columns: [['birthDate']]
  })
})
