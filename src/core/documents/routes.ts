/** Documents, as calls from the window. */
import { implement, ORPCError } from '@orpc/server'
import { documentsContract, type DocumentView } from '../../contract/documents.ts'
import { documentAggregate, type Document } from '../../domain/documents/evolve.ts'
import { DocumentKind } from '../../domain/documents/kinds.ts'
import type { DocumentRefusal } from '../../domain/documents/refusals.ts'
import type { DocumentId } from '../../domain/values/ids.ts'
import { enter, type CallContext } from '../api/context.ts'
import { presentAt, type Desk } from '../desk.ts'
import type { Sha256 } from '../../domain/values/sha256.ts'
import { BlobDamaged, hashOf } from '../storage/blobs.ts'
import { templateCatalogue } from './catalogue.ts'
import * as commands from './commands.ts'
import { fetchBehind, fetchFile } from './elsewhere.ts'
import { print, type Queue } from './printing.ts'
import { documentsOfPatient, documentsOfVisit, documentView, signingOptions, unfinishedDocuments } from './queries.ts'
import { drawnSignatures, pagePictures, paperOf, signatureFiles, textPdf } from './rendering.ts'
import { markClinicianSigned, signDocumentOnScreen } from './signing.ts'

const os = implement(documentsContract).$context<CallContext>()

const refused = (refusal: DocumentRefusal): never => {
  throw new ORPCError('REFUSED', { data: refusal })
}

const viewOf = (desk: Desk, id: DocumentId): DocumentView =>
  documentView(desk, id) ?? refused({ code: 'DOCUMENT_UNKNOWN' })

const shown = (desk: Desk, result: commands.DocumentResult): DocumentView =>
  result.ok ? viewOf(desk, result.id) : refused(result.refusal)

const known = (desk: Desk, id: DocumentId): Document =>
  desk.journal.state(documentAggregate, id) ?? refused({ code: 'DOCUMENT_UNKNOWN' })

const queueOf = (desk: Desk): Queue => desk.spool ?? refused({ code: 'NO_PRINTER' })

/** A name for a saved file: numbers only, for names of files are seen by everybody. */
const fileName = (document: Document): string => `${document.kind}-${document.number}.pdf`

/** The file that was signed; null before anybody has. */
const signedFile = ({ patientSigned, clinicianSigned }: Document): Sha256 | null =>
  patientSigned === null ? null : (clinicianSigned?.signed ?? patientSigned.signed ?? patientSigned.sha256)

/** The bytes that were signed, when they are; else what would be printed now. */
const pdfOf = (desk: Desk, id: DocumentId, document: Document): Buffer => {
  const file = signedFile(document)
  if (file === null) {
    const found = paperOf(desk, id, document)
    return found.ok ? textPdf(desk, found.value) : refused(found.refusal)
  }
  return desk.blobs.get(file) ?? refused({ code: 'FILE_ELSEWHERE' })
}

/** The file that was signed comes here, or the person hears why it cannot be had now. */
const fetchNow = async (context: CallContext, desk: Desk, document: Document): Promise<void> => {
  const file = signedFile(document)
  if (file === null || desk.blobs.has(file)) return
  const fetched = await fetchFile(context.workstation.sync, desk, file)
  if (fetched === 'not-sent') refused({ code: 'FILE_ELSEWHERE' })
  if (fetched === 'out-of-reach') refused({ code: 'FILE_OUT_OF_REACH' })
  context.workstation.changes.publish('change', { kinds: ['document'] })
}

/** A spoiled file of a signature or a PDF is told as what it is. */
const readingFiles = <Result>(work: () => Result): Result => {
  try {
    return work()
  } catch (error) {
    if (error instanceof BlobDamaged) return refused({ code: 'FILE_DAMAGED' })
    throw error
  }
}

export const documentsRoutes = {
  templates: os.templates.handler(({ context }) => {
    const { desk } = enter(context, 'see-patients')
    const { today } = presentAt(desk)
    const catalogue = templateCatalogue(desk.places.resources)
    return {
      faults: [...catalogue.faults],
      kinds: DocumentKind.options.flatMap((kind) => {
        const inUse = catalogue.inUse(kind, today)
        if (inUse === null || !('template' in inUse)) return []
        return [{ kind, title: inUse.template.shortTitle, version: inUse.template.version }]
      })
    }
  }),
  ofVisit: os.ofVisit.handler(({ context, input }) =>
    documentsOfVisit(enter(context, 'see-patients').desk, input.visit)
  ),
  ofPatient: os.ofPatient.handler(({ context, input }) =>
    documentsOfPatient(enter(context, 'see-patients').desk, input.patient)
  ),
  unfinished: os.unfinished.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'see-patients')
    return unfinishedDocuments(desk, actor.clinic, input.limit)
  }),
  document: os.document.handler(({ context, input }) => documentView(enter(context, 'see-patients').desk, input.id)),
  options: os.options.handler(({ context, input }) =>
    signingOptions(enter(context, 'see-patients').desk, input.kind, input.patient)
  ),

  prepare: os.prepare.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'prepare-documents')
    return shown(desk, commands.prepare(desk, actor, input))
  }),
  pages: os.pages.handler(({ context, input }) => {
    const { desk } = enter(context, 'see-patients')
    const document = known(desk, input.id)
    const found = paperOf(desk, input.id, document)
    if (!found.ok) return refused(found.refusal)
    fetchBehind(context, desk, signatureFiles(document))
    return readingFiles(() => ({
      text: hashOf(textPdf(desk, found.value)),
      pages: [...pagePictures(desk, found.value, drawnSignatures(desk, document))],
      signaturesElsewhere: signatureFiles(document).some((file) => !desk.blobs.has(file))
    }))
  }),
  pdf: os.pdf.handler(async ({ context, input }) => {
    const { desk } = enter(context, 'see-patients')
    const document = known(desk, input.id)
    await fetchNow(context, desk, document)
    return { pdf: readingFiles(() => pdfOf(desk, input.id, document)).toString('base64'), fileName: fileName(document) }
  }),
  fetchFiles: os.fetchFiles.handler(async ({ context, input }) => {
    const { desk } = enter(context, 'see-patients')
    await fetchNow(context, desk, known(desk, input.id))
    return viewOf(desk, input.id)
  }),
  print: os.print.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'prepare-documents')
    const printed = readingFiles(() => print(desk, queueOf(desk), actor, input))
    if (!printed.ok) return refused(printed.refusal)
    return { document: viewOf(desk, input.id), jobs: printed.jobs.map((job) => job.id) }
  }),
  takeFile: os.takeFile.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'prepare-documents')
    const printed = readingFiles(() => print(desk, null, actor, { id: input.id, copies: 1, printer: null }))
    if (!printed.ok) return refused(printed.refusal)
    const document = viewOf(desk, input.id)
    return { document, pdf: printed.pdf.toString('base64'), fileName: fileName(known(desk, input.id)) }
  }),

  signOnPaper: os.signOnPaper.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'prepare-documents')
    return shown(desk, commands.markSignedOnPaper(desk, actor, input.id))
  }),
  signOnScreen: os.signOnScreen.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'prepare-documents')
    return shown(desk, signDocumentOnScreen(desk, actor, input))
  }),
  clinicianSignedOnPaper: os.clinicianSignedOnPaper.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'prepare-documents')
    return shown(desk, markClinicianSigned(desk, actor, { ...input, strokes: null }))
  }),
  clinicianSignsOnScreen: os.clinicianSignsOnScreen.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'sign-as-clinician')
    return shown(
      desk,
      readingFiles(() => markClinicianSigned(desk, actor, { ...input, clinician: null }))
    )
  }),

  receiveOriginal: os.receiveOriginal.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'prepare-documents')
    return shown(desk, commands.markOriginalReceived(desk, actor, input))
  }),
  receiveScanned: os.receiveScanned.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'prepare-documents')
    return shown(desk, commands.receiveScanned(desk, actor, input))
  }),
  refuse: os.refuse.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'prepare-documents')
    return shown(desk, commands.refuseToSign(desk, actor, input))
  }),
  revoke: os.revoke.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'prepare-documents')
    return shown(desk, commands.revoke(desk, actor, input))
  }),
  annul: os.annul.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'prepare-documents')
    return shown(desk, commands.annul(desk, actor, input))
  })
}
