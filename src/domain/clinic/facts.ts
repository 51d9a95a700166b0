/** Facts of reference data that head office writes and every desk reads: clinics, chairs, equipment, price list, shifts. */
import { z } from 'zod'
import { defineFact, type FactOf } from '../fact.ts'
import { ClockTime, IsoDate, TimeZone } from '../values/dates.ts'
import { ChairId, ClinicId, StaffId } from '../values/ids.ts'
import { Kopecks } from '../values/money.ts'

/** The interventions a consent is taken for; each names one template (legal.md: dental set). */
export const ConsentKind = z.enum(['general', 'anaesthesia', 'extraction', 'implantation'])
export type ConsentKind = z.infer<typeof ConsentKind>

export const Specialty = z.enum(['therapist', 'surgeon', 'orthopaedist', 'orthodontist', 'children', 'hygienist'])
export type Specialty = z.infer<typeof Specialty>

/** A branch with everything its papers must state; several legal entities in one network are usual. */
export const ClinicDescription = z.object({
  name: z.string().min(1),
  /** For narrow places: «на Лесной». */
  shortName: z.string().min(1),
  address: z.string().min(1),
  phone: z.string(),
  legalEntity: z.string().min(1),
  inn: z.string().regex(/^\d{10}(\d{2})?$/),
  ogrn: z.string().regex(/^\d{13}(\d{2})?$/),
  licence: z.object({ number: z.string(), date: IsoDate, issuer: z.string() }),
  zone: TimeZone,
  opens: ClockTime,
  closes: ClockTime,
  /** Documents that this clinic's lawyer lets people sign on the screen; all others are signed on paper. */
  screenSigning: z.array(z.string())
})
export type ClinicDescription = z.infer<typeof ClinicDescription>

export const ClinicDescribed = defineFact('clinic.described', 1, ClinicDescription)

export const ChairRegistered = defineFact(
  'chair.registered',
  1,
  z.object({ clinic: ClinicId, name: z.string().min(1) })
)

export const EquipmentRegistered = defineFact(
  'equipment.registered',
  1,
  z.object({ clinic: ClinicId, name: z.string().min(1), kind: z.string().min(1), chair: ChairId.nullable() })
)
export const EquipmentWentDown = defineFact(
  'equipment.went-down',
  1,
  z.object({ note: z.string(), repairedBy: IsoDate.nullable() })
)
export const EquipmentRepaired = defineFact('equipment.repaired', 1, z.object({}))

export const PriceLine = z.object({
  /** The clinic's own code, unique in the price list: «Т-012». */
  code: z.string().min(1).max(20),
  /** Nomenclature of medical services, order 804н; null for goods. */
  nomenclature: z
    .string()
    .regex(/^[AB]\d{2}\.\d{2,3}\.\d{3}(\.\d{3})?$/)
    .nullable(),
  name: z.string().min(1),
  category: z.string().min(1),
  unit: z.enum(['tooth', 'canal', 'jaw', 'visit', 'item']),
  price: Kopecks,
  /** Tag 1199 of a fiscal receipt: 6 «без НДС», 11 «22 %» … */
  vatCode: z.int().min(1).max(12),
  /** Code of the tax certificate КНД 1151156: 1 usual, 2 expensive treatment. */
  taxCode: z.union([z.literal(1), z.literal(2)]),
  discountAllowed: z.boolean(),
  pointsAllowed: z.boolean(),
  consents: z.array(ConsentKind),
  specialties: z.array(Specialty).min(1),
  /** Kind of equipment without which the service cannot be done here. */
  equipmentKind: z.string().nullable(),
  minutes: z.int().min(5).max(480)
})
export type PriceLine = z.infer<typeof PriceLine>

export const ServicePriced = defineFact('service.priced', 1, PriceLine)
export const ServiceWithdrawn = defineFact('service.withdrawn', 1, z.object({}))

export const ShiftPlanned = defineFact(
  'shift.planned',
  1,
  z.object({ doctor: StaffId, clinic: ClinicId, chair: ChairId, date: IsoDate, from: ClockTime, to: ClockTime })
)
export const ShiftWithdrawn = defineFact('shift.withdrawn', 1, z.object({ reason: z.string() }))

export type ClinicFact = FactOf<typeof ClinicDescribed>
export type ChairFact = FactOf<typeof ChairRegistered>
export type EquipmentFact =
  | FactOf<typeof EquipmentRegistered>
  | FactOf<typeof EquipmentWentDown>
  | FactOf<typeof EquipmentRepaired>
export type ServiceFact = FactOf<typeof ServicePriced> | FactOf<typeof ServiceWithdrawn>
export type ShiftFact = FactOf<typeof ShiftPlanned> | FactOf<typeof ShiftWithdrawn>
