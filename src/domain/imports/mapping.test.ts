import { describe, expect, it } from 'vitest'
import { PATIENTS, PRICE_LIST, SHAPES, VISITS } from './columns.ts'
import { importTitles } from './column-titles.ts'
import { guessMapping, headingsKey, missingColumns, soundMapping } from './mapping.ts'

describe('columns of a file', () => {
  it('are guessed by Russian and English headings, in any case and with any marks', () => {
    expect(
      guessMapping(PATIENTS, [
        'Фамилия',
        'ИМЯ',
        ' отчество ',
        'Дата рожд.',
        'Моб. телефон',
        'Телефон',
        'E-mail',
        '№ карты'
      ])
    ).toEqual({
      family: 0,
      given: 1,
      patronymic: 2,
      birthDate: 3,
      phone: 5,
      phone2: 4,
      email: 6,
      recordNumber: 7
    })
    expect(guessMapping(PATIENTS, ['Last Name', 'First Name', 'DOB', 'Phone number'])).toEqual({
      family: 0,
      given: 1,
      birthDate: 2,
      phone: 3
    })
    expect(guessMapping(PATIENTS, ['ФИО', 'Дата рождения (полностью)', 'Телефон', 'Телефон'])).toEqual({
      fullName: 0,
      birthDate: 1,
      phone: 2,
      phone2: 3
    })
    expect(guessMapping(PRICE_LIST, ['Код', 'Наименование услуги', 'Цена, руб.', 'Ед. изм.', 'НДС'])).toEqual({
      code: 0,
      name: 1,
      price: 2,
      unit: 3,
      vatCode: 4
    })
    expect(guessMapping(VISITS, ['Дата', 'С', 'По', 'Врач', 'Пациент', 'Кабинет'])).toEqual({
      date: 0,
      from: 1,
      to: 2,
      doctor: 3,
      fullName: 4,
      chair: 5
    })
  })

  it('are asked for when none of the alternatives is there', () => {
    expect(missingColumns(PATIENTS, { family: 0 })).toEqual([['fullName'], ['birthDate']])
    expect(missingColumns(PATIENTS, { family: 0, given: 1, birthDate: 2 })).toEqual([])
    expect(missingColumns(VISITS, { date: 0, from: 1, minutes: 2, doctor: 3, recordNumber: 4 })).toEqual([])
  })

  it('are known again by their headings however these are written', () => {
    expect(headingsKey(['ФИО ', 'Дата рожд.'])).toBe(headingsKey(['фио', 'дата рожд']))
    expect(headingsKey(['а', 'б'])).not.toBe(headingsKey(['б', 'а']))
  })

  it('serve once each and only where they are', () => {
    expect(soundMapping(PATIENTS, { family: 0, given: 0, birthDate: 9, nonsense: 1 }, 3)).toEqual({ family: 0 })
  })

  it('each have a title in both languages', () => {
    for (const language of ['ru', 'en'] as const) {
      const titles = importTitles(language)
      for (const { kind, columns } of Object.values(SHAPES)) {
        expect(titles.kinds[kind]).toBeTruthy()
        for (const { key } of columns) expect([key, titles.columns[key] !== undefined]).toEqual([key, true])
      }
    }
  })
})
