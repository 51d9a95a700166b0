/** Folds of reference data: what a clinic, a chair, a device, a price line and a shift are now. */
import { assertNever } from '../values/assert-never.ts'
import type { Aggregate, FactOf, Recorded } from '../fact.ts'
import {
  ChairRegistered,
  ClinicDescribed,
  EquipmentRegistered,
  EquipmentRepaired,
  EquipmentWentDown,
  ServicePriced,
  ServiceWithdrawn,
  ShiftPlanned,
  ShiftWithdrawn,
  type ChairFact,
  type ClinicDescription,
  type ClinicFact,
  type EquipmentFact,
  type PriceLine,
  type ServiceFact,
  type ShiftFact
} from './facts.ts'

export const clinicAggregate: Aggregate<ClinicDescription, ClinicFact> = {
  kind: 'clinic',
  definitions: [ClinicDescribed],
  evolve: (_state, fact) => fact.payload
}

export type Chair = FactOf<typeof ChairRegistered>['payload']
export const chairAggregate: Aggregate<Chair, ChairFact> = {
  kind: 'chair',
  definitions: [ChairRegistered],
  evolve: (_state, fact) => fact.payload
}

export type Equipment = FactOf<typeof EquipmentRegistered>['payload'] & {
  readonly down: { readonly note: string; readonly repairedBy: string | null } | null
}
export const equipmentAggregate: Aggregate<Equipment, EquipmentFact> = {
  kind: 'equipment',
  definitions: [EquipmentRegistered, EquipmentWentDown, EquipmentRepaired],
  evolve: (state, fact) => {
    switch (fact.type) {
      case 'equipment.registered':
        return { ...fact.payload, down: state?.down ?? null }
      case 'equipment.went-down':
        return state === null ? null : { ...state, down: fact.payload }
      case 'equipment.repaired':
        return state === null ? null : { ...state, down: null }
      default:
        return assertNever(fact, 'equipment fact')
    }
  }
}

export type Service = PriceLine & { readonly active: boolean }
export const serviceAggregate: Aggregate<Service, ServiceFact> = {
  kind: 'service',
  definitions: [ServicePriced, ServiceWithdrawn],
  evolve: (state, fact: Recorded<ServiceFact>) => {
    switch (fact.type) {
      case 'service.priced':
        return { ...fact.payload, active: true }
      case 'service.withdrawn':
        return state === null ? null : { ...state, active: false }
      default:
        return assertNever(fact, 'service fact')
    }
  }
}

export type Shift = FactOf<typeof ShiftPlanned>['payload'] & { readonly withdrawn: string | null }
export const shiftAggregate: Aggregate<Shift, ShiftFact> = {
  kind: 'shift',
  definitions: [ShiftPlanned, ShiftWithdrawn],
  evolve: (state, fact) => {
    switch (fact.type) {
      case 'shift.planned':
        return { ...fact.payload, withdrawn: null }
      case 'shift.withdrawn':
        return state === null ? null : { ...state, withdrawn: fact.payload.reason }
      default:
        return assertNever(fact, 'shift fact')
    }
  }
}
