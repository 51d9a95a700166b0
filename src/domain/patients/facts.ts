/** Facts about a patient as a person: who they are, how to reach them, who represents a minor, what they cannot have. */
import { z } from 'zod'
import { defineFact, type FactOf } from '../fact.ts'
import { IsoDate } from '../values/dates.ts'
import { PatientId } from '../values/ids.ts'
import { PersonName, Sex } from '../values/person-name.ts'
import { Phone } from '../values/phone.ts'

/** Identity document, for contracts and tax certificates (codes of ФНС: 21 passport RF, 03 birth certificate …). */
export const IdentityDocument = z.object({
  code: z.enum(['21', '03', '10', '12', '91']),
  series: z.string().max(20),
  number: z.string().min(1).max(30),
  issuedBy: z.string().max(200),
  issuedOn: IsoDate.nullable()
})
export type IdentityDocument = z.infer<typeof IdentityDocument>

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

export type PatientFact =
  | FactOf<typeof PatientRegistered>
  | FactOf<typeof PatientDetailsChanged>
  | FactOf<typeof RepresentativeNamed>
  | FactOf<typeof RepresentativeWithdrawn>
  | FactOf<typeof AllergyNoted>
