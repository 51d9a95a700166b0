/** Reads documents the way screens look at them: of a visit, of a patient, one with everything about it. */
import { z } from 'zod'
import type { ConsentNeed, DocumentRow, DocumentView, SigningOptions } from '../../contract/documents.ts'
import { documentAggregate, type Document } from '../../domain/documents/evolve.ts'
import { SignatureMode } from '../../domain/documents/facts.ts'
import { DocumentKind, MarketingChannel, needsClinician } from '../../domain/documents/kinds.ts'
import { citation } from '../../domain/documents/legal-acts.ts'
import { authorityOf } from '../../domain/documents/placeholders.ts'
import { requiredSigners, signerProblem, signerWarnings } from '../../domain/documents/signers.ts'
import { DocumentStatus } from '../../domain/documents/status.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import { ageOn, IsoDate } from '../../domain/values/dates.ts'
import { DocumentId, PatientId, VisitId, type ClinicId } from '../../domain/values/ids.ts'
import { fullName, PersonName } from '../../domain/values/person-name.ts'
import { Sha256 } from '../../domain/values/sha256.ts'
import { clinicById } from '../clinic/views.ts'
import { presentAt, type Desk } from '../desk.ts'
import type { PatientTables } from '../patients/views.ts'
import { staffNames } from '../staff/views.ts'
import { queryBuilder, rows } from '../storage/query.ts'
import { lapsedActs, templateCatalogue } from './catalogue.ts'
import { consentsFor } from './needs.ts'
import { paperOf, unfilledPlaces } from './rendering.ts'
import type { VisitTables } from '../visits/views.ts'
import type { DocumentTables } from './views.ts'

const query = queryBuilder<DocumentTables & PatientTables & VisitTables>()

const withNames = query
  .selectFrom('document')
  .leftJoin('patient', 'patient.id', 'document.patient')
  .select([
    'document.id',
    'document.kind',
    'document.number',
    'document.title',
    'document.on_date',
    'document.status',
    'document.mode',
    'document.signed_on',
    'document.valid_until',
    'document.original_awaited',
    'document.text',
    'document.signed',
    'document.patient',
    'document.visit',
    'document.channels',
    'patient.name as patient_name'
  ])

type NamedDocument = Awaited<ReturnType<typeof withNames.execute>>[number]

const date = (text: string | null): IsoDate | null => (text === null ? null : IsoDate.parse(text))

/** The file of what was signed is that with the drawn hands, or on paper that of the text. */
const isElsewhere = ({ blobs }: Desk, { signed_on, signed, text }: NamedDocument): boolean => {
  const file = signed_on === null ? null : (signed ?? text)
  return file !== null && !blobs.has(Sha256.parse(file))
}

const toRow = (desk: Desk, row: NamedDocument): DocumentRow => ({
  id: DocumentId.parse(row.id),
  kind: DocumentKind.parse(row.kind),
  number: row.number,
  title: row.title,
  on: IsoDate.parse(row.on_date),
  status: DocumentStatus.parse(row.status),
  mode: row.mode === null ? null : SignatureMode.parse(row.mode),
  signedOn: date(row.signed_on),
  validUntil: date(row.valid_until),
  originalAwaited: row.original_awaited === 1,
  fileElsewhere: isElsewhere(desk, row),
  patient: {
    id: PatientId.parse(row.patient),
    name: row.patient_name === null ? '' : fullName(PersonName.parse(JSON.parse(row.patient_name)))
  },
  visit: row.visit === null ? null : VisitId.parse(row.visit),
  channels: z.array(MarketingChannel).parse(JSON.parse(row.channels))
})

/** Newest first. */
export const documentsOfPatient = (desk: Desk, patient: PatientId): DocumentRow[] =>
  rows(
    desk.db,
    withNames
      .where('document.patient', '=', patient)
      .orderBy('document.prepared_at', 'desc')
      .orderBy('document.id', 'desc')
  ).map((row) => toRow(desk, row))

/** Oldest first: what has waited longest is asked for first. */
export const unfinishedDocuments = (desk: Desk, clinic: ClinicId, limit: number): DocumentRow[] =>
  rows(
    desk.db,
    withNames
      .where('document.clinic', '=', clinic)
      .where((where) => where.or([where('document.original_awaited', '=', 1), where('document.status', '=', 'signed')]))
      .orderBy('document.prepared_at')
      .limit(limit)
  ).map((row) => toRow(desk, row))

/** What the visit needs, each with the document that gives it or was begun for it, and the visit's other papers. */
export const documentsOfVisit = (
  desk: Desk,
  visit: VisitId
): { readonly needs: ConsentNeed[]; readonly others: DocumentRow[] } => {
  const needed = consentsFor(desk, visit)
  const known = rows(
    desk.db,
    withNames
      .where('document.patient', '=', (select) =>
        select.selectFrom('visit').select('visit.patient').where('visit.id', '=', visit)
      )
      .orderBy('document.prepared_at', 'desc')
  ).map((row) => toRow(desk, row))
  const needs = needed.map((one): ConsentNeed => {
    const given = known.find((row) => row.id === one.givenBy)
    return {
      kind: one.kind,
      consent: one.consent,
      given: given !== undefined,
      document: given ?? begun(known, one.kind, visit)
    }
  })
  const shown = new Set(needs.map((one) => one.document?.id))
  return { needs, others: known.filter((row) => row.visit === visit && !shown.has(row.id)) }
}

/** Prepared and not decided yet, for this visit or for none in particular. */
const begun = (known: readonly DocumentRow[], kind: DocumentKind, visit: VisitId): DocumentRow | null =>
  known.find(
    (row) =>
      row.kind === kind &&
      (row.visit === visit || row.visit === null) &&
      (row.status === 'draft' || row.status === 'printed' || row.status === 'refused')
  ) ?? null

export const documentView = (desk: Desk, id: DocumentId): DocumentView | null => {
  const document = desk.journal.state(documentAggregate, id)
  const [row] = rows(desk.db, withNames.where('document.id', '=', id))
  if (document === null || row === undefined) return null
  const { snapshot, patientSigned, clinicianSigned } = document
  const found = paperOf(desk, id, document)
  const { today } = presentAt(desk)
  return {
    ...toRow(desk, row),
    templateVersion: document.template.version,
    approved: found.ok ? found.value.template.approved : null,
    signers: snapshot.signers.map((signer) =>
      signer.role === 'patient'
        ? { role: 'patient', name: fullName(snapshot.patient.name), note: null }
        : { role: 'representative', name: fullName(signer.name), note: authorityOf(signer) }
    ),
    needsClinician: needsClinician(document.kind),
    clinician:
      snapshot.clinician === null
        ? null
        : {
            id: snapshot.clinician.id,
            name: fullName(snapshot.clinician.name),
            position: snapshot.clinician.position
          },
    clinicianSigned:
      clinicianSigned === null
        ? null
        : { name: clinicianSigned.name, on: clinicianSigned.on, mode: clinicianSigned.mode },
    copies: document.copies,
    text: patientSigned?.sha256 ?? document.printed.at(-1) ?? null,
    screen: signsOnScreen(desk, document.kind),
    unfilled: found.ok ? [...unfilledPlaces(found.value)] : [],
    lapsedActs: found.ok
      ? lapsedActs(templateCatalogue(desk.places.resources), found.value.template, today).map((act) =>
          citation(act, 'nominative')
        )
      : [],
    refused: pick(document.refused, ({ reason, note, on }) => ({ reason, note, on })),
    revoked: pick(document.revoked, ({ on, reason }) => ({ on, reason })),
    annulled: document.annulled?.reason ?? null,
    originalPlace: document.original?.place ?? null,
    events: eventsOf(desk, id)
  }
}

const pick = <From, To>(from: From | null, choose: (from: From) => To): To | null =>
  from === null ? null : choose(from)

export const signsOnScreen = (desk: Desk, kind: Document['kind']): boolean =>
  clinicById(desk.db, desk.identity.clinic)?.screenSigning.includes(kind) ?? false

const eventsOf = (desk: Desk, id: DocumentId): DocumentView['events'] => {
  const names = staffNames(desk.db)
  return desk.journal.history('document', id).map(({ type, provenance }) => ({
    type,
    at: provenance.at,
    by: provenance.staff === null ? null : (names.get(provenance.staff) ?? null)
  }))
}

/** Null for an unknown patient. */
export const signingOptions = (desk: Desk, kind: DocumentKind, id: PatientId): SigningOptions | null => {
  const patient = desk.journal.state(patientAggregate, id)
  if (patient === null) return null
  const { today } = presentAt(desk)
  return {
    age: ageOn(patient.birthDate, today),
    required: [...requiredSigners(kind, patient.birthDate, today)],
    representatives: patient.representatives.map((one) => ({
      id: one.id,
      name: fullName(one.name),
      kind: one.kind,
      problem: signerProblem(kind, patient.birthDate, one, today),
      warnings: [...signerWarnings(one, today)]
    })),
    screen: signsOnScreen(desk, kind)
  }
}
