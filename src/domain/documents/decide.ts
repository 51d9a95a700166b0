/** Rules of documents: who may sign what and when, and that nothing changes under a signature. */
import { accept, newFact, refuse, type Decision } from '../fact.ts'
import type { PatientDetails, Representative } from '../patients/facts.ts'
import { ageOn, type IsoDate } from '../values/dates.ts'
import type { ClinicId, DocumentId, PatientId, StaffId, VisitId } from '../values/ids.ts'
import { fullName, type PersonName } from '../values/person-name.ts'
import type { Sha256 } from '../values/sha256.ts'
import type { Document } from './evolve.ts'
import {
  DocumentAnnulled,
  DocumentPrepared,
  DocumentPrinted,
  DocumentRefused,
  DocumentRevoked,
  DocumentSignedByClinician,
  DocumentSignedByPatient,
  OriginalReceived,
  type DocumentFact,
  type DocumentRefusalReason,
  type TemplateUsed
} from './facts.ts'
import { needsClinician, type DocumentKind, type MarketingChannel } from './kinds.ts'
import type { DocumentRefusal } from './refusals.ts'
import { requiredSigners, signerProblem, type SignerRole } from './signers.ts'
import type { DocumentChoices, DocumentSnapshot, Signer } from './snapshot.ts'
import { isSigned, standingChannels, statusOf } from './status.ts'

export type DocumentDecision = Decision<DocumentFact, DocumentRefusal>

export interface Preparing {
  readonly id: DocumentId
  readonly kind: DocumentKind
  readonly patient: PatientId
  readonly visit: VisitId | null
  /** Who signs beside or instead of the patient; null when the patient alone. */
  readonly representative: Representative | null
  readonly choices: DocumentChoices
}

/** What is gathered for the text: everything of the snapshot but who signs and what was chosen. */
export interface Gathered {
  readonly template: TemplateUsed
  readonly number: string
  readonly clinic: ClinicId
  readonly title: string
  readonly data: Omit<DocumentSnapshot, 'signers' | 'choices'>
}

export const prepareDocument = (
  state: Document | null,
  command: Preparing,
  gather: () => Gathered,
  patient: Pick<PatientDetails, 'birthDate' | 'phones' | 'email'>,
  on: IsoDate
): DocumentDecision => {
  if (state !== null) return refuse({ code: 'ALREADY_PREPARED' })
  const { kind, representative } = command
  const age = ageOn(patient.birthDate, on)
  const required = requiredSigners(kind, patient.birthDate, on)
  if (representative === null && required.includes('representative'))
    return refuse({ code: 'REPRESENTATIVE_REQUIRED', age })
  const problem = representative === null ? null : signerProblem(kind, patient.birthDate, representative, on)
  if (problem !== null) return refuse({ code: 'SIGNER_NOT_ALLOWED', problem, age })
  const wrong = choiceProblem(command, patient)
  if (wrong !== null) return refuse(wrong)
  const { template, number, clinic, title, data } = gather()
  const snapshot: DocumentSnapshot = {
    ...data,
    signers: [...signersOf(required, representative)],
    choices: command.choices
  }
  return accept(
    newFact(DocumentPrepared, 'document', command.id, {
      kind,
      template,
      number,
      patient: command.patient,
      visit: command.visit,
      clinic,
      title,
      snapshot
    })
  )
}

/** A guardian or attorney of an adult signs instead of the adult. */
const signersOf = (required: readonly SignerRole[], representative: Representative | null): readonly Signer[] => {
  if (representative === null) return [{ role: 'patient' }]
  const { id, kind, name, birthDate, phone, document, basis } = representative
  const signer: Signer = { role: 'representative', id, kind, name, birthDate, phone, document, basis }
  return required.includes('patient') && required.includes('representative') ? [{ role: 'patient' }, signer] : [signer]
}

const choiceProblem = (
  { kind, choices, representative }: Preparing,
  patient: Pick<PatientDetails, 'phones' | 'email'>
): DocumentRefusal | null => {
  if (kind === 'general-refusal' && (choices.refused ?? '') === '') return { code: 'NOTHING_CHOSEN' }
  if (kind !== 'marketing-consent') return null
  if (choices.channels.length === 0) return { code: 'NOTHING_CHOSEN' }
  const phone = patient.phones[0] ?? representative?.phone ?? null
  const unreachable = choices.channels.find((channel) => (channel === 'email' ? patient.email : phone) === null)
  return unreachable === undefined ? null : { code: 'NO_CONTACT', channel: unreachable }
}

/** Recorded when the sheets are given to the printer; a signed document is printed again as a marked copy only. */
export const printDocument = (
  state: Document | null,
  command: { id: DocumentId; sha256: Sha256; copies: number }
): DocumentDecision => {
  if (state === null) return refuse({ code: 'DOCUMENT_UNKNOWN' })
  const status = statusOf(state)
  if (status === 'annulled' || status === 'refused') return refuse({ code: 'WRONG_STATUS', status })
  return accept(
    newFact(DocumentPrinted, 'document', command.id, {
      sha256: command.sha256,
      copies: command.copies,
      repeated: state.printed.length > 0
    })
  )
}

/** The desk has seen the signed paper. What was printed last is what was signed. */
export const signOnPaper = (state: Document | null, command: { id: DocumentId; on: IsoDate }): DocumentDecision => {
  if (state === null) return refuse({ code: 'DOCUMENT_UNKNOWN' })
  const refusal = notSignable(state)
  if (refusal !== null) return refuse(refusal)
  const sha256 = state.printed.at(-1)
  if (sha256 === undefined) return refuse({ code: 'NOT_PRINTED' })
  const signatures = handsNeeded(state).map((hand) => ({ ...hand, strokes: null }))
  return accept(
    newFact(DocumentSignedByPatient, 'document', command.id, {
      mode: 'paper',
      on: command.on,
      sha256,
      signed: null,
      signatures
    })
  )
}

export interface SigningOnScreen {
  readonly id: DocumentId
  readonly on: IsoDate
  /** Hash of the PDF that stood on the screen. */
  readonly shown: Sha256
  readonly signatures: readonly { readonly role: SignerRole; readonly strokes: Sha256 }[]
}

/** What is true of the document now, worked out by whoever can render it. */
export interface ScreenPaper {
  readonly sha256: Sha256
  /** The PDF with the drawn signatures in it. */
  readonly signed: Sha256
  readonly unfilled: readonly string[]
  /** Documents that the clinic lets people sign on the screen. */
  readonly policy: readonly string[]
}

export const signOnScreen = (
  state: Document | null,
  command: SigningOnScreen,
  paper: ScreenPaper
): DocumentDecision => {
  if (state === null) return refuse({ code: 'DOCUMENT_UNKNOWN' })
  const refusal = notSignable(state)
  if (refusal !== null) return refuse(refusal)
  if (!paper.policy.includes(state.kind)) return refuse({ code: 'PAPER_ONLY' })
  if (paper.unfilled.length > 0) return refuse({ code: 'UNFILLED', places: [...paper.unfilled] })
  if (paper.sha256 !== command.shown) return refuse({ code: 'TEXT_CHANGED' })
  const needed = handsNeeded(state)
  const signatures = needed.flatMap((hand) => {
    const drawn = command.signatures.find((one) => one.role === hand.role)
    return drawn === undefined ? [] : [{ ...hand, strokes: drawn.strokes }]
  })
  if (signatures.length !== needed.length || command.signatures.length !== needed.length)
    return refuse({ code: 'WRONG_HANDS' })
  return accept(
    newFact(DocumentSignedByPatient, 'document', command.id, {
      mode: 'screen',
      on: command.on,
      sha256: paper.sha256,
      signed: paper.signed,
      signatures
    })
  )
}

const notSignable = (state: Document): DocumentRefusal | null => {
  const status = statusOf(state)
  return status === 'draft' || status === 'printed' || status === 'refused' ? null : { code: 'WRONG_STATUS', status }
}

const handsNeeded = (state: Document): readonly { role: SignerRole; name: string }[] =>
  state.snapshot.signers.map((signer) => ({
    role: signer.role,
    name: fullName(signer.role === 'patient' ? state.snapshot.patient.name : signer.name)
  }))

/** The medical worker's hand: on the same paper, or drawn by the signed-in worker on the screen. */
export const signAsClinician = (
  state: Document | null,
  command: {
    id: DocumentId
    clinician: { readonly id: StaffId; readonly name: PersonName; readonly mayTreat: boolean }
    on: IsoDate
    drawn: { readonly strokes: Sha256; readonly signed: Sha256 } | null
  }
): DocumentDecision => {
  if (state === null) return refuse({ code: 'DOCUMENT_UNKNOWN' })
  if (!needsClinician(state.kind)) return refuse({ code: 'NO_CLINICIAN_NEEDED' })
  const status = statusOf(state)
  if (status === 'draft' || status === 'printed') return refuse({ code: 'PATIENT_FIRST' })
  if (status !== 'signed') return refuse({ code: 'WRONG_STATUS', status })
  if (!command.clinician.mayTreat) return refuse({ code: 'NOT_CLINICIAN' })
  return accept(
    newFact(DocumentSignedByClinician, 'document', command.id, {
      mode: command.drawn === null ? 'paper' : 'screen',
      clinician: command.clinician.id,
      name: fullName(command.clinician.name),
      on: command.on,
      strokes: command.drawn?.strokes ?? null,
      signed: command.drawn?.signed ?? null
    })
  )
}

export const receiveOriginal = (
  state: Document | null,
  command: { id: DocumentId; by: 'scan' | 'hand'; place: string | null }
): DocumentDecision => {
  if (state === null) return refuse({ code: 'DOCUMENT_UNKNOWN' })
  if (state.original !== null) return refuse({ code: 'ALREADY_RECEIVED' })
  // The paper of a consent that was revoked later is kept for twenty-five years all the same.
  if (state.patientSigned === null) return refuse({ code: 'WRONG_STATUS', status: statusOf(state) })
  if (state.patientSigned.mode !== 'paper') return refuse({ code: 'NO_PAPER' })
  return accept(newFact(OriginalReceived, 'document', command.id, { by: command.by, place: command.place }))
}

/** The patient does not sign. What was signed is not refused but revoked. */
export const refuseDocument = (
  state: Document | null,
  command: { id: DocumentId; reason: DocumentRefusalReason; note: string | null; on: IsoDate }
): DocumentDecision => {
  if (state === null) return refuse({ code: 'DOCUMENT_UNKNOWN' })
  const status = statusOf(state)
  if (status !== 'draft' && status !== 'printed') return refuse({ code: 'WRONG_STATUS', status })
  return accept(
    newFact(DocumentRefused, 'document', command.id, { reason: command.reason, note: command.note, on: command.on })
  )
}

export const revokeDocument = (
  state: Document | null,
  command: { id: DocumentId; on: IsoDate; reason: string | null; channels: readonly MarketingChannel[] | null }
): DocumentDecision => {
  if (state === null) return refuse({ code: 'DOCUMENT_UNKNOWN' })
  if (!isSigned(state)) return refuse({ code: 'WRONG_STATUS', status: statusOf(state) })
  const standing = standingChannels(state)
  const channels = command.channels === null ? null : command.channels.filter((one) => standing.includes(one))
  if (channels !== null && channels.length === 0) return refuse({ code: 'NOTHING_CHOSEN' })
  // Taking back the last channel is taking back the consent.
  const all = channels === null || standing.every((one) => channels.includes(one))
  return accept(
    newFact(DocumentRevoked, 'document', command.id, {
      on: command.on,
      reason: command.reason,
      channels: all ? null : channels
    })
  )
}

export const annulDocument = (
  state: Document | null,
  command: { id: DocumentId; reason: string }
): DocumentDecision => {
  if (state === null) return refuse({ code: 'DOCUMENT_UNKNOWN' })
  if (state.annulled !== null) return refuse({ code: 'WRONG_STATUS', status: 'annulled' })
  return accept(newFact(DocumentAnnulled, 'document', command.id, { reason: command.reason }))
}
