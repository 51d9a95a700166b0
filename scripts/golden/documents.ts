/** Steps of a golden shift about documents: signed on the screen, taken back channel by channel, refused, annulled. */
import {
  annulDocument,
  prepareDocument,
  printDocument,
  refuseDocument,
  revokeDocument,
  signOnScreen
} from '../../src/domain/documents/decide.ts'
import { documentAggregate } from '../../src/domain/documents/evolve.ts'
import type { DocumentKind } from '../../src/domain/documents/kinds.ts'
import { NO_CHOICES, type DocumentChoices } from '../../src/domain/documents/snapshot.ts'
import { patientAggregate } from '../../src/domain/patients/evolve.ts'
import { DocumentId } from '../../src/domain/values/ids.ts'
import { castId } from '../../src/head-office/demo/cast.ts'
import { acceptedFacts } from '../../src/head-office/demo/demo-fact.ts'
import { fixedId } from '../../src/head-office/demo/random.ts'
import { sha256 } from './plans.ts'
import { needed, type Shift } from './shift.ts'

const patient = castId('kravtsova')

export const signDocuments = (shift: Shift): void => {
  const state = (id: DocumentId) => shift.recording.state(documentAggregate, id)
  const marketing = prepare(shift, 'marketing-consent', { ...NO_CHOICES, channels: ['sms', 'call'] })
  const drawn = { id: marketing, on: shift.today, shown: sha256('shown'), strokes: sha256('strokes') }
  const signatures = [{ role: 'patient', strokes: drawn.strokes }] as const
  const paper = { sha256: drawn.shown, signed: sha256('signed'), unfilled: [], policy: ['marketing-consent'] }
  shift.record(acceptedFacts(signOnScreen(state(marketing), { ...drawn, signatures }, paper)))
  for (const channels of [['call'], null] as const) {
    const revoked = { id: marketing, on: shift.today, reason: 'много звонков', channels }
    shift.record(acceptedFacts(revokeDocument(state(marketing), revoked)))
  }

  const refused = prepare(shift, 'anaesthesia-consent', NO_CHOICES)
  shift.record(acceptedFacts(printDocument(state(refused), { id: refused, sha256: sha256('printed'), copies: 1 })))
  const reason = { id: refused, reason: 'wants-to-think', note: 'спросит мужа', on: shift.today } as const
  shift.record(acceptedFacts(refuseDocument(state(refused), reason)))
  const annulled = { id: refused, reason: 'подготовлен не на того пациента' }
  shift.record(acceptedFacts(annulDocument(state(refused), annulled)))
}

/** On the data of a paper that the patient signed before. */
const prepare = (shift: Shift, kind: DocumentKind, choices: DocumentChoices): DocumentId => {
  const id = DocumentId.parse(fixedId(`golden document ${kind}`))
  const before = shift.recording.facts.find(
    (fact) => fact.header.type === 'document.prepared' && JSON.stringify(fact.payload).includes(patient)
  )
  const model = needed(
    shift.recording.state(documentAggregate, needed(before, 'paper of that patient').header.aggregate),
    'paper of that patient'
  )
  const gather = () => ({
    template: { ...model.template, key: kind, sha256: sha256(`golden wording ${kind}`) },
    number: shift.number(),
    clinic: model.clinic,
    title: `Образец: ${kind}`,
    data: { ...model.snapshot, on: shift.today }
  })
  const command = { id, kind, patient, visit: null, representative: null, choices }
  const person = needed(shift.recording.state(patientAggregate, patient), 'patient')
  shift.record(acceptedFacts(prepareDocument(null, command, gather, person, shift.today)))
  return id
}
