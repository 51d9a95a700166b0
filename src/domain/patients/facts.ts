/** Facts about a patient as a person: who they are, how to reach them, who represents a minor, what they cannot have. */
import { z } from 'zod'
import { defineFact, type FactOf } from '../fact.ts'
import { IsoDate } from '../values/dates.ts'
import { FactId, PatientId } from '../values/ids.ts'
import { PersonName, Sex } from '../values/person-name.ts'
import { Phone } from '../values/phone.ts'
import { ContestedValue } from './contested.ts'
import { IdentityDocument } from './identity-document.ts'

export const PatientDetails = z.object({
  name: PersonName,
  birthDate: IsoDate,
  sex: Sex,
  phones: z.array(Phone).max(5),
  email: z.email().nullable(),
  address: z.string().max(300).nullable(),
  /** Number of the dental record (form 043/у) as the clinic writes it. */
  recordNumber: z.string().max(40).nullable(),
  document: IdentityDocument.nullable(),
  note: z.string().max(500).nullable()
})
export type PatientDetails = z.infer<typeof PatientDetails>

/** Some of the details, as a form that changes them sends them. */
export const PatientChanges = PatientDetails.partial()
export type PatientChanges = z.infer<typeof PatientChanges>

/** 323-ФЗ ст. 20: only a lawful representative consents for a child; others need a basis document and a warning. */
export const RepresentativeKind = z.enum(['parent', 'adoptive-parent', 'guardian', 'trustee', 'by-power-of-attorney'])
export type RepresentativeKind = z.infer<typeof RepresentativeKind>

export const Representative = z.object({
  id: z.uuid(),
  kind: RepresentativeKind,
  name: PersonName,
  birthDate: IsoDate.nullable(),
  phone: Phone.nullable(),
  document: IdentityDocument.nullable(),
  /** Birth certificate, guardianship act, court decision or power of attorney: number, date, issuer, valid to. */
  basis: z
    .object({ title: z.string().min(1), number: z.string(), date: IsoDate.nullable(), validTo: IsoDate.nullable() })
    .nullable(),
  /** When the representative is a patient too. */
  patient: PatientId.nullable()
})
export type Representative = z.infer<typeof Representative>

export const PatientRegistered = defineFact('patient.registered', 1, PatientDetails)
/** Only what changed; `base` holds the values the person at the desk saw, so that a change made apart is noticed. */
export const PatientDetailsChanged = defineFact(
  'patient.details-changed',
  1,
  z.object({ changes: PatientChanges, base: PatientChanges })
)
export const RepresentativeNamed = defineFact('patient.representative-named', 1, Representative)
export const RepresentativeWithdrawn = defineFact('patient.representative-withdrawn', 1, z.object({ id: z.uuid() }))
/** «лидокаин»; null means that the patient said there is none. */
export const AllergyNoted = defineFact(
  'patient.allergy-noted',
  1,
  z.object({ allergy: z.string().max(200).nullable() })
)
/** The same, naming every value that the person at the desk saw: what somebody else notes meanwhile is not replaced. */
export const AllergyNotedSeeing = defineFact(
  'patient.allergy-noted',
  2,
  z.object({ allergy: z.string().max(500).nullable(), base: z.array(z.string().max(500).nullable()).min(1) })
)
/**
 * Somebody has asked the patient and settled what was entered apart. It names the facts whose values it replaces, so that two
 * desks that settle otherwise without knowing of each other make a conflict anew instead of one of them losing.
 */
export const PatientValuesSettled = defineFact(
  'patient.values-settled',
  1,
  z.intersection(ContestedValue, z.object({ settles: z.array(FactId).min(1) }))
)

export type PatientFact =
  | FactOf<typeof PatientRegistered>
  | FactOf<typeof PatientDetailsChanged>
  | FactOf<typeof RepresentativeNamed>
  | FactOf<typeof RepresentativeWithdrawn>
  | FactOf<typeof AllergyNoted>
  | FactOf<typeof AllergyNotedSeeing>
  | FactOf<typeof PatientValuesSettled>
