/** Puts documents into the print queue, recorded before printed; after a signature only marked copies come out. */
import { printDocument } from '../../domain/documents/decide.ts'
import { documentAggregate, type Document } from '../../domain/documents/evolve.ts'
import type { DocumentRefusal } from '../../domain/documents/refusals.ts'
import { isSigned } from '../../domain/documents/status.ts'
import type { PrintJob } from '../../domain/printing/job.ts'
import type { PrinterId } from '../../domain/printing/printer.ts'
import type { Actor } from '../../domain/staff/rights.ts'
import type { DocumentId } from '../../domain/values/ids.ts'
import { authorOf, type Desk } from '../desk.ts'
import type { Spool } from '../printing/spool.ts'
import { hashOf } from '../storage/blobs.ts'
import type { DocumentPaper } from './paper.ts'
import { copyPdf, drawnSignatures, paperOf, textPdf } from './rendering.ts'
import { keepPaper } from '../storage/blob-upload.ts'

export type Queue = Pick<Spool, 'submit'>

export type Printed =
  | { readonly ok: true; readonly pdf: Buffer; readonly jobs: readonly PrintJob[] }
  | { readonly ok: false; readonly refusal: DocumentRefusal }

/** Thrown inside a transaction to undo it; carried out as the refusal it holds. */
class Undone extends Error {
  override readonly name = 'Undone'
  readonly refusal: DocumentRefusal
  constructor(refusal: DocumentRefusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

/** Queue null: the desk takes the file and prints it in its own way, which counts as printed all the same. */
export const print = (
  desk: Desk,
  queue: Queue | null,
  actor: Actor,
  input: { id: DocumentId; copies: number; printer: PrinterId | null }
): Printed => {
  try {
    return desk.journal.atomically(() => {
      const state = desk.journal.state(documentAggregate, input.id)
      if (state === null) return { ok: false, refusal: { code: 'DOCUMENT_UNKNOWN' } }
      const found = paperOf(desk, input.id, state)
      if (!found.ok) return found
      const pdf = sheets(desk, state, found.value)
      const decision = printDocument(state, { id: input.id, sha256: hashOf(pdf), copies: input.copies })
      if (!decision.ok) return decision
      // What will be signed on paper is kept from the moment it is printed.
      if (!isSigned(state)) keepPaper(desk, pdf)
      desk.journal.record(authorOf(actor), decision.facts)
      return { ok: true, pdf, jobs: queue === null ? [] : queued(queue, actor, state, pdf, input) }
    })
  } catch (error) {
    if (error instanceof Undone) return { ok: false, refusal: error.refusal }
    throw error
  }
}

const sheets = (desk: Desk, state: Document, paper: DocumentPaper): Buffer =>
  isSigned(state) || state.revoked !== null ? copyPdf(desk, paper, drawnSignatures(desk, state)) : textPdf(desk, paper)

/** Each set of sheets is a paper of its own to the queue: a spoiled one is asked for again as a new original. */
const queued = (
  queue: Queue,
  actor: Actor,
  state: Document,
  pdf: Buffer,
  input: { id: DocumentId; copies: number; printer: PrinterId | null }
): readonly PrintJob[] =>
  Array.from({ length: input.copies }, (_, index) => {
    const answer = queue.submit({
      paper: { document: input.id, version: state.copies + index + 1 },
      kind: 'a4',
      title: `${state.title} № ${state.number}`,
      content: { type: 'pdf', bytes: pdf },
      printer: input.printer,
      by: actor.staff
    })
    if (answer.ok) return answer.job
    throw new Undone({ code: 'NO_PRINTER' })
  })
