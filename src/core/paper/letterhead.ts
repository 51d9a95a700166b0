/** The clinic at the head of each A4 paper, the same on all of them: who, where, and by which licence. */
import { formatDate, type IsoDate } from '../../domain/values/dates.ts'
import type { PaperBlock } from './definition.ts'
import { LETTERHEAD_WORDS as WORDS } from './texts.ts'

interface ClinicOfPaper {
  readonly legalEntity: string
  readonly name: string
  readonly address: string
  readonly phone: string
  readonly inn: string
  readonly ogrn: string
  readonly licence: { readonly number: string; readonly date: IsoDate; readonly issuer: string }
}

export const letterhead = (clinic: ClinicOfPaper): PaperBlock => ({
  kind: 'letterhead',
  lines: [
    clinic.legalEntity,
    [clinic.name, clinic.address, clinic.phone === '' ? '' : WORDS.phone(clinic.phone)]
      .filter((part) => part !== '')
      .join(' · '),
    [
      WORDS.inn(clinic.inn),
      WORDS.ogrn(clinic.ogrn),
      WORDS.licence(clinic.licence.number, formatDate(clinic.licence.date), clinic.licence.issuer)
    ].join(' · ')
  ]
})
