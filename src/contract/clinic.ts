/** Reference data that screens choose from: doctors of the clinic and lines of the price list. */
import { z } from 'zod'
import { PriceLine, Specialty } from '../domain/clinic/facts.ts'
import { ServiceId, StaffId } from '../domain/values/ids.ts'
import { procedure } from './base.ts'

export const Doctor = z.object({ id: StaffId, name: z.string(), specialty: Specialty.nullable(), position: z.string() })
export type Doctor = z.infer<typeof Doctor>

export const PricedService = PriceLine.extend({ id: ServiceId })
export type PricedService = z.infer<typeof PricedService>

export const clinicContract = {
  /** Doctors who have shifts at this clinic from today on, by name. */
  doctors: procedure.output(z.array(Doctor)),
  /** Active services whose code or name holds every word of the text. */
  services: procedure
    .input(z.object({ text: z.string().max(120), limit: z.int().min(1).max(200) }))
    .output(z.array(PricedService))
}
