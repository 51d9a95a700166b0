import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IsoDate } from '../values/dates.ts'
import { PersonName, type Sex } from '../values/person-name.ts'
import { Phone } from '../values/phone.ts'
import { compareForDuplicate, duplicateProbes, type PersonTraits } from './duplicates.ts'
import { indexWords } from './search-text.ts'

const traits = (
  family: string,
  given: string,
  patronymic: string | null,
  birthDate: string,
  sex: Sex,
  phone?: string
): PersonTraits => ({
  name: PersonName.parse({ family, given, patronymic }),
  birthDate: IsoDate.parse(birthDate),
  sex,
  phones: phone === undefined ? [] : [Phone.parse(phone)],
  document: null,
  recordNumber: null
})
const alyona = traits('Королёва', 'Алёна', 'Семёновна', '1987-04-12', 'female', '+79215551234')
const codes = (a: PersonTraits, b: PersonTraits): readonly string[] =>
  compareForDuplicate(a, b).reasons.map((reason) => reason.code)

describe('possible duplicates', () => {
  it('recognises the same person registered twice', () => {
    expect(compareForDuplicate(alyona, alyona)).toMatchObject({ score: 100, likelihood: 'same' })
    expect(codes(alyona, alyona)).toEqual(['name-same', 'birth-date-same', 'phone-same'])
  })

  it.each<[string, PersonTraits]>([
    ['е for ё', traits('Королева', 'Алена', 'Семеновна', '1987-04-12', 'female')],
    ['wrong layout', traits('Rjhjktdf', 'Fktyf', 'Ctvtyjdyf', '1987-04-12', 'female')],
    ['Latin letters of a passport', traits('Koroleva', 'Alena', null, '1987-04-12', 'female')],
    ['swapped day and month', traits('Королёва', 'Алёна', 'Семёновна', '1987-12-04', 'female')],
    ['a slip in the surname', traits('Корлёва', 'Алёна', 'Семёновна', '1987-04-12', 'female')],
    ['one wrong digit of the date', traits('Королёва', 'Алёна', 'Семёновна', '1987-04-13', 'female')],
    ['no patronymic', traits('Королёва', 'Алёна', null, '1987-04-12', 'female')],
    ['half of a double surname', traits('Королёва-Ясная', 'Алёна', 'Семёновна', '1987-04-12', 'female')],
    ['name in place of the surname', traits('Алёна', 'Королёва', 'Семёновна', '1987-04-12', 'female')],
    ['maiden name', traits('Ветрова', 'Алёна', 'Семёновна', '1987-04-12', 'female')]
  ])('notices %s and says so', (_title, other) => {
    const verdict = compareForDuplicate(alyona, other)
    expect(verdict.likelihood).not.toBe('none')
    expect(verdict.reasons.length).toBeGreaterThan(0)
  })

  it('names the habit of writing by which two names differ', () => {
    const like = (family: string, other: string): unknown =>
      compareForDuplicate(
        traits(family, 'Анна', null, '1987-04-12', 'female'),
        traits(other, 'Анна', null, '1987-04-12', 'female')
      ).reasons[0]
    expect(like('Королёва', 'Королева')).toEqual({ code: 'name-alike', part: 'family', likeness: 'spelling' })
    expect(like('Bdfyjdf', 'Иванова')).toEqual({ code: 'name-alike', part: 'family', likeness: 'layout' })
    expect(like('Shcherbakova', 'Щербакова')).toEqual({
      code: 'name-alike',
      part: 'family',
      likeness: 'transliteration'
    })
    expect(like('Щербакова', 'Щербаква')).toEqual({ code: 'name-alike', part: 'family', likeness: 'typo' })
    expect(like('Ким', 'Ким-Ясная')).toEqual({ code: 'name-alike', part: 'family', likeness: 'part' })
  })

  it('does not take a family with one phone for one person', () => {
    const phone = '+79215551234'
    const father = traits('Ясный', 'Пётр', 'Петрович', '1960-05-01', 'male', phone)
    const son = traits('Ясный', 'Пётр', 'Петрович', '1988-09-14', 'male', phone)
    const mother = traits('Ясная', 'Ольга', 'Игоревна', '1962-02-02', 'female', phone)
    const twins = [
      traits('Ясная', 'Вера', 'Петровна', '2015-03-03', 'female', phone),
      traits('Ясная', 'Надежда', 'Петровна', '2015-03-03', 'female', phone)
    ] as const
    for (const [one, other] of [[father, son], [father, mother], [mother, twins[0]], twins] as const) {
      expect(compareForDuplicate(one, other).likelihood).toBe('none')
    }
  })

  it('does not trouble the desk with namesakes of another age', () => {
    expect(
      compareForDuplicate(alyona, { ...alyona, phones: [], birthDate: IsoDate.parse('1964-11-30') }).likelihood
    ).toBe('none')
  })

  it('trusts one identity document whatever the names', () => {
    const document = { code: '21', series: '40 11', number: '123456', issuedBy: '', issuedOn: null } as const
    const other = {
      ...traits('Выдумкина', 'Инна', null, '1990-01-01', 'female'),
      document: { ...document, series: '4011' }
    }
    expect(compareForDuplicate({ ...alyona, document }, other)).toMatchObject({ likelihood: 'same' })
  })

  it('answers alike whichever of the two is asked about, within 0 and 100', () => {
    const anybody = fc.record({
      name: fc.record({
        family: fc.constantFrom('Королёва', 'Королева', 'Koroleva', 'Ясная', 'Ким', 'Алёна', ''),
        given: fc.constantFrom('Алёна', 'Алена', 'А.', 'Вера', 'Королёва'),
        patronymic: fc.constantFrom(null, 'Семёновна', 'Семеновна', 'Рашид кызы')
      }),
      birthDate: fc
        .constantFrom('1987-04-12', '1987-12-04', '1978-04-12', '2001-01-31')
        .map((date) => IsoDate.parse(date)),
      sex: fc.constantFrom<Sex | null>('male', 'female', null),
      phones: fc.subarray([Phone.parse('+79215551234'), Phone.parse('+79215551235')]),
      document: fc.constant(null),
      recordNumber: fc.constantFrom(null, '17')
    })
    fc.assert(
      fc.property(anybody, anybody, (a, b) => {
        const there = compareForDuplicate(a, b)
        const back = compareForDuplicate(b, a)
        expect(back.score).toBe(there.score)
        expect(back.reasons.map((reason) => reason.code)).toEqual(there.reasons.map((reason) => reason.code))
        expect(there.score).toBeGreaterThanOrEqual(0)
        expect(there.score).toBeLessThanOrEqual(100)
      })
    )
  })

  it('looks for candidates where they are', () => {
    const probes = duplicateProbes(alyona)
    expect(probes.birthDates).toEqual(['1987-04-12', '1987-12-04'])
    const typed = PersonName.parse({ family: 'Королева', given: 'Алена', patronymic: null })
    for (const words of probes.nameWords) for (const word of words) expect(indexWords(typed)).toContain(word)
  })
})
