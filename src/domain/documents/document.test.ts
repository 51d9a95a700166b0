import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NewFact, Recorded } from '../fact.ts'
import { instant, isoDate } from '../values/dates.ts'
import { ClinicId, DeviceId, DocumentId, FactId, PatientId, StaffId, VisitId } from '../values/ids.ts'
import { Phone } from '../values/phone.ts'
import { Sha256 } from '../values/sha256.ts'
import {
  annulDocument,
  prepareDocument,
  printDocument,
  receiveOriginal,
  refuseDocument,
  revokeDocument,
  signAsClinician,
  signOnPaper,
  signOnScreen,
  type DocumentDecision,
  type Gathered,
  type Preparing
} from './decide.ts'
import { documentAggregate, type Document } from './evolve.ts'
import type { DocumentFact } from './facts.ts'
import { NO_CHOICES } from './snapshot.ts'
import { isSigned, originalAwaited, standingChannels, statusOf, validUntil } from './status.ts'

const ON = isoDate('2026-11-24')
const id = DocumentId.parse('018f0000-0000-7000-8000-0000000000d0')
const patient = PatientId.parse('018f0000-0000-7000-8000-0000000000a1')
const clinic = ClinicId.parse('018f0000-0000-7000-8000-0000000000c1')
const doctor = StaffId.parse('018f0000-0000-7000-8000-0000000000e1')
const hash = (digit: string): Sha256 => Sha256.parse(digit.repeat(64))
const person = { birthDate: isoDate('1990-01-01'), phones: [], email: null }

const gathered: Gathered = {
  template: { key: 'general-consent', version: 1, sha256: hash('a'), scope: 'patient', validDays: 365 },
  number: '12-000001',
  clinic,
  title: 'Согласие',
  data: {
    on: ON,
    patient: {
      name: { family: 'Выдумкина', given: 'Проба', patronymic: null },
      birthDate: person.birthDate,
      sex: 'female',
      address: null,
      phone: null,
      email: null,
      document: null,
      recordNumber: null,
      allergy: null
    },
    clinic: {
      name: 'Пример',
      address: 'г. Приморск',
      phone: '',
      legalEntity: 'ООО «Пример»',
      inn: '7700000000',
      ogrn: '1027700000000',
      licence: { number: '1', date: ON, issuer: 'Комитет' }
    },
    clinician: null,
    services: []
  }
}
const command = (over: Partial<Preparing> = {}): Preparing => ({
  id,
  kind: 'general-consent',
  patient,
  visit: null,
  representative: null,
  choices: NO_CHOICES,
  ...over
})
const prepared = (over: Partial<Preparing> = {}): DocumentDecision =>
  prepareDocument(
    null,
    command(over),
    () => ({ ...gathered, template: { ...gathered.template, key: over.kind ?? 'general-consent' } }),
    { ...person, phones: [], email: 'proba@primer.example' },
    ON
  )

let tick = 0
const record = (fact: DocumentFact): Recorded<DocumentFact> => ({
  ...fact,
  provenance: {
    id: FactId.parse(`018f0000-0000-7000-8000-${String((tick += 1)).padStart(12, '0')}`),
    device: DeviceId.parse('018f0000-0000-7000-8000-0000000000f1'),
    staff: null,
    clinic,
    at: instant(1_700_000_000_000 + tick)
  }
})
const fold = (facts: readonly Recorded<DocumentFact>[]): Document | null =>
  facts.reduce<Document | null>((state, fact) => documentAggregate.evolve(state, fact), null)

/** Plays one step after another at a desk; a refused step changes nothing. */
const play = (...steps: readonly ((state: Document | null) => DocumentDecision)[]): Document => {
  let state: Document | null = null
  for (const step of steps) {
    const decision = step(state)
    if (decision.ok) for (const fact of decision.facts) state = documentAggregate.evolve(state, record(fact))
  }
  if (state === null) throw new Error('nothing was prepared')
  return state
}
const code = (decision: DocumentDecision): string => (decision.ok ? 'accepted' : decision.refusal.code)

const prepare = (): DocumentDecision => prepared()
const print = (state: Document | null): DocumentDecision => printDocument(state, { id, sha256: hash('1'), copies: 1 })
const sign = (state: Document | null): DocumentDecision => signOnPaper(state, { id, on: ON })
const clinician = (state: Document | null): DocumentDecision =>
  signAsClinician(state, {
    id,
    clinician: { id: doctor, name: gathered.data.patient.name, mayTreat: true },
    on: ON,
    drawn: null
  })
const receive = (state: Document | null): DocumentDecision => receiveOriginal(state, { id, by: 'hand', place: null })
const refuse = (state: Document | null): DocumentDecision =>
  refuseDocument(state, { id, reason: 'wants-to-think', note: null, on: ON })
const revoke = (state: Document | null): DocumentDecision =>
  revokeDocument(state, { id, on: ON, reason: null, channels: null })
const annul = (state: Document | null): DocumentDecision => annulDocument(state, { id, reason: 'не тот пациент' })
const screen = (state: Document | null): DocumentDecision =>
  signOnScreen(
    state,
    { id, on: ON, shown: hash('1'), signatures: [{ role: 'patient', strokes: hash('2') }] },
    { sha256: hash('1'), signed: hash('3'), unfilled: [], policy: ['general-consent'] }
  )

describe('a consent on paper', () => {
  it('goes from draft to printed, signed by the patient, signed by the doctor, received', () => {
    expect(statusOf(play(prepare))).toBe('draft')
    expect(statusOf(play(prepare, print))).toBe('printed')
    const signed = play(prepare, print, sign)
    expect(statusOf(signed)).toBe('signed')
    expect(originalAwaited(signed)).toBe(true)
    expect(signed.patientSigned?.sha256).toBe(hash('1'))
    expect(statusOf(play(prepare, print, sign, clinician))).toBe('complete')
    expect(originalAwaited(play(prepare, print, sign, clinician, receive))).toBe(false)
    expect(validUntil(signed)).toBe('2027-11-24')
  })

  it('cannot be signed before it was printed, nor twice, nor by the doctor first', () => {
    expect(code(sign(play(prepare)))).toBe('NOT_PRINTED')
    expect(code(sign(play(prepare, print, sign)))).toBe('WRONG_STATUS')
    expect(code(clinician(play(prepare, print)))).toBe('PATIENT_FIRST')
    expect(code(receive(play(prepare, print)))).toBe('WRONG_STATUS')
  })

  it('keeps what was signed when it is printed again', () => {
    const again = play(prepare, print, sign, (state) => printDocument(state, { id, sha256: hash('9'), copies: 1 }))
    expect(again.patientSigned?.sha256).toBe(hash('1'))
    expect(again.copies).toBe(2)
  })

  it('is refused before, revoked after, and annulled at any time', () => {
    expect(statusOf(play(prepare, print, refuse))).toBe('refused')
    expect(code(refuse(play(prepare, print, sign)))).toBe('WRONG_STATUS')
    expect(statusOf(play(prepare, print, sign, revoke))).toBe('revoked')
    expect(code(revoke(play(prepare, print)))).toBe('WRONG_STATUS')
    expect(statusOf(play(prepare, print, sign, clinician, annul))).toBe('annulled')
    expect(code(sign(play(prepare, print, annul)))).toBe('WRONG_STATUS')
  })

  it('may be signed after all by a patient who first refused', () => {
    expect(statusOf(play(prepare, print, refuse, sign))).toBe('signed')
  })
})

describe('a consent on the screen', () => {
  it('is signed only where the clinic lets, as it was shown, and with nothing left to fill by hand', () => {
    const signed = play(prepare, screen)
    expect(signed.patientSigned).toMatchObject({ mode: 'screen', sha256: hash('1'), signed: hash('3') })
    expect(originalAwaited(signed)).toBe(false)
    const state = play(prepare)
    const shown = { id, on: ON, shown: hash('1'), signatures: [{ role: 'patient' as const, strokes: hash('2') }] }
    const paper = { sha256: hash('1'), signed: hash('3'), unfilled: [], policy: ['general-consent'] }
    expect(code(signOnScreen(state, shown, { ...paper, policy: ['marketing-consent'] }))).toBe('PAPER_ONLY')
    expect(code(signOnScreen(state, shown, { ...paper, unfilled: ['patient.address'] }))).toBe('UNFILLED')
    expect(code(signOnScreen(state, shown, { ...paper, sha256: hash('4') }))).toBe('TEXT_CHANGED')
    expect(
      code(signOnScreen(state, { ...shown, signatures: [{ role: 'representative', strokes: hash('2') }] }, paper))
    ).toBe('WRONG_HANDS')
    expect(code(signOnScreen(state, { ...shown, signatures: [] }, paper))).toBe('WRONG_HANDS')
  })
})

describe('a consent to advertising', () => {
  const choices = { ...NO_CHOICES, channels: ['email' as const] }

  it('needs a channel, and an address for it', () => {
    expect(code(prepared({ kind: 'marketing-consent' }))).toBe('NOTHING_CHOSEN')
    expect(code(prepared({ kind: 'marketing-consent', choices: { ...NO_CHOICES, channels: ['sms'] } }))).toBe(
      'NO_CONTACT'
    )
    expect(code(prepared({ kind: 'marketing-consent', choices }))).toBe('accepted')
  })

  it('ends channel by channel, and with the last one altogether', () => {
    const both = { ...NO_CHOICES, channels: ['sms' as const, 'email' as const] }
    const begin = (): DocumentDecision =>
      prepareDocument(
        null,
        command({ kind: 'marketing-consent', choices: both }),
        () => gathered,
        { ...person, phones: [Phone.parse('+79215551234')], email: 'proba@primer.example' },
        ON
      )
    const end = (channel: 'sms' | 'email') => (state: Document | null) =>
      revokeDocument(state, { id, on: ON, reason: null, channels: [channel] })
    const signed = play(begin, print, sign)
    expect(statusOf(signed)).toBe('complete')
    expect(standingChannels(signed)).toEqual(['sms', 'email'])
    expect(standingChannels(play(begin, print, sign, end('sms')))).toEqual(['email'])
    const over = play(begin, print, sign, end('sms'), end('email'))
    expect(statusOf(over)).toBe('revoked')
    expect(standingChannels(over)).toEqual([])
    expect(code(end('sms')(play(begin, print, sign, end('sms'))))).toBe('NOTHING_CHOSEN')
  })
})

describe('what two desks did apart', () => {
  const steps = { print, sign, screen, clinician, receive, refuse, revoke, annul }
  const names = Object.keys(steps) as (keyof typeof steps)[]

  it('gives both the same document, and never a consent that somebody took back', () => {
    const history = fc.array(fc.constantFrom(...names), { maxLength: 8 })
    fc.assert(
      fc.property(history, history, fc.array(fc.boolean(), { maxLength: 16 }), (here, there, turns) => {
        const begun = prepare()
        if (!begun.ok) throw new Error('not prepared')
        const first = begun.facts.map(record)
        const atDesk = (moves: readonly (keyof typeof steps)[]): readonly NewFact[] => {
          let state = fold(first)
          return moves.flatMap((move) => {
            const decision = steps[move](state)
            if (!decision.ok) return []
            for (const fact of decision.facts) state = documentAggregate.evolve(state, record(fact))
            return decision.facts
          })
        }
        // Facts of both desks in some order of their clocks: whoever has them all folds them in that order.
        const left = [...atDesk(here)]
        const right = [...atDesk(there)]
        const merged: NewFact[] = []
        for (const turn of turns) {
          const next = (turn ? left : right).shift()
          if (next !== undefined) merged.push(next)
        }
        const all = [...first, ...[...merged, ...left, ...right].map((fact) => record(fact as DocumentFact))]
        const state = fold(all)
        expect(state).not.toBeNull()
        if (state === null) return
        expect(fold(all)).toEqual(state)
        const types = all.map((fact) => fact.type)
        if (types.includes('document.annulled') || types.includes('document.revoked'))
          expect(isSigned(state)).toBe(false)
        if (isSigned(state))
          expect(types.lastIndexOf('document.refused')).toBeLessThan(types.lastIndexOf('document.patient-signed'))
      }),
      { seed: 31, numRuns: 500 }
    )
  })

  it('means nothing before the document itself is known', () => {
    const begun = prepare()
    if (!begun.ok) throw new Error('not prepared')
    const [first] = begun.facts
    const printed = print(play(prepare))
    if (!printed.ok || first === undefined) throw new Error('not printed')
    expect(fold(printed.facts.map(record))).toBeNull()
  })
})

describe('preparing for a child', () => {
  it('asks for a representative, and takes none who may not sign', () => {
    const child = { ...person, birthDate: isoDate('2019-05-05') }
    expect(code(prepareDocument(null, command(), () => gathered, child, ON))).toBe('REPRESENTATIVE_REQUIRED')
  })

  it('is not done twice under one id', () => {
    expect(
      code(
        prepareDocument(
          play(prepare),
          command({ visit: VisitId.parse('018f0000-0000-7000-8000-0000000000b1') }),
          () => gathered,
          person,
          ON
        )
      )
    ).toBe('ALREADY_PREPARED')
  })
})
