/** Why the rules about patients say no. */
import { z } from 'zod'

export const PatientRefusal = z.discriminatedUnion('code', [
  z.object({ code: z.literal('PATIENT_UNKNOWN') }),
  z.object({ code: z.literal('ALREADY_REGISTERED') }),
  z.object({ code: z.literal('BORN_IN_FUTURE') }),
  z.object({ code: z.literal('BORN_TOO_LONG_AGO') }),
  /** A child below 15 cannot consent; somebody must be named who can. */
  z.object({ code: z.literal('REPRESENTATIVE_REQUIRED'), age: z.int() }),
  /** A power of attorney or guardianship without its paper proves nothing. */
  z.object({ code: z.literal('BASIS_REQUIRED') }),
  z.object({ code: z.literal('NOTHING_CHANGED') }),
  /** Another desk has settled these values already. */
  z.object({ code: z.literal('SETTLED_MEANWHILE') }),
  /** Another value has come since the screen was drawn. */
  z.object({ code: z.literal('ENTERED_MEANWHILE') })
])
export type PatientRefusal = z.infer<typeof PatientRefusal>
