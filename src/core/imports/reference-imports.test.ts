import { describe, expect, it } from 'vitest'
import { serviceAggregate, shiftAggregate } from '../../domain/clinic/evolve.ts'
import { staffAggregate } from '../../domain/staff/evolve.ts'
import { pinMatches } from '../staff/pin.ts'
import { LISIN, openImportDesk } from './testing/desk.ts'
import { csv, preview, take, wrong } from './testing/files.ts'

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
