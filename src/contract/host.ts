/** What the Electron shell and core say to each other beside the windows' calls, whichever process core is. */
import { z } from 'zod'
import { OfferedPrinter } from '../domain/printing/printer.ts'

/** For demonstrations and tests: printers that are set up by themselves, each at the address that it has this time. */
export const OfferedPrinters = z.array(OfferedPrinter)

/** First word to core. The key travels by message, never by environment or arguments, which other programs can read. */
export const Start = z.object({
  type: z.literal('start'),
  data: z.string(),
  resources: z.string(),
  fonts: z.string(),
  key: z.string().regex(/^[0-9a-f]{64}$/),
  /** False when the machine has no keystore and the key lies in a file; the settings screen says so. */
  keyProtected: z.boolean(),
  /** For demonstrations and tests: the moment that the clock shows at start, ms. Null is the clock of the machine. */
  startsAt: z.number().nullable(),
  /** For demonstrations and tests: where head office is this time, and the code with which an empty workstation enrols by itself. */
  headOffice: z.object({ url: z.url(), code: z.string().nullable() }).optional(),
  printers: OfferedPrinters.optional()
})
export type Start = z.infer<typeof Start>

/** To core. `open` and `data` carry a window's port where a process can take no real one. */
export const ToCore = z.discriminatedUnion('type', [
  Start,
  z.object({ type: z.literal('open'), window: z.int() }),
  z.object({ type: z.literal('data'), window: z.int(), data: z.unknown() }),
  z.object({ type: z.literal('close'), window: z.int() }),
  z.object({ type: z.literal('stop') })
])
export type ToCore = z.infer<typeof ToCore>

export const CoreFault = z.enum([
  'wrong-key-or-damaged',
  'newer-schema',
  'no-access',
  'disk-full',
  'in-use',
  /** Head office has withdrawn the workstation: its data was handed over and destroyed. The next start is an empty one. */
  'withdrawn',
  'program'
])
export type CoreFault = z.infer<typeof CoreFault>

export const FromCore = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('failed'), fault: CoreFault }),
  z.object({ type: z.literal('data'), window: z.int(), data: z.unknown() }),
  z.object({ type: z.literal('stopped') })
])
export type FromCore = z.infer<typeof FromCore>
