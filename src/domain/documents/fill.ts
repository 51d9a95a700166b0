/** Puts a patient's data into a template. The result says what stands on the paper, not where. */
import { fullName } from '../values/person-name.ts'
import { citation, type CitationCase, type LegalAct } from './legal-acts.ts'
import { needsClinician } from './kinds.ts'
import { authorityOf, isPlaceholder, valueOf } from './placeholders.ts'
import { teethOf, type DocumentSnapshot, type Signer } from './snapshot.ts'
import { partsOf, type Condition, type Template, type TemplateBlock } from './template.ts'

export interface FilledRun {
  readonly text: string
  readonly bold?: boolean
}
export type FilledText = readonly FilledRun[]

export interface FilledParty {
  readonly party: 'patient' | 'representative' | 'clinician'
  readonly role: string
  readonly name: string
  readonly note?: string
}

export type FilledBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: FilledText; readonly size: 'normal' | 'small' }
  | {
      readonly kind: 'clauses'
      readonly from: number
      readonly items: readonly { readonly text: FilledText; readonly items?: readonly FilledText[] }[]
    }
  | { readonly kind: 'list'; readonly items: readonly FilledText[] }
  | { readonly kind: 'facts'; readonly rows: readonly { readonly label: string; readonly value: string }[] }
  | { readonly kind: 'choices'; readonly items: readonly { readonly text: FilledText; readonly chosen: boolean }[] }
  | { readonly kind: 'notice'; readonly text: FilledText }
  | { readonly kind: 'handwriting'; readonly caption: string; readonly lines: number }
  | { readonly kind: 'signatures'; readonly parties: readonly FilledParty[] }

export interface FilledDocument {
  readonly title: string
  readonly subtitle: string | null
  readonly shortTitle: string
  readonly form: string | null
  readonly blocks: readonly FilledBlock[]
  /** Places that the law requires and nobody has filled; on paper they are lines to write on. */
  readonly unfilled: readonly string[]
}

/** A line to be filled by hand. */
const BLANK = '_'.repeat(28)

export const fillTemplate = (
  template: Template,
  snapshot: DocumentSnapshot,
  number: string,
  acts: ReadonlyMap<string, LegalAct>
): FilledDocument => {
  const holds = conditionsOf(snapshot)
  const applies = (part: { readonly when?: readonly Condition[] | undefined }): boolean =>
    (part.when ?? []).every((one) => holds.has(one))
  const runs = (text: string): FilledText =>
    partsOf(text).map((part) => {
      if (part.kind === 'words') return { text: part.text }
      return part.kind === 'law' ? { text: actText(acts, part.key, part.gcase) } : placeRun(part.name, snapshot, number)
    })
  const plain = (text: string): string =>
    runs(text)
      .map((run) => run.text)
      .join('')
  let clause = 1

  const filled = (block: TemplateBlock): FilledBlock => {
    switch (block.kind) {
      case 'heading':
        return { kind: 'heading', text: plain(block.text) }
      case 'paragraph':
        return { kind: 'paragraph', text: runs(block.text), size: block.small === true ? 'small' : 'normal' }
      case 'clauses': {
        const from = clause
        const items = block.items.filter(applies).map((item) => ({
          text: runs(item.text),
          ...(item.items === undefined ? {} : { items: item.items.map(runs) })
        }))
        clause += items.length
        return { kind: 'clauses', from, items }
      }
      case 'list':
        return { kind: 'list', items: block.items.map(runs) }
      case 'facts':
        return {
          kind: 'facts',
          rows: block.rows.filter(applies).map((row) => ({ label: plain(row.label), value: plain(row.value) }))
        }
      case 'channels':
        return {
          kind: 'choices',
          items: block.items.map((item) => ({
            text: runs(item.text),
            chosen: snapshot.choices.channels.includes(item.channel)
          }))
        }
      case 'notice':
        return { kind: 'notice', text: runs(block.text) }
      case 'handwriting':
        return { kind: 'handwriting', caption: plain(block.caption), lines: block.lines }
      case 'signatures':
        return { kind: 'signatures', parties: partiesOf(template, snapshot) }
    }
  }
  return {
    title: plain(template.title),
    subtitle: template.subtitle === null ? null : plain(template.subtitle),
    shortTitle: plain(template.shortTitle),
    form: template.form === null ? null : plain(template.form),
    blocks: template.blocks.filter((block) => block.kind === 'signatures' || applies(block)).map(filled),
    unfilled: template.required.filter(
      (name) => relevant(name, holds) && isPlaceholder(name) && valueOf(name, snapshot, number) === null
    )
  }
}

const placeRun = (name: string, snapshot: DocumentSnapshot, number: string): FilledRun => {
  const value = isPlaceholder(name) ? valueOf(name, snapshot, number) : null
  return value === null ? { text: BLANK } : { text: value, bold: true }
}

const actText = (acts: ReadonlyMap<string, LegalAct>, key: string, gcase: CitationCase): string => {
  const act = acts.get(key)
  // The catalogue has proved every key when it read the template.
  if (act === undefined) throw new Error(`a template cites the unknown act ${key}`)
  return citation(act, gcase)
}

const conditionsOf = (snapshot: DocumentSnapshot): ReadonlySet<Condition> => {
  const roles = new Set(snapshot.signers.map((one) => one.role))
  const both = roles.has('patient') && roles.has('representative')
  const holds: Condition[] = [both ? 'by-both' : roles.has('patient') ? 'by-patient' : 'by-representative']
  if (teethOf(snapshot).length > 0) holds.push('with-teeth')
  if (snapshot.choices.diagnosis !== null) holds.push('with-diagnosis')
  return new Set(holds)
}

/** What is required of a representative is required only where one signs. */
const relevant = (name: string, holds: ReadonlySet<Condition>): boolean =>
  !name.startsWith('representative.') || !holds.has('by-patient')

const partiesOf = (template: Template, snapshot: DocumentSnapshot): readonly FilledParty[] => [
  ...snapshot.signers.map((signer) => partyOf(signer, snapshot)),
  ...(needsClinician(template.key)
    ? [
        {
          party: 'clinician' as const,
          role: 'Медицинский работник',
          name: snapshot.clinician === null ? '' : fullName(snapshot.clinician.name),
          ...(snapshot.clinician === null ? {} : { note: snapshot.clinician.position })
        }
      ]
    : [])
]

const partyOf = (signer: Signer, snapshot: DocumentSnapshot): FilledParty =>
  signer.role === 'patient'
    ? { party: 'patient', role: 'Пациент', name: fullName(snapshot.patient.name) }
    : {
        party: 'representative',
        role: 'Законный представитель',
        note: authorityOf(signer),
        name: fullName(signer.name)
      }
