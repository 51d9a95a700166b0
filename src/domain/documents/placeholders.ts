/** What a template may leave open, and the words that close it for one patient, one clinic and one day. */
import { longDate, yearsInWords } from '../language/russian-date.ts'
import type { RepresentativeKind } from '../patients/facts.ts'
import type { IdentityDocument } from '../patients/identity-document.ts'
import { ageOn, formatDate } from '../values/dates.ts'
import { fullName } from '../values/person-name.ts'
import { formatPhone } from '../values/phone.ts'
import { teethOf, type DocumentSnapshot, type Signer } from './snapshot.ts'

type Filler = (snapshot: DocumentSnapshot, number: string) => string | null

const DOCUMENT_NAMES: Readonly<Record<IdentityDocument['code'], string>> = {
  '21': 'паспорт гражданина РФ',
  '03': 'свидетельство о рождении',
  '10': 'паспорт иностранного гражданина',
  '12': 'вид на жительство',
  '91': 'иной документ, удостоверяющий личность'
}

const REPRESENTATIVE_NAMES: Readonly<Record<RepresentativeKind, string>> = {
  parent: 'родитель',
  'adoptive-parent': 'усыновитель',
  guardian: 'опекун',
  trustee: 'попечитель',
  'by-power-of-attorney': 'представитель по доверенности'
}

const identity = (document: IdentityDocument | null): string | null => {
  if (document === null) return null
  const issued = [document.issuedBy, document.issuedOn === null ? '' : formatDate(document.issuedOn)]
    .filter(Boolean)
    .join(', ')
  const number = [document.series, `№ ${document.number}`].filter(Boolean).join(' ')
  return `${DOCUMENT_NAMES[document.code]} ${number}${issued === '' ? '' : `, выдан ${issued}`}`
}

type Representative = Extract<Signer, { role: 'representative' }>
const representative = (snapshot: DocumentSnapshot): Representative | null =>
  snapshot.signers.find((one) => one.role === 'representative') ?? null

/** «родитель», «опекун, решение суда № 12 от 01.02.2026» */
export const authorityOf = (signer: Representative): string => {
  const { basis } = signer
  if (basis === null) return REPRESENTATIVE_NAMES[signer.kind]
  const number = basis.number === '' ? '' : ` № ${basis.number}`
  const date = basis.date === null ? '' : ` от ${formatDate(basis.date)}`
  const until = basis.validTo === null ? '' : `, действует до ${formatDate(basis.validTo)}`
  return `${REPRESENTATIVE_NAMES[signer.kind]}, ${basis.title}${number}${date}${until}`
}

const listed = (parts: readonly string[]): string | null => (parts.length === 0 ? null : parts.join('; '))

const FILLERS = {
  number: (_snapshot, number) => number,
  date: (snapshot) => longDate(snapshot.on),
  'patient.name': (snapshot) => fullName(snapshot.patient.name),
  'patient.birthDate': (snapshot) => longDate(snapshot.patient.birthDate),
  'patient.age': (snapshot) => yearsInWords(ageOn(snapshot.patient.birthDate, snapshot.on)),
  'patient.address': (snapshot) => snapshot.patient.address,
  'patient.phone': (snapshot) => (snapshot.patient.phone === null ? null : formatPhone(snapshot.patient.phone)),
  /** A child is reached through the representative. */
  'contact.phone': (snapshot) => {
    const phone = snapshot.patient.phone ?? representative(snapshot)?.phone ?? null
    return phone === null ? null : formatPhone(phone)
  },
  'patient.email': (snapshot) => snapshot.patient.email,
  'patient.document': (snapshot) => identity(snapshot.patient.document),
  'patient.allergy': (snapshot) => snapshot.patient.allergy,
  'representative.name': (snapshot) => nameOf(representative(snapshot)),
  'representative.birthDate': (snapshot) => {
    const born = representative(snapshot)?.birthDate ?? null
    return born === null ? null : longDate(born)
  },
  'representative.phone': (snapshot) => {
    const phone = representative(snapshot)?.phone ?? null
    return phone === null ? null : formatPhone(phone)
  },
  'representative.document': (snapshot) => identity(representative(snapshot)?.document ?? null),
  'representative.authority': (snapshot) => {
    const one = representative(snapshot)
    return one === null ? null : authorityOf(one)
  },
  'clinic.name': (snapshot) => snapshot.clinic.name,
  'clinic.legalEntity': (snapshot) => snapshot.clinic.legalEntity,
  'clinic.address': (snapshot) => snapshot.clinic.address,
  'clinic.phone': (snapshot) => snapshot.clinic.phone,
  'clinic.inn': (snapshot) => snapshot.clinic.inn,
  'clinic.ogrn': (snapshot) => snapshot.clinic.ogrn,
  'clinic.licence': ({ clinic: { licence } }) =>
    `№ ${licence.number} от ${formatDate(licence.date)}, выдана: ${licence.issuer}`,
  'clinician.name': (snapshot) => (snapshot.clinician === null ? null : fullName(snapshot.clinician.name)),
  'clinician.position': (snapshot) => snapshot.clinician?.position ?? null,
  services: (snapshot) =>
    listed(snapshot.services.map((one) => (one.tooth === null ? one.name : `${one.name} (зуб ${one.tooth})`))),
  teeth: (snapshot) => {
    const teeth = teethOf(snapshot)
    return teeth.length === 0 ? null : teeth.join(', ')
  },
  diagnosis: (snapshot) => snapshot.choices.diagnosis,
  refused: (snapshot) => snapshot.choices.refused,
  confidants: (snapshot) =>
    listed(snapshot.choices.confidants.map((one) => [one.name, one.phone].filter(Boolean).join(', ')))
} as const satisfies Readonly<Record<string, Filler>>

const nameOf = (one: Representative | null): string | null => (one === null ? null : fullName(one.name))

export type Placeholder = keyof typeof FILLERS
export const isPlaceholder = (name: string): name is Placeholder => Object.hasOwn(FILLERS, name)

/** The words for a place, or null when they are not known and a line is left to be filled by hand. */
export const valueOf = (place: Placeholder, snapshot: DocumentSnapshot, number: string): string | null => {
  const value = FILLERS[place](snapshot, number)
  return value === null || value.trim() === '' ? null : value
}
