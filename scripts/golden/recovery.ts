/** Steps of a golden shift about what goes wrong: a doctor falls ill, a device breaks down by mistake. */
import { equipmentAggregate, shiftAggregate } from '../../src/domain/clinic/evolve.ts'
import {
  closeIncident,
  openIncident,
  reopenIncident,
  withdrawIncident,
  type OpenIncident
} from '../../src/domain/recovery/decide-incident.ts'
import { beginTalk, releaseHold, settle, undoOutcome, type Choice } from '../../src/domain/recovery/decide-talk.ts'
import { incidentAggregate, recoveryAggregate } from '../../src/domain/recovery/evolve.ts'
import type { SlotOffer } from '../../src/domain/recovery/facts.ts'
import { addDays, instant } from '../../src/domain/values/dates.ts'
import { DeviceId, EquipmentId, FactId, IncidentId, ShiftId } from '../../src/domain/values/ids.ts'
import { SADOVAYA } from '../../src/head-office/demo/clinics.ts'
import { castId } from '../../src/head-office/demo/cast.ts'
import { acceptedFacts } from '../../src/head-office/demo/demo-fact.ts'
import { fixedId } from '../../src/head-office/demo/random.ts'
import { needed, type Shift } from './shift.ts'
import { visitOf } from './visits.ts'

const FREE = { free: true, takenBy: null }

/** A patient is offered another time, takes it, takes it back, and is not reached any more. */
export const recoverFromIllness = (shift: Shift): void => {
  const { id: visit } = visitOf(shift, castId('long'))
  const { doctor } = visitOf(shift, castId('long')).visit.slot
  const incident = IncidentId.parse(fixedId('golden incident illness'))
  const shifts = [...new Set(shift.recording.facts.map(({ header }) => header).filter((one) => one.kind === 'shift'))]
    .map((header) => ShiftId.parse(header.aggregate))
    .map((id) => ({ id, shift: needed(shift.recording.state(shiftAggregate, id), 'shift') }))
    .filter((one) => one.shift.doctor === doctor)
  const opened: OpenIncident = {
    id: incident,
    nextNumber: shift.number,
    subject: { kind: 'doctor-ill', doctor },
    clinic: SADOVAYA.id,
    from: shift.today,
    through: shift.today,
    reason: 'заболела, больничный до пятницы',
    only: null
  }
  const around = { today: shift.today, open: [], shifts, device: null, affected: [visit] }
  shift.record(acceptedFacts(openIncident(null, opened, around)))

  const context = () => ({
    now: instant(shift.now()),
    device: DeviceId.parse(needed(shift.recording.facts[0], 'fact').header.device),
    incident: shift.recording.state(incidentAggregate, incident),
    recovery: shift.recording.state(recoveryAggregate, visit),
    visit: visitOf(shift, castId('long')).visit,
    touched: true
  })
  const talk = { incident, visit }
  const { slot } = visitOf(shift, castId('long')).visit
  const later: SlotOffer = {
    kind: 'same-doctor-later',
    slot: { ...slot, date: addDays(shift.today, 4) },
    discount: 700
  }
  const script = { key: 'doctor-ill', version: 1 }
  const hold = fixedId('golden hold')
  const offers = [later, { kind: 'contact-centre' }] as const
  shift.record(acceptedFacts(beginTalk(context(), { ...talk, script, offers, hold })))
  shift.record(acceptedFacts(releaseHold(context(), talk)))
  const say = (choice: Choice, known: string | null): string => {
    const command = {
      ...talk,
      choice,
      known: known === null ? null : FactId.parse(known),
      reason: 'врач заболел',
      couponNumber: shift.number
    }
    return needed(shift.record(acceptedFacts(settle(context(), command, FREE, [])))[0], 'outcome')
  }
  const settled = say({ kind: 'accepted', offer: later }, null)
  shift.record(
    acceptedFacts(undoOutcome(context(), { ...talk, settled: FactId.parse(settled), reason: 'передумала' }, []))
  )
  say({ kind: 'not-reached' }, null)

  const state = () => shift.recording.state(incidentAggregate, incident)
  const counts = { total: 1, solved: 0, notReached: 1, callBack: 0, left: 0 }
  shift.record(acceptedFacts(closeIncident(state(), { id: incident, leaveNotReached: true }, counts)))
  shift.record(acceptedFacts(reopenIncident(state(), { id: incident })))
}

/** Taken out of work by mistake, and back again. */
export const repairDevice = (shift: Shift): void => {
  const registered = shift.recording.facts.find((fact) => fact.header.type === 'equipment.registered')
  const equipment = EquipmentId.parse(needed(registered, 'device').header.aggregate)
  const device = () => shift.recording.state(equipmentAggregate, equipment)
  const id = IncidentId.parse(fixedId('golden incident device'))
  const repairedBy = addDays(shift.today, 2)
  const kind = needed(device(), 'device').kind
  const opened: OpenIncident = {
    id,
    nextNumber: shift.number,
    subject: { kind: 'equipment-down', equipment, equipmentKind: kind, repairedBy },
    clinic: SADOVAYA.id,
    from: shift.today,
    through: repairedBy,
    reason: 'не включается',
    only: null
  }
  const around = { today: shift.today, open: [], shifts: [], device: device(), affected: [] }
  shift.record(acceptedFacts(openIncident(null, opened, around)))
  const incident = shift.recording.state(incidentAggregate, id)
  const withdrawn = { id, reason: 'вынули вилку' }
  shift.record(acceptedFacts(withdrawIncident(incident, withdrawn, { outcomes: 0, shifts: [], device: device() })))
}
