/** Identity document of a person, for contracts and tax certificates. */
import { z } from 'zod'
import { IsoDate } from '../values/dates.ts'

/** Codes of ФНС: 21 passport RF, 03 birth certificate … */
export const IdentityDocument = z.object({
  code: z.enum(['21', '03', '10', '12', '91']),
  series: z.string().max(20),
  number: z.string().min(1).max(30),
  issuedBy: z.string().max(200),
  issuedOn: IsoDate.nullable()
})
export type IdentityDocument = z.infer<typeof IdentityDocument>
