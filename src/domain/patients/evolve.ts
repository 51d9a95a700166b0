/** Folds a patient out of the facts about them. */
import { assertNever } from '../values/assert-never.ts'
import type { Aggregate, Recorded } from '../fact.ts'
import type { Instant } from '../values/dates.ts'
import { enter, enterAgain, enteredBy, sawValue, type Contested, type ContestedValue } from './contested.ts'
import {
  AllergyNoted,
  AllergyNotedSeeing,
  PatientDetailsChanged,
  PatientRegistered,
  PatientValuesSettled,
  RepresentativeNamed,
  RepresentativeWithdrawn,
  type PatientChanges,
  type PatientDetails,
  type PatientFact,
  type Representative
} from './facts.ts'

/** The details as screens show them; of a field entered apart the later value. */
export type Patient = PatientDetails &
  Contested & {
    readonly representatives: readonly Representative[]
    readonly registeredAt: Instant
  }

export const patientAggregate: Aggregate<Patient, PatientFact> = {
  kind: 'patient',
  definitions: [
    PatientRegistered,
    PatientDetailsChanged,
    RepresentativeNamed,
    RepresentativeWithdrawn,
    AllergyNoted,
    AllergyNotedSeeing,
    PatientValuesSettled
  ],
  evolve: (state, fact) => {
    const entered = enteredBy(fact.provenance)
    if (fact.type === 'patient.registered') {
      return state === null
        ? {
            ...fact.payload,
            representatives: [],
            allergy: null,
            registeredAt: fact.provenance.at,
            registered: entered,
            registers: {}
          }
        : contestedIn(fact.payload).reduce((next, one) => enterAgain(next, one, entered), state)
    }
    if (state === null) return null
    switch (fact.type) {
      case 'patient.details-changed':
        return changed(state, fact)
      case 'patient.representative-named':
        return {
          ...state,
          representatives: [...state.representatives.filter((one) => one.id !== fact.payload.id), fact.payload]
        }
      case 'patient.representative-withdrawn':
        return { ...state, representatives: state.representatives.filter((one) => one.id !== fact.payload.id) }
      case 'patient.allergy-noted':
        return allergyNoted(state, fact)
      case 'patient.values-settled': {
        const { settles, ...value } = fact.payload
        return enter(state, value, { ...entered, seeing: true }, (one) => settles.includes(one.fact))
      }
      default:
        return assertNever(fact, 'patient fact')
    }
  }
}

/** Plain details take the last word; of the others only the value that the author saw is replaced. */
const changed = (
  state: Patient,
  fact: Recorded<Extract<PatientFact, { type: 'patient.details-changed' }>>
): Patient => {
  const { changes, base } = fact.payload
  const { name: _n, birthDate: _b, sex: _s, phones: _p, document: _d, ...plain } = changes
  const entered = { ...enteredBy(fact.provenance), seeing: true }
  return contestedIn(changes).reduce<Patient>(
    (next, one) => enter(next, one, entered, sawValue(one.field === 'allergy' ? undefined : base[one.field])),
    { ...state, ...withoutUndefined(plain) }
  )
}

const allergyNoted = (
  state: Patient,
  fact: Recorded<Extract<PatientFact, { type: 'patient.allergy-noted' }>>
): Patient => {
  const { payload } = fact
  const value: ContestedValue = { field: 'allergy', value: payload.allergy }
  const entered = enteredBy(fact.provenance)
  if ('base' in payload)
    return enter(state, value, { ...entered, seeing: true }, (one) => payload.base.some((seen) => sawValue(seen)(one)))
  // Older workstations did not say what they saw: among themselves the last word counts, as ever, but they could not
  // know what newer ones noted.
  return enter(state, value, { ...entered, seeing: false }, (one) => !one.seeing)
}

const contestedIn = ({ name, birthDate, sex, phones, document }: PatientChanges): readonly ContestedValue[] => [
  ...(name === undefined ? [] : [{ field: 'name' as const, value: name }]),
  ...(birthDate === undefined ? [] : [{ field: 'birthDate' as const, value: birthDate }]),
  ...(sex === undefined ? [] : [{ field: 'sex' as const, value: sex }]),
  ...(phones === undefined ? [] : [{ field: 'phones' as const, value: phones }]),
  ...(document === undefined ? [] : [{ field: 'document' as const, value: document }])
]

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }
const withoutUndefined = <T extends object>(changes: T): Defined<T> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Defined<T>
