/** Finding a patient from anywhere, registering one without making a double, and what is known of each. */
import { z } from 'zod'
import { CONTESTED_FIELDS, ContestedValue } from '../domain/patients/contested.ts'
import { PatientChanges, PatientDetails, Representative } from '../domain/patients/facts.ts'
import { PatientRefusal } from '../domain/patients/refusals.ts'
import { IsoDate } from '../domain/values/dates.ts'
import { FactId, PatientId, VisitId } from '../domain/values/ids.ts'
import { Kopecks } from '../domain/values/money.ts'
import { Sex } from '../domain/values/person-name.ts'
import { Phone } from '../domain/values/phone.ts'
import { procedure, refusable } from './base.ts'

export const PatientHit = z.object({
  id: PatientId,
  name: z.string(),
  birthDate: IsoDate,
  age: z.int(),
  phones: z.array(Phone),
  recordNumber: z.string().nullable(),
  /** Visit of today at this clinic, if there is one: finding a patient mostly means opening it. */
  visitToday: VisitId.nullable()
})
export type PatientHit = z.infer<typeof PatientHit>

/** Why two people may be one, for the window to say in words. */
export const DoubleReason = z.object({
  code: z.enum([
    'name-same',
    'name-alike',
    'family-changed',
    'name-swapped',
    'birth-date-same',
    'birth-date-swapped',
    'birth-date-typo',
    'phone-same',
    'document-same',
    'record-number-same',
    'sex-different'
  ]),
  part: z.enum(['family', 'given', 'patronymic']).optional(),
  likeness: z.string().optional(),
  phone: Phone.optional()
})
export type DoubleReason = z.infer<typeof DoubleReason>

/** A patient already registered who may be the same person, and why we think so. */
export const PossibleDouble = z.object({
  patient: PatientHit,
  score: z.number(),
  likelihood: z.enum(['same', 'likely', 'possible']),
  reasons: z.array(DoubleReason)
})
export type PossibleDouble = z.infer<typeof PossibleDouble>

/** The fixed strip that stays while anything of the patient is open. */
export const PatientStrip = z.object({
  id: PatientId,
  name: z.string(),
  addressName: z.string(),
  initials: z.string(),
  birthDate: IsoDate,
  age: z.int(),
  sex: Sex,
  minor: z.boolean(),
  phones: z.array(Phone),
  recordNumber: z.string().nullable(),
  cardNumber: z.string().nullable(),
  points: z.int(),
  /** Every allergy that stands, in one text. */
  allergy: z.string().nullable(),
  /** The same one by one: more than one were noted apart. */
  allergies: z.array(z.string().nullable()),
  /** Fields of which several values stand until somebody settles them. */
  apart: z.array(z.enum(CONTESTED_FIELDS)),
  debt: Kopecks,
  advance: Kopecks
})
export type PatientStrip = z.infer<typeof PatientStrip>

export const PatientCard = z.object({
  strip: PatientStrip,
  details: PatientDetails,
  representatives: z.array(Representative),
  registeredAt: z.string()
})
export type PatientCard = z.infer<typeof PatientCard>

export const patientsContract = {
  search: procedure
    .input(z.object({ text: z.string().max(120), limit: z.int().min(1).max(50) }))
    .output(z.array(PatientHit)),
  strip: procedure.input(z.object({ id: PatientId })).output(PatientStrip.nullable()),
  card: procedure.input(z.object({ id: PatientId })).output(PatientCard.nullable()),
  doubles: procedure.input(PatientDetails).output(z.array(PossibleDouble)),
  register: refusable(PatientRefusal)
    .input(z.object({ id: PatientId, details: PatientDetails, representative: Representative.nullable() }))
    .output(PatientStrip),
  change: refusable(PatientRefusal)
    .input(z.object({ id: PatientId, changes: PatientChanges, base: PatientChanges }))
    .output(PatientStrip),
  nameRepresentative: refusable(PatientRefusal)
    .input(z.object({ id: PatientId, representative: Representative }))
    .output(PatientCard),
  withdrawRepresentative: refusable(PatientRefusal)
    .input(z.object({ id: PatientId, representative: z.uuid() }))
    .output(PatientCard),
  noteAllergy: refusable(PatientRefusal)
    .input(
      z.object({
        id: PatientId,
        allergy: z.string().trim().max(500).nullable(),
        base: z.array(z.string().nullable()).min(1)
      })
    )
    .output(PatientStrip),
  /** Settles a field entered apart; `seen` are the facts whose values were on the screen. */
  settleValues: refusable(PatientRefusal)
    .input(z.object({ id: PatientId, settled: ContestedValue, seen: z.array(FactId).min(1) }))
    .output(PatientStrip)
}
