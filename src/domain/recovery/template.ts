/** Phrases with places for this patient's data: read once, filled for each talk, never filled halfway in silence. */
import type { GrammaticalCase } from '../language/grammatical-case.ts'
import { assertNever } from '../values/assert-never.ts'

/** How a phrase asks for a case. */
const CASES: ReadonlyMap<string, GrammaticalCase> = new Map([
  ['nom', 'nominative'],
  ['gen', 'genitive'],
  ['dat', 'dative'],
  ['acc', 'accusative'],
  ['ins', 'instrumental'],
  ['pre', 'prepositional']
])
export type Gender = 'male' | 'female' | 'unknown'

/** Words in all six cases; whoever makes them knows the language, a template only asks. */
export type Declined = Readonly<Record<GrammaticalCase, string>> & {
  readonly gender: Gender
  /** False when the rules of the language leave a choice, so that the receptionist looks before speaking. */
  readonly sure: boolean
}

/** What a phrase may name, and whether it can be asked for in a case. */
export const VALUE_NAMES = {
  /** Whoever is spoken to: «Ольга Викторовна». */
  address: 'plain',
  /** The receptionist: «Анна». */
  me: 'plain',
  /** The clinic the call comes from: «на Лесной». */
  clinic: 'plain',
  /** The one who is treated: «Вас», «Миру». The nominative is never asked for, since the verb would have to agree. */
  whom: 'declined',
  /** «Ваш приём», «приём Миры» */
  visit: 'declined',
  /** The patient's given name. */
  patient: 'declined',
  /** When the visit was to be: «сегодня в 10:30». */
  when: 'plain',
  /** «доктор Лисин» */
  doctor: 'declined',
  /** The last day of the repair: «28 ноября». */
  repairDate: 'plain',
  'offer.when': 'plain',
  'offer.doctor': 'declined',
  'offer.clinic': 'plain',
  'offer.address': 'plain',
  /** «в этой же клинике» or «в нашей клинике на Лесной». */
  'offer.place': 'plain',
  /** «7 %» */
  discount: 'plain',
  /** Number of the coupon, known only once the patient has agreed. */
  coupon: 'plain',
  /** «сегодня в 15:00» */
  callBack: 'plain'
} as const satisfies Readonly<Record<string, 'plain' | 'declined'>>
export type ValueName = keyof typeof VALUE_NAMES
export type ScriptValues = {
  readonly [Name in ValueName]?: ((typeof VALUE_NAMES)[Name] extends 'plain' ? string : Declined) | null
}

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly name: ValueName; readonly case: GrammaticalCase; readonly capital: boolean }
  | { readonly kind: 'gender'; readonly name: ValueName; readonly forms: Readonly<Record<Gender, string>> }
  /** What only the receptionist knows: a place, an hour, a sum. */
  | { readonly kind: 'blank'; readonly hint: string }

export type Template = readonly Part[]

const isValueName = (name: string): name is ValueName => Object.hasOwn(VALUE_NAMES, name)

/**
 * Reads `{name}`, `{^name}` (with a capital), `{name:dat}`, `{name?заболел|заболела|болеет}` (by gender: male, female,
 * unknown) and `{_что назвать}` (a blank).
 * @throws {TemplateFault} with a sentence for whoever wrote the phrase.
 */
export const readTemplate = (text: string): Template =>
  text.split(/(\{[^{}]*\})/).flatMap((piece): Template => {
    if (piece === '') return []
    if (/^\{.*\}$/s.test(piece)) return [placeholder(piece.slice(1, -1))]
    if (/[{}]/.test(piece)) throw new TemplateFault(`скобка без пары: «${piece.trim()}»`)
    return [{ kind: 'text', text: piece }]
  })

export class TemplateFault extends Error {
  override readonly name = 'TemplateFault'
}

const placeholder = (inside: string): Part => {
  if (inside.startsWith('_')) return { kind: 'blank', hint: inside.slice(1).trim() }
  const [, capital, name = '', form, choice] = /^(\^?)([a-zA-Z.]+)(?::([a-z]+))?(?:\?(.+))?$/.exec(inside) ?? []
  if (!isValueName(name)) throw new TemplateFault(`неизвестная подстановка {${inside}}`)
  if (choice !== undefined) {
    const [male, female, unknown, ...rest] = choice.split('|')
    if (
      male === undefined ||
      female === undefined ||
      unknown === undefined ||
      rest.length > 0 ||
      VALUE_NAMES[name] !== 'declined'
    ) {
      throw new TemplateFault(`в {${inside}} нужны три формы: для мужчины, женщины и когда пол неизвестен`)
    }
    return { kind: 'gender', name, forms: { male, female, unknown } }
  }
  const gcase = form === undefined ? 'nominative' : CASES.get(form)
  if (gcase === undefined || (form !== undefined && VALUE_NAMES[name] !== 'declined'))
    throw new TemplateFault(`в {${inside}} нет такого падежа`)
  return { kind: 'value', name, case: gcase, capital: capital === '^' }
}

export interface Spoken {
  readonly text: string
  /** Places that nobody could fill: hints and names of missing values. They stand as «…» in the text. */
  readonly blanks: readonly string[]
  /** Words whose form is doubtful, as they stand in the text. */
  readonly doubtful: readonly string[]
}

export const fillTemplate = (template: Template, values: ScriptValues): Spoken => {
  const blanks: string[] = []
  const doubtful: string[] = []
  const gap = (hint: string): string => {
    blanks.push(hint)
    return '…'
  }
  const text = template.map((part): string => {
    switch (part.kind) {
      case 'text':
        return part.text
      case 'blank':
        blanks.push(part.hint)
        return `… (${part.hint})`
      case 'value': {
        const value = values[part.name] ?? null
        if (value === null) return gap(part.name)
        const word = typeof value === 'string' ? value : value[part.case]
        if (typeof value !== 'string' && !value.sure && part.case !== 'nominative') doubtful.push(word)
        return part.capital ? word.slice(0, 1).toLocaleUpperCase('ru') + word.slice(1) : word
      }
      case 'gender': {
        const value = values[part.name] ?? null
        return value === null || typeof value === 'string' ? gap(part.name) : part.forms[value.gender]
      }
      default:
        return assertNever(part, 'template part')
    }
  })
  return { text: text.join(''), blanks, doubtful }
}
