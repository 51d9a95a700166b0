import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PersonName } from '../values/person-name.ts'
import { Phone } from '../values/phone.ts'
import { asLatinLayout, asRussianLayout } from './keyboard-layout.ts'
import { indexWords, phoneTails, readQuestion, searchText, type Question } from './search-text.ts'

const person = (family: string, given: string, patronymic: string | null = null): PersonName =>
  PersonName.parse({ family, given, patronymic })

/** What an index of prefixes does with a question about names. */
const finds = (question: Question, name: PersonName): boolean => {
  const stored = indexWords(name)
  return question.words.every((word) =>
    [word.typed, ...word.otherwise].some((reading) => stored.some((one) => one.startsWith(reading)))
  )
}
const found = (typed: string, name: PersonName): boolean => finds(readQuestion(typed), name)

const RUSSIAN = 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя'
const SYSTEMS: Readonly<Record<string, readonly string[]>> = {
  // The same letters in the order of RUSSIAN.
  'passport (ICAO 9303)': 'a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y - e iu ia'.split(' '),
  'ГОСТ 7.79-2000 Б': "a b v g d e yo zh z i j k l m n o p r s t u f x cz ch sh shh '' y' ' e' yu ya".split(' '),
  'BGN/PCGN': "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch ' y ' e yu ya".split(' '),
  everyday: 'a b v g d e e zh z i y k l m n o p r s t u f h c ch sh sch - y - e yu ya'.split(' ')
}
const latin = (word: string, system: readonly string[]): string =>
  [...word.toLowerCase()].map((letter) => system[RUSSIAN.indexOf(letter)]?.replace('-', '') ?? letter).join('')

const PEOPLE = [
  person('Щербаков', 'Юрий', 'Ильич'),
  person('Соловьёва', 'Наталья', 'Сергеевна'),
  person('Кузьмин', 'Дмитрий', 'Олегович'),
  person('Жукова', 'Мария', 'Юрьевна'),
  person('Хрущёв', 'Евгений', 'Андреевич'),
  person('Чайковская', 'Ксения', 'Львовна'),
  person('Цветкова', 'Татьяна', 'Васильевна'),
  person('Гончаренко', 'Илья', 'Геннадьевич'),
  person('Белых', 'Анна', 'Кирилловна'),
  person('Йовлев', 'Фёдор', 'Аркадьевич'),
  person('Эйхман', 'Софья', 'Эдуардовна')
]

describe('what the search line understands', () => {
  it('finds parts of a name in any order, with ё or е', () => {
    const name = person('Королёва', 'Алёна', 'Семёновна')
    expect(found('королева ал', name)).toBe(true)
    expect(found('Сем КОРОЛЁ', name)).toBe(true)
    expect(found('королева борис', name)).toBe(false)
    expect(found('королева', person('Салтыков-Королёва', 'Яна'))).toBe(true)
  })

  it('finds a name typed in the wrong layout, both ways', () => {
    expect(found('Bdfyjd', person('Иванов', 'Пётр'))).toBe(true)
    expect(found('Cjkjdm`d', person('Соловьёв', 'Пётр'))).toBe(true)
    expect(found(';erjdf vfhbz', person('Жукова', 'Мария'))).toBe(true)
    expect(found('<tks[', person('Белых', 'Анна'))).toBe(true)
    expect(found('Ыьшер', person('Smith', 'John'))).toBe(true)
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...RUSSIAN), minLength: 1 }), (word) => {
        expect(asRussianLayout(asLatinLayout(word))).toBe(word)
      })
    )
  })

  it.each(Object.entries(SYSTEMS))('finds a name transliterated by %s', (_title, system) => {
    for (const name of PEOPLE) {
      const typed = `${latin(name.family, system)} ${latin(name.given, system)}`
      expect([typed, found(typed, name)]).toEqual([typed, true])
    }
  })

  it.each([
    ['Scherbakov', 'Щербаков'],
    ['Shcherbakov', 'Щербаков'],
    ['Tchaikovsky', 'Чайковский'],
    ['Soloviev', 'Соловьёв'],
    ['Solovyov', 'Соловьёв'],
    ['Khrushchev', 'Хрущёв'],
    ['Fedorov', 'Фёдоров'],
    ['Fyodorov', 'Фёдоров'],
    ['Alexander', 'Александр'],
    ['Evgeniy', 'Евгений'],
    ['Yevgeny', 'Евгений'],
    ['Yuri', 'Юрий'],
    ['Iurii', 'Юрий'],
    ['Xenia', 'Ксения'],
    ['Ksenia', 'Ксения'],
    ['Victor', 'Виктор'],
    ['Cvetkov', 'Цветков'],
    ['Natalia', 'Наталья'],
    ['Olga', 'Ольга'],
    ['Philipp', 'Филипп'],
    ['Jamal', 'Джамал'],
    ['Sholokhov', 'Шолохов']
  ])('reads %s as %s', (typed, family) => {
    expect(found(typed, person(family, 'Я'))).toBe(true)
  })

  it('repairs a Latin letter inside a Cyrillic word', () => {
    expect(found('Cидopoв', person('Сидоров', 'Олег'))).toBe(true)
  })

  it('does not take a foreign name with an apostrophe for a wrong layout', () => {
    expect(found("O'Connor", person("O'Connor", 'Mary'))).toBe(true)
  })

  it('tells digits of a phone from a birth date and a year', () => {
    expect(readQuestion('8 (921) 555-12-34').digits).toEqual([['89215551234', '9215551234']])
    expect(readQuestion('иванов 4118')).toMatchObject({
      digits: [['4118']],
      birthYear: null,
      words: [{ typed: 'иванов' }]
    })
    expect(readQuestion('иванов 12.04.1987')).toMatchObject({ digits: [], birthDates: ['1987-04-12'] })
    expect(readQuestion('12041987').birthDates).toEqual(['1987-04-12'])
    expect(readQuestion('1987-04-12').birthDates).toEqual(['1987-04-12'])
    expect(readQuestion('12.4.87').birthDates).toEqual(['2087-04-12', '1987-04-12'])
    expect(readQuestion('31.02.1987').birthDates).toEqual([])
    expect(readQuestion('иванов 1987').birthYear).toBe(1987)
    expect(readQuestion('123').digits).toEqual([])
  })

  it('finds any four digits in a row of a phone', () => {
    const phone = Phone.parse('+79215551234')
    fc.assert(
      fc.property(fc.nat({ max: 6 }), fc.integer({ min: 4, max: 10 }), (from, length) => {
        const typed = '9215551234'.slice(from, from + length)
        fc.pre(typed.length >= 4)
        const [readings] = readQuestion(typed).digits
        expect(readings?.some((reading) => phoneTails(phone).some((tail) => tail.startsWith(reading)))).toBe(true)
      })
    )
  })

  it('never fails, whatever is typed, and asks for nothing when there is nothing', () => {
    expect(readQuestion('  ')).toEqual({ words: [], digits: [], birthDates: [], birthYear: null })
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        for (const word of readQuestion(typed).words) {
          for (const reading of [word.typed, ...word.otherwise]) expect(reading).toBe(searchText(reading))
        }
      })
    )
  })

  it('finds a person by any prefix of any part of the name as written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PEOPLE),
        fc.constantFrom('family', 'given', 'patronymic'),
        fc.integer({ min: 1, max: 12 }),
        (name, part, length) => {
          expect(found((name[part] ?? '').slice(0, length), name)).toBe(true)
        }
      )
    )
  })
})
