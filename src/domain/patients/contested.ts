/** Fields of which no value may be lost: what was entered apart stands side by side until somebody settles it. */
import { z } from 'zod'
import type { Provenance } from '../fact.ts'
import { IsoDate, type Instant } from '../values/dates.ts'
import type { ClinicId, DeviceId, FactId, StaffId } from '../values/ids.ts'
import { fullName, PersonName, Sex } from '../values/person-name.ts'
import { Phone } from '../values/phone.ts'
import { IdentityDocument } from './identity-document.ts'
import { searchText } from './search-text.ts'

/** What a person is known by and what may harm them. All other details are plain: of those the last word counts. */
export const ContestedValue = z.discriminatedUnion('field', [
  z.object({ field: z.literal('name'), value: PersonName }),
  z.object({ field: z.literal('birthDate'), value: IsoDate }),
  z.object({ field: z.literal('sex'), value: Sex }),
  z.object({ field: z.literal('phones'), value: z.array(Phone).max(5) }),
  z.object({ field: z.literal('document'), value: IdentityDocument.nullable() }),
  z.object({ field: z.literal('allergy'), value: z.string().max(500).nullable() })
])
export type ContestedValue = z.infer<typeof ContestedValue>
export type ContestedField = ContestedValue['field']
type Value = ContestedValue['value']

export const CONTESTED_FIELDS = [
  'name',
  'birthDate',
  'sex',
  'phones',
  'document',
  'allergy'
] as const satisfies readonly ContestedField[]

/** By which fact a value came: who entered it, where and when. */
export interface Entered {
  readonly fact: FactId
  readonly at: Instant
  readonly by: StaffId | null
  readonly clinic: ClinicId | null
  readonly device: DeviceId
}

export interface StandingValue extends Entered {
  readonly value: Value
  /** Whether the fact named what its author saw; one that did not cannot be said to have replaced anything knowingly. */
  readonly seeing: boolean
}

/** The values that nobody has replaced knowingly, in clock order; the last of them is the one that screens show. */
export interface Register {
  /** The value of the first registration, against which a second one made apart is compared. */
  readonly first: Value
  readonly standing: readonly StandingValue[]
}

export interface Contested {
  readonly name: PersonName
  readonly birthDate: IsoDate
  readonly sex: Sex
  readonly phones: Phone[]
  readonly document: IdentityDocument | null
  readonly allergy: string | null
  readonly registered: Entered
  /** Only fields that were entered again after the first registration. */
  readonly registers: Readonly<Partial<Record<ContestedField, Register>>>
}

export const enteredBy = ({ id, at, staff, clinic, device }: Provenance): Entered => ({
  fact: id,
  at,
  by: staff,
  clinic,
  device
})

/** Values are compared as they are written: parsed by one schema, equal ones have one text. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const registerOf = (patient: Contested, field: ContestedField): Register => {
  const kept = patient.registers[field]
  if (kept !== undefined) return kept
  const value: Value = patient[field]
  return { first: value, standing: [{ ...patient.registered, value, seeing: false }] }
}

/** Adds a value and takes away those that it replaces. What is added last is shown. */
export const enter = <State extends Contested>(
  patient: State,
  { field, value }: ContestedValue,
  entered: Entered & { readonly seeing: boolean },
  replaces: (standing: StandingValue) => boolean
): State => {
  const { first, standing } = registerOf(patient, field)
  const next = [...standing.filter((one) => !replaces(one)), { ...entered, value }]
  return { ...patient, [field]: value, registers: { ...patient.registers, [field]: { first, standing: next } } }
}

/** Whether a value entered before is the one that somebody saw and changed. */
export const sawValue =
  (seen: unknown) =>
  (standing: StandingValue): boolean =>
    seen !== undefined && same(standing.value, seen)

const isEmpty = (value: Value): boolean => value === null || (Array.isArray(value) && value.length === 0)

const registersAlike = (field: ContestedField, a: Value, b: Value): boolean => {
  if (field !== 'name') return same(a, b)
  const [one, other] = [PersonName.safeParse(a), PersonName.safeParse(b)]
  return one.success && other.success && searchText(fullName(one.data)) === searchText(fullName(other.data))
}

/**
 * One file imported at two desks apart registers a patient twice. What the second says otherwise stands beside the first;
 * an empty field says nothing.
 */
export const enterAgain = <State extends Contested>(patient: State, again: ContestedValue, entered: Entered): State => {
  const { first } = registerOf(patient, again.field)
  if (isEmpty(again.value) || registersAlike(again.field, first, again.value)) return patient
  return enter(patient, again, { ...entered, seeing: false }, (one) => isEmpty(one.value) && !one.seeing)
}

export interface EnteredValue {
  readonly value: Value
  /** Every fact that says so, oldest first: two desks may have entered the same. */
  readonly entered: readonly StandingValue[]
}

/** The different values of a field that stand side by side, the shown one first; more than one is a conflict. */
export const valuesOf = (patient: Contested, field: ContestedField): readonly EnteredValue[] => {
  const { standing } = registerOf(patient, field)
  return [...Map.groupBy(standing.toReversed(), (one) => JSON.stringify(one.value)).values()].flatMap((alike) => {
    const [last] = alike
    return last === undefined ? [] : [{ value: last.value, entered: alike.toReversed() }]
  })
}

/** Fields that a person must settle. */
export const conflictsOf = (patient: Contested): readonly ContestedField[] =>
  CONTESTED_FIELDS.filter((field) => patient.registers[field] !== undefined && valuesOf(patient, field).length > 1)

/** Every allergy that stands, in one text: until somebody settles it, each of them is one. */
export const allAllergies = (patient: Contested): string | null => {
  const named = valuesOf(patient, 'allergy').flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
  return named.length === 0 ? null : named.join('; ')
}
