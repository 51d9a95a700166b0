/** Signing on the screen: the strokes and the signed PDF are on disk before the fact that names them. */
import { signAsClinician, signOnScreen, type DocumentDecision } from '../../domain/documents/decide.ts'
import type { Document } from '../../domain/documents/evolve.ts'
import type { FilledParty } from '../../domain/documents/fill.ts'
import type { SignerRole } from '../../domain/documents/signers.ts'
import { refuse } from '../../domain/fact.ts'
import { staffAggregate } from '../../domain/staff/evolve.ts'
import { may, type Actor } from '../../domain/staff/rights.ts'
import { formatDate, type IsoDate } from '../../domain/values/dates.ts'
import type { DocumentId, StaffId } from '../../domain/values/ids.ts'
import type { Sha256 } from '../../domain/values/sha256.ts'
import type { Strokes } from '../../domain/values/strokes.ts'
import { clinicById } from '../clinic/views.ts'
import type { Desk } from '../desk.ts'
import { keepPaper } from '../storage/blob-upload.ts'
import { hashOf } from '../storage/blobs.ts'
import { decideOn, type DocumentResult } from './commands.ts'
import type { DrawnSignatures } from './paper.ts'
import { drawnSignatures, paperOf, strokesBytes, textPdf, unfilledPlaces } from './rendering.ts'

export interface ScreenSignature {
  readonly role: SignerRole
  readonly strokes: Strokes
}

const keepAll = (desk: Desk, decision: DocumentDecision, files: readonly Buffer[]): DocumentDecision => {
  // What rules refuse leaves no files behind.
  if (decision.ok) for (const bytes of files) keepPaper(desk, bytes)
  return decision
}

/** `shown` is the hash of the PDF whose pages stood on the screen. */
export const signDocumentOnScreen = (
  desk: Desk,
  actor: Actor,
  input: { id: DocumentId; shown: Sha256; signatures: readonly ScreenSignature[] }
): DocumentResult =>
  decideOn(desk, actor, input.id, (state, on) => {
    if (state === null) return refuse({ code: 'DOCUMENT_UNKNOWN' })
    const found = paperOf(desk, input.id, state)
    if (!found.ok) return found
    const text = textPdf(desk, found.value)
    const drawn: DrawnSignatures = new Map(
      input.signatures.map(({ role, strokes }) => [role, { strokes, date: formatDate(on) }])
    )
    const signed = textPdf(desk, found.value, drawn)
    const strokes = input.signatures.map((one) => strokesBytes(one.strokes))
    const decision = signOnScreen(
      state,
      {
        id: input.id,
        on,
        shown: input.shown,
        signatures: input.signatures.map((one, index) => ({
          role: one.role,
          strokes: hashOf(strokes[index] ?? Buffer.alloc(0))
        }))
      },
      {
        sha256: hashOf(text),
        signed: hashOf(signed),
        unfilled: unfilledPlaces(found.value),
        policy: clinicById(desk.db, desk.identity.clinic)?.screenSigning ?? []
      }
    )
    return keepAll(desk, decision, [text, signed, ...strokes])
  })

/** On paper the desk says who signed; on the screen the medical worker who has signed in draws. */
export const markClinicianSigned = (
  desk: Desk,
  actor: Actor,
  input: { id: DocumentId; clinician: StaffId | null; strokes: Strokes | null }
): DocumentResult =>
  decideOn(desk, actor, input.id, (state, on) => {
    const id = input.strokes === null ? (input.clinician ?? state?.snapshot.clinician?.id ?? null) : actor.staff
    const member = id === null ? null : desk.journal.state(staffAggregate, id)
    if (id === null || member === null) return refuse({ code: 'NOT_CLINICIAN' })
    const clinician = { id, name: member.name, mayTreat: may(member, 'sign-as-clinician') }
    if (input.strokes === null) return signAsClinician(state, { id: input.id, clinician, on, drawn: null })
    return drawAsClinician(desk, state, { id: input.id, clinician, strokes: input.strokes, on })
  })

const drawAsClinician = (
  desk: Desk,
  state: Document | null,
  input: {
    id: DocumentId
    clinician: Parameters<typeof signAsClinician>[1]['clinician']
    strokes: Strokes
    on: IsoDate
  }
): DocumentDecision => {
  if (state === null) return refuse({ code: 'DOCUMENT_UNKNOWN' })
  // A drawn hand under a paper original would stand on no sheet that anybody holds.
  if (state.patientSigned !== null && state.patientSigned.mode === 'paper') return refuse({ code: 'PAPER_ONLY' })
  const found = paperOf(desk, input.id, state)
  if (!found.ok) return found
  const hand = { strokes: input.strokes, date: formatDate(input.on) }
  const drawn: DrawnSignatures = new Map<FilledParty['party'], typeof hand>([
    ...drawnSignatures(desk, state),
    ['clinician', hand]
  ])
  const signed = textPdf(desk, found.value, drawn)
  const strokes = strokesBytes(input.strokes)
  const decision = signAsClinician(state, {
    id: input.id,
    clinician: input.clinician,
    on: input.on,
    drawn: { strokes: hashOf(strokes), signed: hashOf(signed) }
  })
  return keepAll(desk, decision, [strokes, signed])
}
