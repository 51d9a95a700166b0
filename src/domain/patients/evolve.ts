/** Folds a patient out of the facts about them. */
import { assertNever } from '../values/assert-never.ts'
import type { Aggregate } from '../fact.ts'
import {
  AllergyNoted,
  PatientDetailsChanged,
  PatientRegistered,
  RepresentativeNamed,
  RepresentativeWithdrawn,
  type PatientDetails,
  type PatientFact,
  type Representative
} from './facts.ts'

export type Patient = PatientDetails & {
  readonly representatives: readonly Representative[]
  readonly allergy: string | null
  readonly registeredAt: string
}

export const patientAggregate: Aggregate<Patient, PatientFact> = {
  kind: 'patient',
  definitions: [PatientRegistered, PatientDetailsChanged, RepresentativeNamed, RepresentativeWithdrawn, AllergyNoted],
  evolve: (state, fact) => {
    if (fact.type === 'patient.registered') {
      return state ?? { ...fact.payload, representatives: [], allergy: null, registeredAt: fact.provenance.at }
    }
    if (state === null) return null
    switch (fact.type) {
      case 'patient.details-changed':
        return { ...state, ...withoutUndefined(fact.payload.changes) }
      case 'patient.representative-named':
        return {
          ...state,
          representatives: [...state.representatives.filter((one) => one.id !== fact.payload.id), fact.payload]
        }
      case 'patient.representative-withdrawn':
        return { ...state, representatives: state.representatives.filter((one) => one.id !== fact.payload.id) }
      case 'patient.allergy-noted':
        return { ...state, allergy: fact.payload.allergy }
      default:
        return assertNever(fact, 'patient fact')
    }
  }
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }
const withoutUndefined = <T extends object>(changes: T): Defined<T> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Defined<T>
