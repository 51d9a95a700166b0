/** A template: the words of a document with places left open, versioned, citing legal acts by key. */
import { z } from 'zod'
import { IsoDate } from '../values/dates.ts'
import { DocumentKind, MarketingChannel } from './kinds.ts'
import type { CitationCase } from './legal-acts.ts'
import { isPlaceholder } from './placeholders.ts'

/** When a part is printed at all. */
export const Condition = z.enum(['by-patient', 'by-representative', 'by-both', 'with-teeth', 'with-diagnosis'])
export type Condition = z.infer<typeof Condition>

/** «Я, {patient.name}, …»; `{law:key}` cites an act in the nominative, `{law-of:key}` in the genitive, `{law-by:key}` in the instrumental. */
const Words = z.string().min(1)
const When = z.object({ when: z.array(Condition).optional() })

export const TemplateBlock = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), text: Words, ...When.shape }),
  z.strictObject({ kind: z.literal('paragraph'), text: Words, small: z.boolean().optional(), ...When.shape }),
  /** Numbered; numbers go on through the whole document. */
  z.strictObject({
    kind: z.literal('clauses'),
    items: z.array(z.strictObject({ text: Words, items: z.array(Words).optional(), ...When.shape })).min(1),
    ...When.shape
  }),
  z.strictObject({ kind: z.literal('list'), items: z.array(Words).min(1), ...When.shape }),
  z.strictObject({
    kind: z.literal('facts'),
    rows: z.array(z.strictObject({ label: Words, value: Words, ...When.shape })).min(1),
    ...When.shape
  }),
  /** One box a channel, ticked only when the patient said so. */
  z.strictObject({
    kind: z.literal('channels'),
    items: z.array(z.strictObject({ channel: MarketingChannel, text: Words })).min(1),
    ...When.shape
  }),
  z.strictObject({ kind: z.literal('notice'), text: Words, ...When.shape }),
  z.strictObject({ kind: z.literal('handwriting'), caption: Words, lines: z.int().min(1).max(10), ...When.shape }),
  z.strictObject({ kind: z.literal('signatures') })
])
export type TemplateBlock = z.infer<typeof TemplateBlock>

export const Template = z.strictObject({
  key: DocumentKind,
  version: z.int().min(1),
  /** Full title on the paper. */
  title: Words,
  /** The rest of the title, in smaller type. */
  subtitle: Words.nullable(),
  /** In lists on the screen and in the foot of each page. */
  shortTitle: Words,
  /** «Форма: приложение № 2 к …» above the title; may cite an act. */
  form: Words.nullable(),
  /** Day on which the clinic's lawyer approved this wording; the paper states it. */
  approved: IsoDate,
  /** Used for documents prepared from this day on. */
  validFrom: IsoDate,
  /** What was signed on an older wording stays good from this version on; raised when consent must be taken anew. */
  acceptsFrom: z.int().min(1),
  /** `patient`: once for all visits. `visit`: for one visit. `teeth`: for these teeth, in whichever visit. */
  scope: z.enum(['patient', 'visit', 'teeth']),
  /** How long the signature is good, in days; null until revoked. The wording must say the same. */
  validDays: z.int().min(1).nullable(),
  /** Places without which the law does not accept the document; on the screen nobody can fill them by hand. */
  required: z.array(z.string()),
  blocks: z.array(TemplateBlock).min(1)
})
export type Template = z.infer<typeof Template>

const PLACE = /\{([^{}]*)\}/gu
const LAW = /^(law|law-of|law-by):([a-z0-9-]+)$/
const LAW_CASES: Readonly<Record<string, CitationCase>> = {
  law: 'nominative',
  'law-of': 'genitive',
  'law-by': 'instrumental'
}

/** Parts of a template's text: words and open places. */
export type TextPart =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'place'; readonly name: string }
  | { readonly kind: 'law'; readonly key: string; readonly gcase: CitationCase }

export const partsOf = (text: string): readonly TextPart[] =>
  text
    .split(PLACE)
    .map((part, index): TextPart => {
      if (index % 2 === 0) return { kind: 'words', text: part }
      const [, how = '', key] = LAW.exec(part) ?? []
      const gcase = LAW_CASES[how]
      return key === undefined || gcase === undefined ? { kind: 'place', name: part } : { kind: 'law', key, gcase }
    })
    .filter((part) => part.kind !== 'words' || part.text !== '')

/** Why a template cannot be used; `place` tells where to look. */
export const TemplateFault = z.object({
  file: z.string(),
  code: z.enum([
    'not-json',
    'wrong-shape',
    'unknown-place',
    'unknown-act',
    'open-brace',
    'no-signatures',
    'wrong-name',
    'repeated',
    'unreadable'
  ]),
  place: z.string()
})
export type TemplateFault = z.infer<typeof TemplateFault>

/** Everything that the schema alone cannot see: unknown places and acts, a brace left open, nowhere to sign. */
export const templateFaults = (
  template: Template,
  acts: ReadonlySet<string>
): readonly Omit<TemplateFault, 'file'>[] => {
  const faults: Omit<TemplateFault, 'file'>[] = []
  for (const { place, text } of textsOf(template)) {
    if (/[{}]/u.test(text.replace(PLACE, ''))) faults.push({ code: 'open-brace', place })
    for (const part of partsOf(text)) {
      if (part.kind === 'place' && !isPlaceholder(part.name))
        faults.push({ code: 'unknown-place', place: `${place}: {${part.name}}` })
      if (part.kind === 'law' && !acts.has(part.key))
        faults.push({ code: 'unknown-act', place: `${place}: ${part.key}` })
    }
  }
  for (const name of template.required)
    if (!isPlaceholder(name)) faults.push({ code: 'unknown-place', place: `required: {${name}}` })
  const signing = template.blocks.filter((block) => block.kind === 'signatures')
  if (signing.length !== 1) faults.push({ code: 'no-signatures', place: 'blocks' })
  return faults
}

/** Keys of the acts that a template cites. */
export const actsCited = (template: Template): ReadonlySet<string> =>
  new Set(
    textsOf(template).flatMap(({ text }) => partsOf(text).flatMap((part) => (part.kind === 'law' ? [part.key] : [])))
  )

const textsOf = (template: Template): readonly { readonly place: string; readonly text: string }[] => [
  { place: 'title', text: template.title },
  { place: 'shortTitle', text: template.shortTitle },
  ...(template.subtitle === null ? [] : [{ place: 'subtitle', text: template.subtitle }]),
  ...(template.form === null ? [] : [{ place: 'form', text: template.form }]),
  ...template.blocks.flatMap((block, index) =>
    blockTexts(block).map((text, at) => ({ place: `blocks[${index}] (${block.kind}), ${at + 1}`, text }))
  )
]

const blockTexts = (block: TemplateBlock): readonly string[] => {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'notice':
      return [block.text]
    case 'clauses':
      return block.items.flatMap((item) => [item.text, ...(item.items ?? [])])
    case 'list':
      return block.items
    case 'facts':
      return block.rows.flatMap((row) => [row.label, row.value])
    case 'channels':
      return block.items.map((item) => item.text)
    case 'handwriting':
      return [block.caption]
    case 'signatures':
      return []
  }
}
