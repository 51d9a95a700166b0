/** Consents that the demo's patients signed on paper before today or before they sat down today; some still have to sign. */
import { ConsentKind, type PriceLine } from '../../domain/clinic/facts.ts'
import {
  prepareDocument,
  printDocument,
  receiveOriginal,
  signAsClinician,
  signOnPaper,
  type DocumentDecision
} from '../../domain/documents/decide.ts'
import { documentAggregate, type Document } from '../../domain/documents/evolve.ts'
import { DOCUMENT_OF_CONSENT, needsClinician, type DocumentKind } from '../../domain/documents/kinds.ts'
import { requiredSigners } from '../../domain/documents/signers.ts'
import { NO_CHOICES } from '../../domain/documents/snapshot.ts'
import { foldable, newFact, type NewFact } from '../../domain/fact.ts'
import { addDays, instant, localDate, type IsoDate } from '../../domain/values/dates.ts'
import { DeviceId, DocumentId, FactId, type PatientId } from '../../domain/values/ids.ts'
import { ConsentGateOverridden } from '../../domain/visits/facts.ts'
import type { Calendar } from './calendar.ts'
import { castId } from './cast.ts'
import { acceptedFacts, type DemoFact } from './demo-fact.ts'
import { deskOf, type DemoVisit } from './demo-visit.ts'
import type { Numbering } from './papers.ts'
import type { DemoPatient } from './patients.ts'
import type { Random } from './random.ts'
import { serviceIdOf } from './treatments.ts'
import { paperHash, type DemoTemplate } from './templates.ts'

/** How many of those who are booked have signed what is signed once for all visits. */
const SIGNED_SHARE = 0.85

/** People of the shift who are known to have signed, and to have signed nothing. */
const ONCE_SIGNED: ReadonlySet<string> = new Set(
  ['kravtsova', 'abdullaev', 'solovyov', 'gavrilova', 'long'].map(castId)
)
const NOTHING_SIGNED: ReadonlySet<string> = new Set(['mira', 'melnik'].map(castId))

const DAY = 86_400_000

interface Around {
  readonly calendar: Calendar
  readonly now: number
  readonly lines: ReadonlyMap<string, PriceLine>
  readonly templates: readonly DemoTemplate[]
  readonly numbers: Numbering
  readonly registeredAt: ReadonlyMap<PatientId, number>
}

export const consentFacts = (random: Random, booked: readonly DemoVisit[], around: Around): readonly DemoFact[] => {
  const facts: DemoFact[] = []
  const once = new Set<string>()
  for (const visit of booked) {
    const { patient } = visit
    const seated = visit.moves.find((move) => move.to === 'in-chair')
    const signs =
      seated !== undefined ||
      ONCE_SIGNED.has(patient.id) ||
      (!NOTHING_SIGNED.has(patient.id) && random.chance(SIGNED_SHARE))
    if (signs && !once.has(patient.id)) {
      once.add(patient.id)
      const { at, on } = signedBefore(random, patient.id, around)
      for (const kind of ['personal-data-consent', 'general-consent'] as const)
        facts.push(...signed(random, visit, { kind, on, at, forVisit: false }, around))
    }
    if (seated === undefined || visit.date !== around.calendar.today) continue
    const at = Math.round(around.calendar.momentOf(visit.date, seated.at)) - 4 * 60_000
    const needed = neededFor(visit, around.lines)
    for (const kind of needed)
      facts.push(...signed(random, visit, { kind, on: visit.date, at, forVisit: true }, around))
    if (!someoneMaySign(patient, visit.date))
      facts.push(letInWithout(visit, ['general-consent', ...needed], seated.at, around))
  }
  return facts
}

/** A working day of the past, never before the patient was known. */
const signedBefore = (
  random: Random,
  patient: PatientId,
  { calendar, now, registeredAt }: Around
): { readonly at: number; readonly on: IsoDate } => {
  const day = addDays(calendar.today, -random.whole(12, 300))
  const wished = calendar.momentOf(day, random.whole(9 * 60, 18 * 60))
  const at = Math.min(Math.max(wished, (registeredAt.get(patient) ?? 0) + 10 * 60_000), now - DAY)
  return { at, on: localDate(instant(at), calendar.zone) }
}

const someoneMaySign = (patient: DemoPatient, on: IsoDate): boolean =>
  patient.representatives.length > 0 ||
  !requiredSigners('general-consent', patient.details.birthDate, on).includes('representative')

/** A child who came with nobody that may sign was let in on somebody's word, and the visit says so. */
const letInWithout = (
  visit: DemoVisit,
  documents: readonly DocumentKind[],
  seatedAt: number,
  { calendar }: Around
): DemoFact => {
  const missing = ConsentKind.options.filter((kind) => documents.includes(DOCUMENT_OF_CONSENT[kind]))
  return {
    author: deskOf(visit.doctor).author,
    at: Math.round(calendar.momentOf(visit.date, seatedAt)) - 30_000,
    fact: newFact(ConsentGateOverridden, 'visit', visit.id, {
      missing,
      reason: 'острая боль, мама едет и подпишет',
      responsible: 'Берестова Т. Л., старший администратор'
    })
  }
}

/** Consents that the services of the visit name, in their order. */
const neededFor = (visit: DemoVisit, lines: Around['lines']): readonly DocumentKind[] => {
  const named = new Set(servicesWith(visit, lines).flatMap(({ line }) => line.consents))
  return ConsentKind.options
    .filter((kind) => kind !== 'general' && named.has(kind))
    .map((kind) => DOCUMENT_OF_CONSENT[kind])
}

const servicesWith = (visit: DemoVisit, lines: Around['lines']) => {
  const byId = new Map([...lines.values()].map((line) => [serviceIdOf(line.code), line]))
  return visit.services.flatMap((booked) => {
    const line = byId.get(booked.service)
    return line === undefined ? [] : [{ booked, line }]
  })
}

interface Signing {
  readonly kind: DocumentKind
  readonly on: IsoDate
  readonly at: number
  readonly forVisit: boolean
}

/** Prepared, printed, signed by both sides, and mostly filed; nothing where nobody is there who may sign. */
const signed = (random: Random, visit: DemoVisit, signing: Signing, around: Around): readonly DemoFact[] => {
  const { kind, on, forVisit } = signing
  const { patient, doctor } = visit
  const used = around.templates.findLast(({ template }) => template.key === kind)
  const representative = requiredSigners(kind, patient.details.birthDate, on).includes('representative')
    ? (patient.representatives[0] ?? null)
    : null
  const alone = !requiredSigners(kind, patient.details.birthDate, on).includes('representative')
  if (used === undefined || (!alone && representative === null) || patient.details.birthDate > on) return []
  const id = DocumentId.parse(random.uuid(signing.at))
  const sheet = paperOf(deskOf(doctor).author, Math.min(signing.at, around.now - 5 * 60_000))
  const { key, version, scope, validDays, shortTitle } = used.template
  const clinician = { id: doctor.id, name: doctor.card.name, position: doctor.card.position }
  sheet.take((state) =>
    prepareDocument(
      state,
      { id, kind, patient: patient.id, visit: forVisit ? visit.id : null, representative, choices: NO_CHOICES },
      () => ({
        template: { key, version, sha256: used.sha256, scope, validDays },
        number: around.numbers.next('document'),
        clinic: doctor.clinic.id,
        title: shortTitle,
        data: {
          on,
          patient: patientIn(patient),
          clinic: doctor.clinic.description,
          clinician: needsClinician(kind) && forVisit ? clinician : null,
          services: forVisit ? servicesIn(visit, kind, around.lines) : []
        }
      }),
      patient.details,
      on
    )
  )
  sheet.take((state) => printDocument(state, { id, sha256: paperHash(id), copies: 1 }))
  sheet.take((state) => signOnPaper(state, { id, on }))
  if (needsClinician(kind))
    sheet.take((state) => signAsClinician(state, { id, clinician: { ...clinician, mayTreat: true }, on, drawn: null }))
  if (random.chance(0.9)) sheet.take((state) => receiveOriginal(state, { id, by: 'hand', place: null }))
  return sheet.facts
}

const patientIn = ({ details, allergy }: DemoPatient) => ({
  name: details.name,
  birthDate: details.birthDate,
  sex: details.sex,
  address: details.address,
  phone: details.phones[0] ?? null,
  email: details.email,
  document: details.document,
  recordNumber: details.recordNumber,
  allergy
})

const servicesIn = (visit: DemoVisit, kind: DocumentKind, lines: Around['lines']) =>
  servicesWith(visit, lines)
    .filter(({ line }) => line.consents.some((consent) => DOCUMENT_OF_CONSENT[consent] === kind))
    .map(({ booked, line }) => ({
      id: booked.service,
      name: line.name,
      nomenclature: line.nomenclature,
      tooth: booked.tooth,
      quantity: booked.quantity
    }))

const NOBODY = {
  id: FactId.parse('00000000-0000-7000-8000-000000000000'),
  device: DeviceId.parse('00000000-0000-7000-8000-000000000000')
}

/** Goes with a document from rule to rule, as a desk would, half a minute each. */
const paperOf = (author: DemoFact['author'], from: number) => {
  const { fold } = foldable(documentAggregate)
  const facts: DemoFact[] = []
  let state: unknown = null
  return {
    facts,
    take: (decide: (state: Document | null) => DocumentDecision): void => {
      // Folded by this very aggregate, see `foldable`.
      for (const fact of acceptedFacts<NewFact>(decide(state as Document | null))) {
        const at = from + facts.length * 30_000
        facts.push({ author, at, fact })
        state = fold(state, { ...fact, provenance: { ...NOBODY, ...author, at: instant(at) } })
      }
    }
  }
}
