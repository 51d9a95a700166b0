/** The data of one document as they were when it was prepared: frozen, so that it can be printed the same for ever. */
import { z } from 'zod'
import { RepresentativeKind } from '../patients/facts.ts'
import { IdentityDocument } from '../patients/identity-document.ts'
import { IsoDate } from '../values/dates.ts'
import { ServiceId, StaffId } from '../values/ids.ts'
import { PersonName, Sex } from '../values/person-name.ts'
import { Phone } from '../values/phone.ts'
import { Tooth } from '../values/tooth.ts'
import { MarketingChannel } from './kinds.ts'

/** Somebody who must put a hand under the document. */
export const Signer = z.discriminatedUnion('role', [
  z.object({ role: z.literal('patient') }),
  z.object({
    role: z.literal('representative'),
    id: z.uuid(),
    kind: RepresentativeKind,
    name: PersonName,
    birthDate: IsoDate.nullable(),
    phone: Phone.nullable(),
    document: IdentityDocument.nullable(),
    basis: z
      .object({ title: z.string(), number: z.string(), date: IsoDate.nullable(), validTo: IsoDate.nullable() })
      .nullable()
  })
])
export type Signer = z.infer<typeof Signer>

/** A person who may be told about the patient's health (323-ФЗ ст. 19 ч. 5 п. 5). */
export const Confidant = z.object({ name: z.string().trim().min(2).max(160), phone: z.string().trim().max(40) })
export type Confidant = z.infer<typeof Confidant>

/** What the desk asks and writes into the document, beside what is known anyway. */
export const DocumentChoices = z.object({
  confidants: z.array(Confidant).max(4),
  /** Channels of advertising; empty means none, and nothing is ticked beforehand. */
  channels: z.array(MarketingChannel).max(4),
  /** For a refusal: interventions that are refused, in words. */
  refused: z.string().trim().max(600).nullable(),
  diagnosis: z.string().trim().max(300).nullable()
})
export type DocumentChoices = z.infer<typeof DocumentChoices>

export const NO_CHOICES: DocumentChoices = { confidants: [], channels: [], refused: null, diagnosis: null }

export const DocumentSnapshot = z.object({
  on: IsoDate,
  patient: z.object({
    name: PersonName,
    birthDate: IsoDate,
    sex: Sex,
    address: z.string().nullable(),
    phone: Phone.nullable(),
    email: z.string().nullable(),
    document: IdentityDocument.nullable(),
    recordNumber: z.string().nullable(),
    allergy: z.string().nullable()
  }),
  signers: z.array(Signer).min(1).max(2),
  clinic: z.object({
    name: z.string(),
    address: z.string(),
    phone: z.string(),
    legalEntity: z.string(),
    inn: z.string(),
    ogrn: z.string(),
    licence: z.object({ number: z.string(), date: IsoDate, issuer: z.string() })
  }),
  /** The medical worker who explains; null when the document needs none or nobody is known yet. */
  clinician: z.object({ id: StaffId, name: PersonName, position: z.string() }).nullable(),
  services: z.array(
    z.object({
      id: ServiceId,
      name: z.string(),
      nomenclature: z.string().nullable(),
      tooth: Tooth.nullable(),
      quantity: z.int()
    })
  ),
  choices: DocumentChoices
})
export type DocumentSnapshot = z.infer<typeof DocumentSnapshot>

/** Teeth that the document speaks of, each once, in order. */
export const teethOf = (snapshot: Pick<DocumentSnapshot, 'services'>): readonly Tooth[] =>
  [...new Set(snapshot.services.flatMap((one) => (one.tooth === null ? [] : [one.tooth])))].toSorted()
