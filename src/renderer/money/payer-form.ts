/** Who pays, as chosen and typed in the payment dialog. */
import type { Payer } from '../../domain/money/facts.ts'
import type { Representative } from '../../domain/patients/facts.ts'
import { fullName, PersonName } from '../../domain/values/person-name.ts'

export type PayerForm =
  | { readonly kind: 'self' }
  | { readonly kind: 'representative'; readonly id: string }
  | {
      readonly kind: 'someone'
      readonly family: string
      readonly given: string
      readonly patronymic: string
      readonly inn: string
    }

export const EMPTY_PAYER: PayerForm = { kind: 'self' }
export const SOMEONE: PayerForm = { kind: 'someone', family: '', given: '', patronymic: '', inn: '' }

/** Who pays for a child unless somebody else is chosen. */
export const firstRepresentative = (representatives: readonly Representative[]): PayerForm => {
  const [first] = representatives
  return first === undefined ? EMPTY_PAYER : { kind: 'representative', id: first.id }
}

export type ReadPayer =
  | { readonly ok: true; readonly payer: Payer; readonly name: string }
  | { readonly ok: false; readonly problem: 'noName' | 'wrongName' | 'wrongInn' | null }

export const readPayer = (form: PayerForm, representatives: readonly Representative[]): ReadPayer => {
  if (form.kind === 'self') return { ok: true, payer: { kind: 'patient' }, name: '' }
  if (form.kind === 'representative') {
    const one = representatives.find((each) => each.id === form.id)
    if (one === undefined) return { ok: false, problem: null }
    const { name, birthDate, document, patient } = one
    const payer: Payer =
      patient === null ? { kind: 'person', name, birthDate, inn: null, document } : { kind: 'other-patient', patient }
    return { ok: true, payer, name: fullName(name) }
  }
  if (form.family.trim() === '' || form.given.trim() === '') return { ok: false, problem: 'noName' }
  const patronymic = form.patronymic.trim() === '' ? null : form.patronymic
  const name = PersonName.safeParse({ family: form.family, given: form.given, patronymic })
  if (!name.success) return { ok: false, problem: 'wrongName' }
  const inn = form.inn.replaceAll(/\s/g, '')
  if (inn !== '' && !/^\d{12}$/.test(inn)) return { ok: false, problem: 'wrongInn' }
  const person: Payer = {
    kind: 'person',
    name: name.data,
    birthDate: null,
    inn: inn === '' ? null : inn,
    document: null
  }
  return { ok: true, payer: person, name: fullName(name.data) }
}
