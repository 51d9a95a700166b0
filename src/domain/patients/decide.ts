/** Rules about patients: what a registration needs, who may represent a child, what counts as a change. */
import { accept, newFact, refuse, type Decision } from '../fact.ts'
import { ageOn, type IsoDate } from '../values/dates.ts'
import type { FactId, PatientId } from '../values/ids.ts'
import { valuesOf, type ContestedValue } from './contested.ts'
import type { Patient } from './evolve.ts'
import {
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
import type { PatientRefusal } from './refusals.ts'

export type PatientDecision = Decision<PatientFact, PatientRefusal>

/** Below this age another person consents to treatment (323-ФЗ ст. 20 ч. 2, ст. 54 ч. 2). */
export const AGE_OF_CONSENT = 15

export const registerPatient = (
  state: Patient | null,
  command: { id: PatientId; details: PatientDetails; representative: Representative | null },
  today: IsoDate
): PatientDecision => {
  const { id, details, representative } = command
  if (state !== null) return refuse({ code: 'ALREADY_REGISTERED' })
  const born = birthProblem(details.birthDate, today)
  if (born !== null) return refuse(born)
  const age = ageOn(details.birthDate, today)
  if (age < AGE_OF_CONSENT && representative === null) return refuse({ code: 'REPRESENTATIVE_REQUIRED', age })
  if (representative !== null && !hasBasis(representative)) return refuse({ code: 'BASIS_REQUIRED' })
  return accept<PatientFact>(
    newFact(PatientRegistered, 'patient', id, details),
    ...(representative === null ? [] : [newFact(RepresentativeNamed, 'patient', id, representative)])
  )
}

export const changePatient = (
  state: Patient | null,
  command: { id: PatientId; changes: PatientChanges; base: PatientChanges },
  today: IsoDate
): PatientDecision => {
  if (state === null) return refuse({ code: 'PATIENT_UNKNOWN' })
  const current = new Map<string, unknown>(Object.entries(state))
  const changes = Object.fromEntries(
    Object.entries(command.changes).filter(
      ([field, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(current.get(field))
    )
  )
  if (Object.keys(changes).length === 0) return refuse({ code: 'NOTHING_CHANGED' })
  const born = command.changes.birthDate === undefined ? null : birthProblem(command.changes.birthDate, today)
  if (born !== null) return refuse(born)
  return accept(newFact(PatientDetailsChanged, 'patient', command.id, { changes, base: command.base }))
}

export const nameRepresentative = (
  state: Patient | null,
  command: { id: PatientId; representative: Representative }
): PatientDecision => {
  if (state === null) return refuse({ code: 'PATIENT_UNKNOWN' })
  if (!hasBasis(command.representative)) return refuse({ code: 'BASIS_REQUIRED' })
  return accept(newFact(RepresentativeNamed, 'patient', command.id, command.representative))
}

export const withdrawRepresentative = (
  state: Patient | null,
  command: { id: PatientId; representative: string }
): PatientDecision =>
  state === null
    ? refuse({ code: 'PATIENT_UNKNOWN' })
    : accept(newFact(RepresentativeWithdrawn, 'patient', command.id, { id: command.representative }))

export const noteAllergy = (
  state: Patient | null,
  /** `base` is what the person saw: one allergy, or all that were noted apart. */
  command: { id: PatientId; allergy: string | null; base: readonly (string | null)[] }
): PatientDecision => {
  if (state === null) return refuse({ code: 'PATIENT_UNKNOWN' })
  const allergy = command.allergy === '' ? null : command.allergy
  const base = [...new Set(command.base)]
  return state.allergy === allergy && valuesOf(state, 'allergy').length === 1
    ? refuse({ code: 'NOTHING_CHANGED' })
    : accept(newFact(AllergyNotedSeeing, 'patient', command.id, { allergy, base }))
}

/** Says which value holds of those that were entered apart, or another one that the patient has told. */
export const settleValues = (
  state: Patient | null,
  /** `seen` are the facts whose values were on the screen. */
  command: { id: PatientId; settled: ContestedValue; seen: readonly FactId[] },
  today: IsoDate
): PatientDecision => {
  if (state === null) return refuse({ code: 'PATIENT_UNKNOWN' })
  const settled: ContestedValue =
    command.settled.field === 'allergy' && command.settled.value === ''
      ? { field: 'allergy', value: null }
      : command.settled
  const values = valuesOf(state, settled.field)
  if (values.length < 2) return refuse({ code: 'SETTLED_MEANWHILE' })
  const standing = values.flatMap((one) => one.entered.map((entered) => entered.fact))
  if (standing.some((fact) => !command.seen.includes(fact))) return refuse({ code: 'ENTERED_MEANWHILE' })
  const born = settled.field === 'birthDate' ? birthProblem(settled.value, today) : null
  if (born !== null) return refuse(born)
  return accept(newFact(PatientValuesSettled, 'patient', command.id, { ...settled, settles: standing }))
}

/** A parent is believed at the desk; anyone else shows a paper (legal.md section 1: fields of a representative). */
const hasBasis = (one: Representative): boolean => one.kind === 'parent' || one.basis !== null

const birthProblem = (birthDate: IsoDate, today: IsoDate): PatientRefusal | null => {
  if (birthDate > today) return { code: 'BORN_IN_FUTURE' }
  return birthDate < '1900-01-01' ? { code: 'BORN_TOO_LONG_AGO' } : null
}
