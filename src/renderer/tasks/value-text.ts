/** A contested value as people read it, and read back from what somebody typed. */
import { passportCell } from '../../domain/imports/patients.ts'
import { ContestedValue, type ContestedField } from '../../domain/patients/contested.ts'
import { assertNever } from '../../domain/values/assert-never.ts'
import type { IsoDate } from '../../domain/values/dates.ts'
import { fullName } from '../../domain/values/person-name.ts'
import { formatPhone, parsePhone, type Phone } from '../../domain/values/phone.ts'
import { parseTypedDate } from '../../domain/values/typed-date.ts'
import { nameOf } from '../patients/patient-form.ts'
import { formatDate } from '../ui/format.ts'
import type { TaskTexts } from './texts.ts'

export const valueText = (is: ContestedValue, texts: TaskTexts): string => {
  switch (is.field) {
    case 'name':
      return fullName(is.value)
    case 'birthDate':
      return formatDate(is.value)
    case 'sex':
      return texts.sexes[is.value]
    case 'phones':
      return is.value.length === 0 ? texts.nothing.phones : is.value.map(formatPhone).join(', ')
    case 'document':
      return is.value === null
        ? texts.nothing.document
        : [is.value.series, is.value.number, is.value.issuedBy].filter(Boolean).join(' ')
    case 'allergy':
      return is.value ?? texts.nothing.allergy
    default:
      return assertNever(is, 'contested value')
  }
}

/** Nobody types another sex than one of the two that stand. */
export const canBeTyped = (field: ContestedField): boolean => field !== 'sex'

/** Null while what was typed is no such value. */
export const typedValue = (field: ContestedField, text: string, today: IsoDate): ContestedValue | null => {
  const parsed = ContestedValue.safeParse({ field, value: readTyped(field, text.trim(), today) })
  return parsed.success ? parsed.data : null
}

const readTyped = (field: ContestedField, text: string, today: IsoDate): unknown => {
  switch (field) {
    case 'name':
      return nameOf(text)
    case 'birthDate':
      return parseTypedDate(text, today)
    case 'sex':
      return text
    case 'phones': {
      const phones = text.split(/[,;]/).map(parsePhone)
      return phones.includes(null) ? undefined : phones
    }
    case 'document': {
      const read = text === '' ? null : passportCell(text)
      return read?.ok === true ? read.value : undefined
    }
    case 'allergy':
      return text === '' ? null : text
    default:
      return assertNever(field, 'contested field')
  }
}

const MOST_PHONES = 5

/** All values together, where a person can have several: both telephones, every allergy. */
export const allValues = (values: readonly ContestedValue[]): ContestedValue | null => {
  const allergies = values.flatMap((one) => (one.field === 'allergy' && one.value !== null ? [one.value] : []))
  if (allergies.length > 1) {
    const joined = ContestedValue.safeParse({ field: 'allergy', value: allergies.toReversed().join('; ') })
    return joined.success ? joined.data : null
  }
  const phones = new Set<Phone>(values.flatMap((one) => (one.field === 'phones' ? one.value : [])))
  const alone = values.some((one) => one.field === 'phones' && one.value.length === phones.size)
  return phones.size > 1 && phones.size <= MOST_PHONES && !alone ? { field: 'phones', value: [...phones] } : null
}
