/** Makes the pages of a document out of its frozen data and the very wording it was prepared from. */
import type { Document } from '../../domain/documents/evolve.ts'
import type { FilledParty } from '../../domain/documents/fill.ts'
import type { DocumentRefusal } from '../../domain/documents/refusals.ts'
import { clockDoubtWords } from '../../domain/language/clock-doubt.ts'
import { formatDate, localDate, localTime, type IsoDate } from '../../domain/values/dates.ts'
import type { DocumentId } from '../../domain/values/ids.ts'
import type { Sha256 } from '../../domain/values/sha256.ts'
import { Strokes } from '../../domain/values/strokes.ts'
import { clinicById } from '../clinic/views.ts'
import { presentAt, type Desk } from '../desk.ts'
import { paperFonts } from '../paper/fonts.ts'
import { renderPdf, renderSvgPages } from '../paper/render.ts'
import { templateCatalogue } from './catalogue.ts'
import { documentPaper, type DocumentPaper, type DrawnSignatures } from './paper.ts'

type Found<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: DocumentRefusal }

/** Refused when this workstation has another wording under the same version, or not this version at all. */
export const paperOf = (desk: Desk, id: DocumentId, document: Document): Found<DocumentPaper> => {
  const catalogue = templateCatalogue(desk.places.resources)
  const { key, version, sha256 } = document.template
  const found = catalogue.version(key, version)
  if (found === null || found.sha256 !== sha256) return { ok: false, refusal: { code: 'TEMPLATE_CHANGED', version } }
  return {
    ok: true,
    value: {
      id,
      number: document.number,
      madeAt: document.preparedAt,
      doubt: doubtOf(desk, document),
      template: found.template,
      snapshot: document.snapshot,
      acts: catalogue.acts
    }
  }
}

/** In the time of the clinic that made the paper, so that it reads alike at every desk. */
const doubtOf = (desk: Desk, { clinic, doubt }: Document): string =>
  doubt === undefined ? '' : clockDoubtWords(doubt, clinicById(desk.db, clinic)?.zone ?? presentAt(desk).zone)

export const textPdf = (desk: Desk, paper: DocumentPaper, drawn?: DrawnSignatures): Buffer =>
  renderPdf(documentPaper(paper, null, drawn).definition, paperFonts(desk.places.fonts))

/** Says on each page that it is a copy and when it was printed. */
export const copyPdf = (desk: Desk, paper: DocumentPaper, drawn: DrawnSignatures): Buffer => {
  const { moment, zone } = presentAt(desk)
  const note = `напечатано повторно ${formatDate(localDate(moment, zone))} ${localTime(moment, zone)}`
  return renderPdf(documentPaper(paper, note, drawn).definition, paperFonts(desk.places.fonts))
}

export const pagePictures = (desk: Desk, paper: DocumentPaper, drawn: DrawnSignatures): readonly string[] =>
  renderSvgPages(documentPaper(paper, null, drawn).definition, paperFonts(desk.places.fonts))

export const unfilledPlaces = (paper: DocumentPaper): readonly string[] => documentPaper(paper, null).unfilled

/** Strokes as they are stored: canonical enough, since nobody but this file writes them. */
export const strokesBytes = (strokes: Strokes): Buffer => Buffer.from(JSON.stringify(strokes))

/**
 * Signatures that were drawn under the document so far; those whose files are on another workstation are left out.
 * @throws {BlobDamaged}
 */
export const drawnSignatures = (desk: Desk, document: Document): DrawnSignatures => {
  const drawn = new Map<FilledParty['party'], { strokes: Strokes; date: string }>()
  const add = (party: FilledParty['party'], sha256: Sha256 | null, on: IsoDate): void => {
    const bytes = sha256 === null ? null : desk.blobs.get(sha256)
    if (bytes !== null)
      drawn.set(party, { strokes: Strokes.parse(JSON.parse(bytes.toString('utf8'))), date: formatDate(on) })
  }
  const { patientSigned, clinicianSigned } = document
  for (const one of patientSigned?.signatures ?? [])
    if (patientSigned !== null) add(one.role, one.strokes, patientSigned.on)
  if (clinicianSigned !== null) add('clinician', clinicianSigned.strokes, clinicianSigned.on)
  return drawn
}

/** The files of all hands drawn under a document. */
export const signatureFiles = ({ patientSigned, clinicianSigned }: Document): readonly Sha256[] =>
  [...(patientSigned?.signatures ?? []), clinicianSigned].flatMap((one) =>
    one === null || one.strokes === null ? [] : [one.strokes]
  )
