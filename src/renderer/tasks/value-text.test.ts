import { describe, expect, it } from 'vitest'
import type { ContestedValue } from '../../domain/patients/contested.ts'
import { isoDate } from '../../domain/values/dates.ts'
import { Phone } from '../../domain/values/phone.ts'
import { taskTexts } from './texts.ts'
import { allValues, typedValue, valueText } from './value-text.ts'

const today = isoDate('2026-11-24')
const texts = taskTexts.ru
const phones = (...all: readonly string[]): ContestedValue => ({ field: 'phones', value: Phone.array().parse(all) })
const allergy = (value: string | null): ContestedValue => ({ field: 'allergy', value })

describe('a value typed because neither is right', () => {
  it.each([
    ['phones', '8 921 555-12-34, 9215550000', '+7\u00a0921\u00a0555-12-34, +7\u00a0921\u00a0555-00-00'],
    ['birthDate', '12.04.1987', '12.04.1987'],
    ['name', 'Гаврилова Нина Петровна', 'Гаврилова Нина Петровна'],
    ['document', '4011 123456', '40 11 123456'],
    ['allergy', 'йод', 'йод'],
    ['allergy', '', 'аллергии нет']
  ] as const)('%s «%s» is read', (field, text, shown) => {
    const value = typedValue(field, text, today)
    expect(value === null ? null : valueText(value, texts)).toBe(shown)
  })

  it.each([
    ['phones', '921 55'],
    ['phones', ''],
    ['birthDate', '31.02.1987'],
    ['name', 'Гаврилова'],
    ['document', '']
  ] as const)('%s «%s» is not taken', (field, text) => {
    expect(typedValue(field, text, today)).toBeNull()
  })
})

describe('all values together', () => {
  it('are every telephone and every allergy, and nothing where only one can be true', () => {
    expect(allValues([phones('+79215550001'), phones('+79215550002')])).toEqual(phones('+79215550001', '+79215550002'))
    expect(allValues([allergy('латекс'), allergy('лидокаин'), allergy(null)])).toEqual(allergy('лидокаин; латекс'))
    expect(allValues([allergy('латекс'), allergy(null)])).toBeNull()
    // One of the two holds the other already.
    expect(allValues([phones('+79215550001', '+79215550002'), phones('+79215550002')])).toBeNull()
    expect(
      allValues([
        { field: 'sex', value: 'male' },
        { field: 'sex', value: 'female' }
      ])
    ).toBeNull()
  })
})
