/** Names of immutable bytes: PDFs, scans, drawn signatures. */
import { z } from 'zod'

/** SHA-256 in lower-case hex. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Sha256'>()
export type Sha256 = z.infer<typeof Sha256>
