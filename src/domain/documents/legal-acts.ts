/** Legal acts that templates cite by key, with the time they are in force: no number of an act stands in program text. */
import { z } from 'zod'
import { longDate } from '../language/russian-date.ts'
import { IsoDate } from '../values/dates.ts'

export const LegalAct = z.strictObject({
  key: z.string().regex(/^[a-z0-9-]+$/),
  /** «Федеральный закон», «статья 20 Федерального закона», «утверждён приказом». */
  sort: z.string().min(1),
  sortGenitive: z.string().min(1),
  sortInstrumental: z.string().min(1),
  number: z.string().min(1),
  date: IsoDate,
  title: z.string().min(1),
  validFrom: IsoDate,
  /** Last day in force; null when no end is known. */
  validTo: IsoDate.nullable(),
  /** For the lawyer: what to check. Never printed. */
  remark: z.string().optional()
})
export type LegalAct = z.infer<typeof LegalAct>

export const LegalActs = z.strictObject({ acts: z.array(LegalAct).min(1) })

/** «Федеральный закон от 21 ноября 2011 г. № 323-ФЗ «Об основах охраны здоровья граждан в Российской Федерации»» */
export const citation = (act: LegalAct, gcase: CitationCase): string =>
  `${SORT_IN[gcase](act)} от ${longDate(act.date)} № ${act.number} «${act.title}»`

export type CitationCase = 'nominative' | 'genitive' | 'instrumental'

const SORT_IN: Readonly<Record<CitationCase, (act: LegalAct) => string>> = {
  nominative: (act) => act.sort,
  genitive: (act) => act.sortGenitive,
  instrumental: (act) => act.sortInstrumental
}

export const inForce = (act: LegalAct, on: IsoDate): boolean =>
  act.validFrom <= on && (act.validTo === null || on <= act.validTo)
