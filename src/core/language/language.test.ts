import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GRAMMATICAL_CASES, type GrammaticalCase } from '../../domain/language/grammatical-case.ts'
import { kopecks } from '../../domain/values/money.ts'
import { fullName, type PersonName, type Sex } from '../../domain/values/person-name.ts'
import { declineName } from './decline-name.ts'
import { sumInWords } from './sum-in-words.ts'

const person = (text: string): PersonName => {
  const [family = '', given = '', ...patronymic] = text.split(' ')
  return { family, given, patronymic: patronymic.length === 0 ? null : patronymic.join(' ') }
}

const NAMES: readonly (readonly [Sex, string, GrammaticalCase, string])[] = [
  ['female', 'Королёва Анна Ивановна', 'genitive', 'Королёвой Анны Ивановны'],
  ['female', 'Королёва Анна Ивановна', 'accusative', 'Королёву Анну Ивановну'],
  ['female', 'Соловьёва-Королёва Анна', 'dative', 'Соловьёвой-Королёвой Анне'],
  ['female', 'КОРОЛЁВА АННА ИВАНОВНА', 'instrumental', 'Королёвой Анной Ивановной'],
  ['male', 'Лисин Алексей Петрович', 'dative', 'Лисину Алексею Петровичу'],
  ['male', 'Берия Лаврентий Павлович', 'genitive', 'Берии Лаврентия Павловича'],
  ['male', 'Щербина Иван Фомич', 'genitive', 'Щербины Ивана Фомича'],
  ['male', 'Щербина Иван Фомич', 'instrumental', 'Щербиной Иваном Фомичом'],
  ['male', 'Соловьёв-Седой Пётр Ильич', 'instrumental', 'Соловьёвым-Седым Петром Ильичом'],
  ['female', 'Мельник Ольга Викторовна', 'dative', 'Мельник Ольге Викторовне'],
  ['male', 'Мельник Олег Викторович', 'dative', 'Мельнику Олегу Викторовичу'],
  ['male', 'Абдуллаев Тимур Рашид оглы', 'genitive', 'Абдуллаева Тимура Рашид оглы'],
  ['female', 'Абдуллаева Лейла Рашид кызы', 'instrumental', 'Абдуллаевой Лейлой Рашид кызы'],
  ['female', 'Выдумкина Любовь Львовна', 'genitive', 'Выдумкиной Любови Львовны'],
  ['female', 'Пробная Эсфирь Исааковна', 'dative', 'Пробной Эсфири Исааковне'],
  ['female', 'Тестова Адель Рашидовна', 'genitive', 'Тестовой Адели Рашидовны'],
  ['female', 'Ким Мишель', 'dative', 'Ким Мишель'],
  ['male', 'Ким Дмитрий Анатольевич', 'dative', 'Киму Дмитрию Анатольевичу'],
  ['male', 'Черных Илья Никитич', 'instrumental', 'Черных Ильей Никитичем'],
  ['male', 'Шевченко Лев Львович', 'genitive', 'Шевченко Льва Львовича'],
  ['male', 'Толстой Павел Павлович', 'prepositional', 'Толстом Павле Павловиче'],
  ['female', 'Вымышлева Зейнаб', 'dative', 'Вымышлевой Зейнаб'],
  ['male', 'Smith John', 'dative', 'Smith John']
]

describe('a name inside a sentence', () => {
  it.each(NAMES)('%s %s, %s: %s', (sex, nominative, gcase, declined) => {
    expect(fullName(declineName(person(nominative), sex, gcase).name)).toBe(declined)
  })

  it('warns the desk where the rules of Russian leave a choice', () => {
    for (const name of ['Гусь Пётр', 'Воробей Иван', 'Заяц Олег'])
      expect(declineName(person(name), 'male', 'genitive').sure).toBe(false)
    for (const name of ['Лисин Алексей Петрович', 'Абдуллаев Тимур Рашид оглы', 'Соловьёв-Седой Пётр Ильич']) {
      expect(declineName(person(name), 'male', 'genitive').sure).toBe(true)
    }
  })

  it('never fails and never loses a word, whatever was typed as a name', () => {
    const word = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...'абвгёжзийьыяоeАЁShc-’'.split('')) })
    fc.assert(
      fc.property(
        word,
        word,
        fc.option(word),
        fc.constantFrom<Sex>('male', 'female'),
        fc.constantFrom(...GRAMMATICAL_CASES),
        (family, given, patronymic, sex, gcase) => {
          const { name } = declineName({ family, given, patronymic }, sex, gcase)
          expect(name.given.length).toBeGreaterThan(0)
          expect(name.family.length).toBeGreaterThan(0)
          expect(name.patronymic === null).toBe(patronymic === null)
        }
      ),
      { seed: 5 }
    )
  })
})

describe('a sum in words', () => {
  it.each([
    [0, 'Ноль рублей 00 копеек'],
    [101, 'Один рубль 01 копейка'],
    [2100, 'Двадцать один рубль 00 копеек'],
    [100_100, 'Одна тысяча один рубль 00 копеек'],
    [502_135, 'Пять тысяч двадцать один рубль 35 копеек'],
    [123_456_750, 'Один миллион двести тридцать четыре тысячи пятьсот шестьдесят семь рублей 50 копеек'],
    [-50_000, 'Минус пятьсот рублей 00 копеек']
  ])('%d kopecks are «%s»', (amount, words) => {
    expect(sumInWords(kopecks(amount))).toBe(words)
  })

  it('always ends with the kopecks of the sum', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900_000_000_000 }), (amount) => {
        expect(sumInWords(kopecks(amount))).toMatch(
          new RegExp(` ${String(amount % 100).padStart(2, '0')} копе(?:йка|йки|ек)$`, 'u')
        )
      }),
      { seed: 6 }
    )
  })
})
