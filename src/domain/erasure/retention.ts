/** How long papers about a patient must be kept whatever the patient wishes: until then they are blocked, not destroyed. */
import type { Act } from '../acts/evolve.ts'
import type { Document } from '../documents/evolve.ts'
import { natureOf } from '../documents/kinds.ts'
import type { Payment } from '../money/evolve.ts'
import type { Plan } from '../plans/evolve.ts'
import { isoDate, type IsoDate } from '../values/dates.ts'

/** Informed consents and refusals lie in the medical record for 25 years (приказ Минздрава 03.08.2023 № 408). */
const MEDICAL_YEARS = 25
/** Estimates, acts and money: five years after the year in which they were made (402-ФЗ ст. 29). */
const MONEY_YEARS = 5
/** Consents to processing: three years after they ended (перечень Росархива 20.12.2019 № 236). */
const CONSENT_YEARS = 3

const inYears = (date: IsoDate, years: number): IsoDate =>
  // The 29th of February has no anniversary in most years: the 28th is the last day of keeping.
  isoDate(`${Number(date.slice(0, 4)) + years}${date.slice(4) === '-02-29' ? '-02-28' : date.slice(4)}`)

const endOfYearIn = (date: IsoDate, years: number): IsoDate => isoDate(`${Number(date.slice(0, 4)) + years}-12-31`)

/** The last day on which it must be kept. A consent that still stands is the ground of the processing itself. */
export type KeptUntil = IsoDate | 'while-it-stands'

/** Null when nothing demands that it is kept at all. */
export const documentKeptUntil = (document: Document): KeptUntil | null => {
  const signed = document.patientSigned?.on ?? document.refused?.on ?? null
  if (signed === null || document.annulled !== null) return null
  if (natureOf(document.kind) === 'medical') return inYears(signed, MEDICAL_YEARS)
  const ended = document.revoked?.on
  return ended === undefined ? 'while-it-stands' : inYears(ended, CONSENT_YEARS)
}

export const planKeptUntil = (plan: Plan): IsoDate | null => {
  const signed = [...plan.patientSignatures, ...plan.doctorSignatures].map((one) => one.on).toSorted()
  const last = signed.at(-1)
  return last === undefined ? null : endOfYearIn(last, MONEY_YEARS)
}

export const actKeptUntil = (act: Pick<Act, 'date'>): IsoDate => endOfYearIn(act.date, MONEY_YEARS)
export const paymentKeptUntil = (payment: Pick<Payment, 'date'>): IsoDate => endOfYearIn(payment.date, MONEY_YEARS)
