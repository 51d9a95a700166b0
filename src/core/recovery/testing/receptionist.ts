/** A receptionist at work, for tests: opens incidents, talks, agrees, and looks at what the screen would show. */
import { uuidv7 } from 'uuidv7'
import { OpenIncidentInput, type TalkChoice } from '../../../contract/recovery.ts'
import type { Decision } from '../../../domain/fact.ts'
import type { RecoveryRefusal } from '../../../domain/recovery/refusals.ts'
import { visitAggregate } from '../../../domain/visits/evolve.ts'
import { IncidentId, type VisitId } from '../../../domain/values/ids.ts'
import type { Desk } from '../../desk.ts'
import { boardOf } from '../board.ts'
import { open } from '../incident-commands.ts'
import { gatherTalk, talkView } from '../talk.ts'
import { settleTalk } from '../talk-commands.ts'
import { openDesk, type TestDesk } from './desks.ts'
import { ANNA, LISIN, TODAY, TOMOGRAPH, twelveVisits } from './two-clinics.ts'

const desks: TestDesk[] = []
export const deskWith = async (facts: Parameters<typeof openDesk>[1], number = 1): Promise<TestDesk> => {
  const desk = await openDesk(number, facts)
  desks.push(desk)
  return desk
}
export const closeDesks = (): void => {
  for (const desk of desks.splice(0)) desk.close()
}

export const incidentId = (): IncidentId => IncidentId.parse(uuidv7())
export const illness = (id: IncidentId, more: Partial<OpenIncidentInput> = {}): OpenIncidentInput =>
  OpenIncidentInput.parse({
    id,
    kind: 'doctor-ill',
    doctor: LISIN,
    equipment: null,
    repairedBy: null,
    from: TODAY,
    through: TODAY,
    reason: 'заболел',
    only: null,
    ...more
  })
export const breakdown = (id: IncidentId, more: Partial<OpenIncidentInput> = {}): OpenIncidentInput =>
  OpenIncidentInput.parse({
    id,
    kind: 'equipment-down',
    doctor: null,
    equipment: TOMOGRAPH,
    repairedBy: null,
    from: TODAY,
    through: TODAY,
    reason: 'остановлен',
    only: null,
    ...more
  })

export const ok = <Fact>(decision: Decision<Fact, RecoveryRefusal>): readonly Fact[] => {
  if (!decision.ok) throw new Error(`refused: ${JSON.stringify(decision.refusal)}`)
  return decision.facts
}
export const refusalOf = (decision: Decision<unknown, RecoveryRefusal>): RecoveryRefusal | null =>
  decision.ok ? null : decision.refusal

export const board = (desk: Desk, id: IncidentId) => {
  const view = boardOf(desk, id)
  if (view === null) throw new Error('no board')
  return view
}
export const row = (desk: Desk, id: IncidentId, visit: VisitId) => {
  const found = board(desk, id).rows.find((one) => one.visit === visit)
  if (found === undefined) throw new Error('no row')
  return found
}
export const talk = (desk: Desk, incident: IncidentId, visit: VisitId) => {
  const [gathered] = ok(gatherTalk(desk, ANNA, { incident, visit }))
  if (gathered === undefined) throw new Error('no talk')
  return talkView(desk, gathered)
}
export const slots = (desk: Desk, incident: IncidentId, visit: VisitId): string[] =>
  talk(desk, incident, visit).offers.map(({ offer }) =>
    offer.kind === 'contact-centre' ? offer.kind : `${offer.kind} ${offer.slot.date} ${offer.slot.from}`
  )
export const settle = (desk: Desk, incident: IncidentId, visit: VisitId, choice: TalkChoice) =>
  settleTalk(desk, ANNA, { incident, visit, choice, known: row(desk, incident, visit).outcome?.id ?? null })
/** Takes the offer under a digit, as the receptionist does. */
export const accept = (desk: Desk, incident: IncidentId, visit: VisitId, digit = 1) => {
  const offer = talk(desk, incident, visit).offers[digit - 1]?.offer
  if (offer === undefined || offer.kind === 'contact-centre') throw new Error(`no slot under ${digit}`)
  return settle(desk, incident, visit, { kind: 'accepted', slot: offer.slot })
}
export const slotOfVisit = (desk: Desk, visit: VisitId) => desk.journal.state(visitAggregate, visit)?.slot
export const stateOf = (desk: Desk, visit: VisitId) => desk.journal.state(visitAggregate, visit)?.state

export const illToday = async (facts: Parameters<typeof openDesk>[1] = twelveVisits()) => {
  const desk = await deskWith(facts)
  const id = incidentId()
  ok(open(desk, ANNA, illness(id)))
  return { desk, id }
}
