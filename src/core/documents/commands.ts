/** What the desk does with documents: gathers what the rules need, asks them, keeps the files and records, in one transaction. */
import {
  annulDocument,
  prepareDocument,
  receiveOriginal,
  refuseDocument,
  revokeDocument,
  signOnPaper,
  type DocumentDecision
} from '../../domain/documents/decide.ts'
import { documentAggregate, type Document } from '../../domain/documents/evolve.ts'
import type { DocumentRefusalReason } from '../../domain/documents/facts.ts'
import type { DocumentKind, MarketingChannel } from '../../domain/documents/kinds.ts'
import { readPaperCode } from '../../domain/documents/paper-code.ts'
import type { DocumentRefusal } from '../../domain/documents/refusals.ts'
import type { DocumentChoices } from '../../domain/documents/snapshot.ts'
import { refuse } from '../../domain/fact.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import type { Actor } from '../../domain/staff/rights.ts'
import type { IsoDate } from '../../domain/values/dates.ts'
import { DocumentId, type PatientId, type VisitId } from '../../domain/values/ids.ts'
import { authorOf, presentAt, type Desk } from '../desk.ts'
import { nextNumber } from '../storage/numbers.ts'
import { templateCatalogue } from './catalogue.ts'
import { gatherData } from './gather.ts'

export type DocumentResult =
  | { readonly ok: true; readonly id: DocumentId }
  | { readonly ok: false; readonly refusal: DocumentRefusal }

/** Decides on one document and records, all in one transaction. */
export const decideOn = (
  desk: Desk,
  actor: Actor,
  id: DocumentId,
  decide: (state: Document | null, today: IsoDate) => DocumentDecision
): DocumentResult =>
  desk.journal.atomically(() => {
    const decision = decide(desk.journal.state(documentAggregate, id), presentAt(desk).today)
    if (!decision.ok) return decision
    desk.journal.record(authorOf(actor), decision.facts)
    return { ok: true, id }
  })

export interface PrepareInput {
  readonly id: DocumentId
  readonly kind: DocumentKind
  readonly patient: PatientId
  readonly visit: VisitId | null
  /** Who signs for or beside the patient, of the patient's standing representatives. */
  readonly representative: string | null
  readonly choices: DocumentChoices
}

export const prepare = (desk: Desk, actor: Actor, input: PrepareInput): DocumentResult =>
  decideOn(desk, actor, input.id, (state, today) => {
    const patient = desk.journal.state(patientAggregate, input.patient)
    if (patient === null) return refuse({ code: 'PATIENT_UNKNOWN' })
    const inUse = templateCatalogue(desk.places.resources).inUse(input.kind, today)
    if (inUse === null) return refuse({ code: 'NO_TEMPLATE' })
    if (!('template' in inUse)) return refuse({ code: 'TEMPLATE_BAD', faults: [...inUse] })
    const data = gatherData(desk, input.kind, patient, input.visit, today)
    if (data === null) return refuse({ code: 'CLINIC_UNKNOWN' })
    const representative = patient.representatives.find((one) => one.id === input.representative) ?? null
    if (input.representative !== null && representative === null) return refuse({ code: 'REPRESENTATIVE_UNKNOWN' })
    const { template, sha256 } = inUse
    return prepareDocument(
      state,
      { ...input, representative },
      () => ({
        template: {
          key: template.key,
          version: template.version,
          sha256,
          scope: template.scope,
          validDays: template.validDays
        },
        number: nextNumber(desk.db, desk.identity.series, 'document'),
        clinic: desk.identity.clinic,
        title: template.shortTitle,
        data
      }),
      patient,
      today
    )
  })

/** The desk has seen the signed paper. */
export const markSignedOnPaper = (desk: Desk, actor: Actor, id: DocumentId): DocumentResult =>
  decideOn(desk, actor, id, (state, on) => signOnPaper(state, { id, on }))

export const markOriginalReceived = (
  desk: Desk,
  actor: Actor,
  input: { id: DocumentId; place: string | null }
): DocumentResult => decideOn(desk, actor, input.id, (state) => receiveOriginal(state, { ...input, by: 'hand' }))

/** The QR code of a signed paper was scanned on its way into the folder. */
export const receiveScanned = (
  desk: Desk,
  actor: Actor,
  input: { code: string; place: string | null }
): DocumentResult => {
  const read = readPaperCode(input.code)
  if (read === null || read.kind !== 'document') return { ok: false, refusal: { code: 'NOT_A_DOCUMENT_CODE' } }
  const id = DocumentId.parse(read.id)
  return decideOn(desk, actor, id, (state) => receiveOriginal(state, { id, by: 'scan', place: input.place }))
}

export const refuseToSign = (
  desk: Desk,
  actor: Actor,
  input: { id: DocumentId; reason: DocumentRefusalReason; note: string | null }
): DocumentResult => decideOn(desk, actor, input.id, (state, on) => refuseDocument(state, { ...input, on }))

export const revoke = (
  desk: Desk,
  actor: Actor,
  input: { id: DocumentId; reason: string | null; channels: readonly MarketingChannel[] | null }
): DocumentResult => decideOn(desk, actor, input.id, (state, on) => revokeDocument(state, { ...input, on }))

export const annul = (desk: Desk, actor: Actor, input: { id: DocumentId; reason: string }): DocumentResult =>
  decideOn(desk, actor, input.id, (state) => annulDocument(state, input))
