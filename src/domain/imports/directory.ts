/** Finds what lines of a file call by name: doctors, clinics, chairs, patients. Core fills it from the desk's tables. */
import { searchWords } from '../patients/search-text.ts'
import type { IsoDate } from '../values/dates.ts'
import type { ChairId, ClinicId, PatientId, StaffId } from '../values/ids.ts'
import type { PersonName } from '../values/person-name.ts'
import type { Phone } from '../values/phone.ts'
import { parsed, unparsed, type Parsed } from './problems.ts'

export interface KnownStaff {
  readonly id: StaffId
  readonly name: PersonName
  readonly isDoctor: boolean
}

export interface KnownClinic {
  readonly id: ClinicId
  readonly name: string
  readonly shortName: string
  readonly chairs: readonly { readonly id: ChairId; readonly name: string }[]
}

export interface KnownPatient {
  readonly id: PatientId
  readonly name: PersonName
  readonly birthDate: IsoDate
  readonly phones: readonly Phone[]
  readonly recordNumber: string | null
}

export interface Directory {
  readonly today: IsoDate
  readonly ownClinic: ClinicId
  readonly clinics: readonly KnownClinic[]
  readonly staff: readonly KnownStaff[]
}

/** Whether «Лисин А.П.», «Лисин Андрей», «лисин» may mean this person: the family name and as much of the rest as is written. */
export const isCalled = (written: string, name: PersonName): boolean => {
  const words = searchWords(written.replaceAll('.', '. '))
  const [family, ...rest] = words
  const own = searchWords(name.family)
  const given = [...searchWords(name.given), ...searchWords(name.patronymic ?? '')]
  if (family === undefined) return false
  const familyWords = words.slice(0, own.length)
  if (own.join(' ') !== familyWords.join(' '))
    return own.length === 0 && searchWords(name.given).join(' ') === words.join(' ')
  return (
    words.length === own.length ||
    rest.slice(own.length - 1).every((word, place) => given[place]?.startsWith(word) ?? false)
  )
}

export const doctorCell =
  (staff: readonly KnownStaff[]) =>
  (text: string): Parsed<StaffId> => {
    const found = staff.filter((one) => one.isDoctor && isCalled(text, one.name))
    const [only] = found
    if (only === undefined) return unparsed({ code: 'DOCTOR_UNKNOWN' })
    return found.length > 1 ? unparsed({ code: 'DOCTOR_AMBIGUOUS' }) : parsed(only.id)
  }

const sameWords = (a: string, b: string): boolean => searchWords(a).join(' ') === searchWords(b).join(' ')

export const clinicCell =
  (clinics: readonly KnownClinic[]) =>
  (text: string): Parsed<ClinicId> => {
    const found = clinics.find((one) => sameWords(one.name, text) || sameWords(one.shortName, text))
    return found === undefined ? unparsed({ code: 'CLINIC_UNKNOWN' }) : parsed(found.id)
  }

/** «каб. 3», «Кабинет 3» and «3» are one chair. */
export const chairCell =
  (clinic: KnownClinic | undefined) =>
  (text: string): Parsed<ChairId> => {
    const bare = (name: string): string =>
      searchWords(name)
        .filter((word) => !/^(каб|кабинет|кресло|комната|room|chair)$/.test(word))
        .join(' ')
    const found = clinic?.chairs.find(
      (chair) => sameWords(chair.name, text) || (bare(text) !== '' && bare(chair.name) === bare(text))
    )
    return found === undefined ? unparsed({ code: 'CHAIR_UNKNOWN' }) : parsed(found.id)
  }
