/** Teeth in the two-digit notation of FDI (ISO 3950): permanent 11–48, milk 51–85. */
import { z } from 'zod'

export const Tooth = z
  .string()
  .regex(/^([1-4][1-8]|[5-8][1-5])$/)
  .brand<'Tooth'>()
export type Tooth = z.infer<typeof Tooth>
