import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Representative, RepresentativeKind } from '../patients/facts.ts'
import { addDays, ageOn, isoDate, type IsoDate } from '../values/dates.ts'
import { DocumentKind, natureOf } from './kinds.ts'
import { requiredSigners, signerProblem, signersStillCount, signerWarnings } from './signers.ts'

const TODAY = isoDate('2026-11-24')
/** The day of birth of somebody who turned so many years old so many days ago. */
const bornFor = (years: number, daysAgo: number): IsoDate => {
  const birthday = addDays(TODAY, -daysAgo)
  return isoDate(`${Number(birthday.slice(0, 4)) - years}${birthday.slice(4)}`)
}
const representative = (over: Partial<Representative> = {}): Representative => ({
  ...Representative.parse({
    id: '018f0000-0000-7000-8000-0000000000d1',
    kind: 'parent',
    name: { family: 'Примерова', given: 'Ольга', patronymic: null },
    birthDate: '1985-01-01',
    phone: null,
    document: null,
    basis: null,
    patient: null
  }),
  ...over
})
const basis = (over: Partial<NonNullable<Representative['basis']>> = {}): Representative['basis'] => ({
  title: 'доверенность',
  number: '1',
  date: isoDate('2026-01-01'),
  validTo: isoDate('2027-01-01'),
  ...over
})

const birthDates = fc.integer({ min: 0, max: 36_000 }).map((days) => addDays(TODAY, -days))
const medical = fc.constantFrom(...DocumentKind.options.filter((kind) => natureOf(kind) === 'medical'))
const civil = fc.constantFrom(...DocumentKind.options.filter((kind) => natureOf(kind) === 'civil'))

describe('who signs a consent to treatment', () => {
  it('is the parent on the day a child turns 15, and the child from the day after', () => {
    expect(requiredSigners('general-consent', bornFor(15, 0), TODAY)).toEqual(['representative'])
    expect(requiredSigners('general-consent', bornFor(15, 1), TODAY)).toEqual(['patient'])
    expect(requiredSigners('extraction-consent', bornFor(7, 10), TODAY)).toEqual(['representative'])
    expect(requiredSigners('extraction-consent', bornFor(40, 10), TODAY)).toEqual(['patient'])
  })

  it('is always exactly one hand, and changes only once in a life', () => {
    fc.assert(
      fc.property(medical, birthDates, fc.integer({ min: 0, max: 9000 }), (kind, born, later) => {
        const now = requiredSigners(kind, born, TODAY)
        expect(now).toHaveLength(1)
        expect(now).toEqual([ageOn(born, TODAY) < 15 ? 'representative' : 'patient'])
        if (now[0] === 'patient') expect(requiredSigners(kind, born, addDays(TODAY, later))).toEqual(['patient'])
      }),
      { seed: 11 }
    )
  })

  it('is never a parent where the patient signs alone, nor a child in anybody’s place', () => {
    fc.assert(
      fc.property(
        medical,
        birthDates,
        birthDates,
        fc.constantFrom(...RepresentativeKind.options),
        (kind, born, parentBorn, role) => {
          const one = representative({ kind: role, birthDate: parentBorn, basis: basis() })
          const problem = signerProblem(kind, born, one, TODAY)
          const age = ageOn(born, TODAY)
          if (age >= 15 && (role === 'parent' || role === 'adoptive-parent'))
            expect(problem).toBe('PATIENT_SIGNS_ALONE')
          if (age >= 15 && age < 18) expect(problem).toBe('PATIENT_SIGNS_ALONE')
          if (ageOn(parentBorn, TODAY) < 16) expect(problem).not.toBeNull()
          if (problem === null) expect(age < 15 || age >= 18).toBe(true)
        }
      ),
      { seed: 12, numRuns: 400 }
    )
  })
})

describe('who signs about personal data and advertising', () => {
  it.each([
    [13, ['representative']],
    [14, ['patient', 'representative']],
    [17, ['patient', 'representative']],
    [18, ['patient']]
  ])('at %d it is %j', (age, roles) => {
    expect(requiredSigners('personal-data-consent', bornFor(age, 1), TODAY)).toEqual(roles)
  })

  it('needs no representative of an adult, whatever the birthday', () => {
    fc.assert(
      fc.property(civil, birthDates, (kind, born) => {
        expect(requiredSigners(kind, born, TODAY).includes('representative')).toBe(ageOn(born, TODAY) < 18)
        expect(requiredSigners(kind, born, TODAY).includes('patient')).toBe(ageOn(born, TODAY) >= 14)
      }),
      { seed: 13 }
    )
  })
})

describe('a representative', () => {
  const child = bornFor(7, 30)
  const adult = bornFor(70, 30)

  it('who is a parent is believed; others show a paper that is valid today', () => {
    expect(signerProblem('general-consent', child, representative(), TODAY)).toBeNull()
    expect(signerProblem('general-consent', child, representative({ kind: 'guardian' }), TODAY)).toBe('BASIS_MISSING')
    const attorney = representative({ kind: 'by-power-of-attorney', basis: basis({ validTo: addDays(TODAY, -1) }) })
    expect(signerProblem('general-consent', child, attorney, TODAY)).toBe('BASIS_EXPIRED')
    expect(signerProblem('general-consent', child, { ...attorney, basis: basis({ validTo: TODAY }) }, TODAY)).toBeNull()
    expect(
      signerProblem('general-consent', child, { ...attorney, basis: basis({ date: addDays(TODAY, 1) }) }, TODAY)
    ).toBe('BASIS_NOT_YET_VALID')
  })

  it('who is a grandmother with a power of attorney signs with a warning', () => {
    const grandmother = representative({ kind: 'by-power-of-attorney', basis: basis() })
    expect(signerProblem('extraction-consent', child, grandmother, TODAY)).toBeNull()
    expect(signerWarnings(grandmother, TODAY)).toContain('DELEGATION_DISPUTED')
  })

  it('of an adult is a guardian or an attorney, never a parent', () => {
    expect(signerProblem('general-consent', adult, representative(), TODAY)).toBe('PATIENT_SIGNS_ALONE')
    expect(
      signerProblem('general-consent', adult, representative({ kind: 'guardian', basis: basis() }), TODAY)
    ).toBeNull()
  })
})

describe('a signature put earlier', () => {
  const boy = bornFor(15, 1)
  const lastYear = addDays(TODAY, -300)

  it('of a mother ends to count when the boy may consent himself', () => {
    const hands = [{ role: 'representative' as const, kind: 'parent' as const }]
    expect(signersStillCount('general-consent', boy, hands, lastYear, addDays(TODAY, -2))).toBe(true)
    expect(signersStillCount('general-consent', boy, hands, lastYear, TODAY)).toBe(false)
  })

  it('of a guardian of an adult goes on counting', () => {
    const hands = [{ role: 'representative' as const, kind: 'guardian' as const }]
    expect(signersStillCount('general-consent', bornFor(70, 5), hands, lastYear, TODAY)).toBe(true)
  })
})
