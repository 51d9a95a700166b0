import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Decision, NewFact, Recorded } from '../fact.ts'
import { foldable } from '../fact.ts'
import { instant, isoDate } from '../values/dates.ts'
import { ClinicId, DeviceId, FactId, PatientId } from '../values/ids.ts'
import { Phone } from '../values/phone.ts'
import { allAllergies, conflictsOf, valuesOf, type ContestedField } from './contested.ts'
import { changePatient, noteAllergy, registerPatient, settleValues } from './decide.ts'
import { patientAggregate, type Patient } from './evolve.ts'
import { AllergyNoted, AllergyNotedSeeing, PatientDetails, PatientRegistered } from './facts.ts'

const uuid = (number: number): string => `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`
const id = PatientId.parse(uuid(1))
const today = isoDate('2026-11-24')
const phone = (number: number): Phone => Phone.parse(`+7921${String(number).padStart(7, '0')}`)
const details = PatientDetails.parse({
  name: { family: 'Выдумкина', given: 'Проба', patronymic: null },
  birthDate: '1990-01-01',
  sex: 'female',
  phones: [phone(0)],
  email: null,
  address: null,
  recordNumber: null,
  document: null,
  note: null
})
const { fold } = foldable(patientAggregate)

interface Clocked {
  readonly clock: number
  readonly device: number
  readonly fact: Recorded<NewFact>
}

/** Desks with clocks of their own, each knowing some of the facts; a fact is always later than what its author knew. */
class Desks {
  readonly known: Map<string, Clocked>[]
  #facts = 0
  readonly #skew: readonly number[]
  constructor(skew: readonly number[]) {
    this.#skew = skew
    this.known = skew.map(() => new Map<string, Clocked>())
  }
  patientAt(desk: number): Patient | null {
    return this.fold([...(this.known[desk]?.values() ?? [])])
  }
  fold(facts: readonly Clocked[]): Patient | null {
    let state: unknown = null
    for (const { fact } of facts.toSorted((a, b) => a.clock - b.clock || a.device - b.device)) state = fold(state, fact)
    return state as Patient | null
  }
  record(desk: number, facts: readonly NewFact[]): void {
    const known = this.known[desk]
    for (const fact of facts) {
      this.#facts += 1
      const clock = Math.max(
        this.#facts * 10 + (this.#skew[desk] ?? 0),
        1 + Math.max(0, ...[...(known?.values() ?? [])].map((one) => one.clock))
      )
      const factId = FactId.parse(uuid(1000 + this.#facts))
      const provenance = {
        id: factId,
        device: DeviceId.parse(uuid(100 + desk)),
        staff: null,
        clinic: ClinicId.parse(uuid(50)),
        at: instant(1_700_000_000_000 + clock)
      }
      known?.set(factId, { clock, device: desk, fact: { ...fact, provenance } })
    }
  }
  decided(desk: number, decision: Decision<NewFact, unknown>): void {
    if (decision.ok) this.record(desk, decision.facts)
  }
  /** Both know what either knew. */
  meet(one: number, other: number): void {
    for (const [key, fact] of this.known[one] ?? []) this.known[other]?.set(key, fact)
    for (const [key, fact] of this.known[other] ?? []) this.known[one]?.set(key, fact)
  }
  meetAll(): void {
    for (let round = 0; round < 2; round += 1)
      for (let desk = 1; desk < this.known.length; desk += 1) this.meet(0, desk)
  }
  changePhone(desk: number, to: Phone): void {
    const state = this.patientAt(desk)
    const base = { phones: state?.phones ?? [] }
    this.decided(desk, changePatient(state, { id, changes: { phones: [to] }, base }, today))
  }
  noteAllergy(desk: number, allergy: string | null): void {
    const state = this.patientAt(desk)
    const base = state === null ? [] : valuesOf(state, 'allergy').map(({ value }) => value as string | null)
    this.decided(desk, noteAllergy(state, { id, allergy, base }))
  }
  settlePhone(desk: number, to: Phone): void {
    const state = this.patientAt(desk)
    if (state === null) return
    const seen = valuesOf(state, 'phones').flatMap((one) => one.entered.map((entered) => entered.fact))
    this.decided(desk, settleValues(state, { id, settled: { field: 'phones', value: [to] }, seen }, today))
  }
}

const opened = (...skew: readonly number[]): Desks => {
  const desks = new Desks(skew)
  desks.decided(0, registerPatient(null, { id, details, representative: null }, today))
  desks.meetAll()
  return desks
}
const texts = (patient: Patient | null, field: ContestedField): readonly string[] =>
  patient === null ? [] : valuesOf(patient, field).map(({ value }) => JSON.stringify(value))

const action = fc.record({
  what: fc.constantFrom('change', 'change', 'settle', 'meet'),
  desk: fc.integer({ min: 0, max: 2 }),
  other: fc.integer({ min: 0, max: 2 })
})
const skews = fc.array(fc.integer({ min: -5000, max: 5000 }), { minLength: 3, maxLength: 3 })

describe('a phone changed at desks apart', () => {
  it('ends with every value that nobody replaced knowingly, whichever clock ran ahead', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 25 }), skews, (actions, skew) => {
        const desks = opened(...skew)
        /** What each value written so far was; gone when somebody who saw it wrote another. */
        const standing = new Map<string, FactId | null>([[JSON.stringify([phone(0)]), null]])
        let number = 0
        for (const { what, desk, other } of actions) {
          if (what === 'meet') {
            desks.meet(desk, other)
            continue
          }
          number += 1
          const before = desks.patientAt(desk)
          const seen = texts(before, 'phones')
          if (what === 'settle' && seen.length < 2) continue
          const replaced = what === 'settle' ? seen : seen.slice(0, 1)
          if (what === 'settle') desks.settlePhone(desk, phone(number))
          else desks.changePhone(desk, phone(number))
          for (const text of replaced) standing.delete(text)
          standing.set(JSON.stringify([phone(number)]), null)
        }
        desks.meetAll()
        const [one, ...others] = desks.known.map((_known, desk) => desks.patientAt(desk))
        expect(new Set(texts(one ?? null, 'phones'))).toEqual(new Set(standing.keys()))
        for (const other of others) expect(other).toEqual(one)
      })
    )
  })

  it('never raises a conflict when everybody saw what the one before wrote', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            desk: fc.integer({ min: 0, max: 2 }),
            to: fc.integer({ min: 0, max: 3 }),
            allergy: fc.boolean()
          }),
          {
            maxLength: 25
          }
        ),
        skews,
        (edits, skew) => {
          const desks = opened(...skew)
          for (const { desk, to, allergy } of edits) {
            if (allergy) desks.noteAllergy(desk, to === 0 ? null : `аллерген ${to}`)
            else desks.changePhone(desk, phone(to))
            desks.meetAll()
            const patient = desks.patientAt(desk)
            expect(patient === null ? [] : conflictsOf(patient)).toEqual([])
          }
        }
      )
    )
  })

  it('shows the later one and keeps the other beside it with its author, place and moment', () => {
    const desks = opened(0, 0)
    desks.changePhone(0, phone(1))
    desks.changePhone(1, phone(2))
    desks.meetAll()
    const patient = desks.patientAt(0)
    if (patient === null) throw new Error('no patient')
    expect(patient.phones).toEqual([phone(2)])
    expect(valuesOf(patient, 'phones')).toMatchObject([
      { value: [phone(2)], entered: [{ device: uuid(101) }] },
      { value: [phone(1)], entered: [{ device: uuid(100) }] }
    ])
  })

  it('to the same number is no conflict', () => {
    const desks = opened(0, 0)
    desks.changePhone(0, phone(1))
    desks.changePhone(1, phone(1))
    desks.meetAll()
    const patient = desks.patientAt(0)
    expect(patient === null ? null : conflictsOf(patient)).toEqual([])
  })

  it('settled otherwise at two desks apart is a conflict of their two answers, settled alike it is none', () => {
    for (const [answers, left] of [
      [[1, 2], 2],
      [[2, 2], 1],
      [[3, 1], 2]
    ] as const) {
      const desks = opened(0, 0)
      desks.changePhone(0, phone(1))
      desks.changePhone(1, phone(2))
      desks.meetAll()
      desks.settlePhone(0, phone(answers[0]))
      desks.settlePhone(1, phone(answers[1]))
      for (const desk of [0, 1]) expect(texts(desks.patientAt(desk), 'phones')).toHaveLength(1)
      desks.meetAll()
      expect(texts(desks.patientAt(0), 'phones')).toHaveLength(left)
      desks.settlePhone(1, phone(answers[0]))
      desks.meetAll()
      expect(texts(desks.patientAt(0), 'phones')).toEqual([JSON.stringify([phone(answers[0])])])
    }
  })

  it('is not settled by somebody who has not seen the newest value, nor where nothing is to be settled', () => {
    const desks = opened(0, 0)
    const settled = { field: 'phones' as const, value: [phone(1)] }
    expect(settleValues(desks.patientAt(0), { id, settled, seen: [] }, today)).toMatchObject({
      refusal: { code: 'SETTLED_MEANWHILE' }
    })
    desks.changePhone(0, phone(1))
    desks.changePhone(1, phone(2))
    desks.meetAll()
    expect(settleValues(desks.patientAt(0), { id, settled, seen: [] }, today)).toMatchObject({
      refusal: { code: 'ENTERED_MEANWHILE' }
    })
  })
})

describe('an allergy noted at desks apart', () => {
  it('is lost at none of them: both stand, and both are told as one text until somebody settles it', () => {
    const desks = opened(0, 0)
    desks.noteAllergy(0, 'лидокаин')
    desks.noteAllergy(1, 'латекс')
    desks.meetAll()
    const patient = desks.patientAt(0)
    if (patient === null) throw new Error('no patient')
    expect(allAllergies(patient)).toBe('латекс; лидокаин')
    expect(conflictsOf(patient)).toEqual(['allergy'])
    // Whoever saves the two in one text saw both of them.
    desks.noteAllergy(1, 'лидокаин, латекс')
    expect(texts(desks.patientAt(1), 'allergy')).toEqual(['"лидокаин, латекс"'])
  })

  it('stands though another desk was told apart that there is none', () => {
    const desks = opened(0, 0)
    desks.noteAllergy(0, 'лидокаин')
    desks.meetAll()
    desks.noteAllergy(0, 'лидокаин, латекс')
    desks.noteAllergy(1, null)
    desks.meetAll()
    const patient = desks.patientAt(0)
    expect(patient === null ? null : allAllergies(patient)).toBe('лидокаин, латекс')
    expect(patient === null ? null : conflictsOf(patient)).toEqual(['allergy'])
  })

  it('by older workstations keeps the last word among themselves, and takes nothing from what newer ones noted', () => {
    const desks = opened(0, 0)
    const old = (allergy: string): NewFact => ({
      type: AllergyNoted.type,
      v: AllergyNoted.v,
      aggregate: { kind: 'patient', id },
      payload: { allergy }
    })
    desks.record(0, [old('йод')])
    desks.record(0, [old('лидокаин')])
    expect(texts(desks.patientAt(0), 'allergy')).toEqual(['"лидокаин"'])
    desks.noteAllergy(0, 'латекс')
    desks.record(1, [old('пенициллин')])
    desks.meetAll()
    expect(new Set(texts(desks.patientAt(1), 'allergy'))).toEqual(new Set(['"латекс"', '"пенициллин"']))
    expect(AllergyNotedSeeing.payload.safeParse({ allergy: 'йод' }).success).toBe(false)
  })
})

describe('a patient registered twice by one file at two desks', () => {
  const again = (changes: Partial<PatientDetails>): NewFact => ({
    type: PatientRegistered.type,
    v: PatientRegistered.v,
    aggregate: { kind: 'patient', id },
    payload: { ...details, ...changes }
  })
  it('keeps what the second says otherwise, and takes an empty field for nothing said', () => {
    const desks = opened(0, 0)
    desks.record(1, [again({ phones: [phone(7)] }), again({ phones: [] }), again({})])
    desks.meetAll()
    expect(texts(desks.patientAt(0), 'phones')).toEqual([JSON.stringify([phone(7)]), JSON.stringify([phone(0)])])
    const spelt = opened(0)
    spelt.record(0, [again({ name: { family: 'ВЫДУМКИНА', given: 'Проба', patronymic: null } })])
    const patient = spelt.patientAt(0)
    expect(patient === null ? null : conflictsOf(patient)).toEqual([])
  })

  it('fills a field that the first left empty without a question', () => {
    const desks = opened(0)
    const document = { code: '21' as const, series: '40 11', number: '123456', issuedBy: '', issuedOn: null }
    desks.record(0, [again({ document })])
    const patient = desks.patientAt(0)
    expect(patient?.document).toEqual(document)
    expect(patient === null ? null : conflictsOf(patient)).toEqual([])
  })
})
