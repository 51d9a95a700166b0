/** Branded identifiers of everything the front desk speaks about; made only by parsing. */
import { z } from 'zod'

export const ClinicId = z.uuid().brand<'ClinicId'>()
export type ClinicId = z.infer<typeof ClinicId>

export const StaffId = z.uuid().brand<'StaffId'>()
export type StaffId = z.infer<typeof StaffId>

export const ChairId = z.uuid().brand<'ChairId'>()
export type ChairId = z.infer<typeof ChairId>

export const EquipmentId = z.uuid().brand<'EquipmentId'>()
export type EquipmentId = z.infer<typeof EquipmentId>

/** One line of the price list. */
export const ServiceId = z.uuid().brand<'ServiceId'>()
export type ServiceId = z.infer<typeof ServiceId>

/** Working hours of one doctor at one clinic on one date. */
export const ShiftId = z.uuid().brand<'ShiftId'>()
export type ShiftId = z.infer<typeof ShiftId>

export const PatientId = z.uuid().brand<'PatientId'>()
export type PatientId = z.infer<typeof PatientId>

export const VisitId = z.uuid().brand<'VisitId'>()
export type VisitId = z.infer<typeof VisitId>

export const DocumentId = z.uuid().brand<'DocumentId'>()
export type DocumentId = z.infer<typeof DocumentId>

export const PlanId = z.uuid().brand<'PlanId'>()
export type PlanId = z.infer<typeof PlanId>

export const ActId = z.uuid().brand<'ActId'>()
export type ActId = z.infer<typeof ActId>

export const PaymentId = z.uuid().brand<'PaymentId'>()
export type PaymentId = z.infer<typeof PaymentId>

/** A patient's loyalty account; cards come and go, the account and its points stay. */
export const LoyaltyAccountId = z.uuid().brand<'LoyaltyAccountId'>()
export type LoyaltyAccountId = z.infer<typeof LoyaltyAccountId>

export const IncidentId = z.uuid().brand<'IncidentId'>()
export type IncidentId = z.infer<typeof IncidentId>

/** One destruction of personal data, from its request to the last workstation that confirmed it. */
export const ErasureId = z.uuid().brand<'ErasureId'>()
export type ErasureId = z.infer<typeof ErasureId>

export const DeviceId = z.uuid().brand<'DeviceId'>()
export type DeviceId = z.infer<typeof DeviceId>

export const FactId = z.uuid().brand<'FactId'>()
export type FactId = z.infer<typeof FactId>
