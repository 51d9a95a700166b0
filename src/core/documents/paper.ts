/** A filled document as a paper: letterhead, title and foot around the words of its template. */
import { fillTemplate, type FilledBlock, type FilledDocument, type FilledParty } from '../../domain/documents/fill.ts'
import type { LegalAct } from '../../domain/documents/legal-acts.ts'
import { paperCode } from '../../domain/documents/paper-code.ts'
import type { DocumentSnapshot } from '../../domain/documents/snapshot.ts'
import type { Template } from '../../domain/documents/template.ts'
import { longDate } from '../../domain/language/russian-date.ts'
import { formatDate, type Instant } from '../../domain/values/dates.ts'
import type { DocumentId } from '../../domain/values/ids.ts'
import type { Strokes } from '../../domain/values/strokes.ts'
import type { PaperBlock, PaperDefinition, SignatureParty } from '../paper/definition.ts'
import { letterhead } from '../paper/letterhead.ts'

export interface DocumentPaper {
  readonly id: DocumentId
  readonly number: string
  readonly madeAt: Instant
  /** Both times, when the clock of the PC was not to be trusted; empty otherwise. */
  readonly doubt: string
  readonly template: Template
  readonly snapshot: DocumentSnapshot
  readonly acts: ReadonlyMap<string, LegalAct>
}

/** Drawn on the screen, by party; a date beside each. */
export type DrawnSignatures = ReadonlyMap<FilledParty['party'], { readonly strokes: Strokes; readonly date: string }>

const NOTHING_DRAWN: DrawnSignatures = new Map()

/** What the pages say, and which places the law requires and nobody has filled. */
export const documentPaper = (
  paper: DocumentPaper,
  copy: string | null,
  drawn: DrawnSignatures = NOTHING_DRAWN
): { readonly definition: PaperDefinition; readonly unfilled: readonly string[] } => {
  const { template, snapshot, number } = paper
  const filled = fillTemplate(template, snapshot, number, paper.acts)
  const { clinic } = snapshot
  return {
    unfilled: filled.unfilled,
    definition: {
      title: filled.shortTitle,
      number: `№\u00a0${number} от ${formatDate(snapshot.on)}`,
      version: `редакция ${template.version} от ${formatDate(template.approved)}`,
      issuer: `${clinic.legalEntity}, ИНН\u00a0${clinic.inn}`,
      madeAt: paper.madeAt,
      qr: paperCode('document', paper.id),
      copy,
      blocks: [
        letterhead(snapshot.clinic),
        ...heading(filled, paper),
        ...filled.blocks.map((block) => toPaper(block, drawn))
      ]
    }
  }
}

const heading = (filled: FilledDocument, { number, snapshot, doubt }: DocumentPaper): readonly PaperBlock[] => [
  ...(filled.form === null
    ? []
    : [{ kind: 'paragraph', text: filled.form, align: 'right', size: 'small' } satisfies PaperBlock]),
  { kind: 'title', text: filled.title, ...(filled.subtitle === null ? {} : { subtitle: filled.subtitle }) },
  { kind: 'paragraph', text: `№\u00a0${number} от ${longDate(snapshot.on)}`, align: 'center' },
  ...(doubt === '' ? [] : [{ kind: 'paragraph', text: doubt, align: 'center', size: 'small' } satisfies PaperBlock])
]

const toPaper = (block: FilledBlock, drawn: DrawnSignatures): PaperBlock =>
  block.kind === 'signatures'
    ? { kind: 'signatures', parties: block.parties.map((party) => toParty(party, drawn)) }
    : block

const toParty = ({ party, role, name, note }: FilledParty, drawn: DrawnSignatures): SignatureParty => {
  const signature = drawn.get(party)
  return {
    role,
    name,
    ...(note === undefined ? {} : { note }),
    ...(signature === undefined ? {} : { strokes: signature.strokes, date: signature.date })
  }
}
