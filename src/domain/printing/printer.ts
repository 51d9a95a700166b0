/** A printer of this workstation: what it prints, how it is reached, and how it says it feels. */
import { z } from 'zod'
import { PrinterProfile } from './profile.ts'

export const PrinterId = z.uuid().brand<'PrinterId'>()
export type PrinterId = z.infer<typeof PrinterId>

export const PrinterKind = z.enum(['receipt-80', 'receipt-58', 'card', 'a4'])
export type PrinterKind = z.infer<typeof PrinterKind>

export const isReceiptKind = (kind: PrinterKind): boolean => kind === 'receipt-80' || kind === 'receipt-58'

// Names and paths go to system calls and to `lp` as arguments: nothing invisible, nothing that looks like an option.
const SystemName = z
  .string()
  .trim()
  .min(1)
  .max(260)
  .regex(/^[^-\p{C}][^\p{C}]*$/u)
const QueueOption = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.,:+-]*$/u)

export const PrinterAddress = z.discriminatedUnion('via', [
  z.object({ via: z.literal('tcp'), host: SystemName, port: z.int().min(1).max(65535).default(9100) }),
  z.object({
    via: z.literal('serial'),
    path: SystemName,
    baudRate: z.int().min(1200).max(921600).default(115200),
    flow: z.enum(['none', 'hardware', 'software']).default('hardware')
  }),
  /** A character device such as /dev/usb/lp0. */
  z.object({ via: z.literal('usb'), path: SystemName }),
  /** A queue of the operating system; options such as `media` are passed on as they are. */
  z.object({ via: z.literal('queue'), queue: SystemName, options: z.record(QueueOption, QueueOption).default({}) }),
  /** A folder into which jobs fall as files, for a clinic whose card printer has its own program. */
  z.object({ via: z.literal('folder'), path: SystemName })
])
export type PrinterAddress = z.infer<typeof PrinterAddress>

export const Printer = z
  .object({
    id: PrinterId,
    name: z.string().trim().min(1).max(60),
    kind: PrinterKind,
    address: PrinterAddress,
    /** Only receipt printers have one: cards and A4 pages are sent as PDF. */
    profile: PrinterProfile.nullable(),
    enabled: z.boolean()
  })
  .refine(
    (printer) => isReceiptKind(printer.kind) === (printer.profile !== null),
    'a receipt printer has a profile, others have none'
  )
  .refine(
    (printer) => isReceiptKind(printer.kind) || printer.address.via === 'queue' || printer.address.via === 'folder',
    'cards and pages go to a queue or a folder'
  )
export type Printer = z.infer<typeof Printer>

/** A printer before it is set up here: known by its kind and name, wherever it is to be found this time. */
export const OfferedPrinter = z.object({
  name: z.string().trim().min(1).max(60),
  kind: PrinterKind,
  address: PrinterAddress,
  profile: PrinterProfile.nullable()
})
export type OfferedPrinter = z.infer<typeof OfferedPrinter>

export const PrinterProblem = z.enum(['paper-out', 'cover-open', 'cutter-jammed', 'error', 'offline'])
export type PrinterProblem = z.infer<typeof PrinterProblem>

export const UnreachableCause = z.enum([
  'refused',
  'timeout',
  'no-such-device',
  'no-access',
  'busy',
  'no-space',
  'unsupported'
])
export type UnreachableCause = z.infer<typeof UnreachableCause>

export const PrinterStatus = z.discriminatedUnion('state', [
  /** Nobody has asked it since the program started. */
  z.object({ state: z.literal('unasked') }),
  z.object({ state: z.literal('ready'), paperLow: z.boolean() }),
  z.object({ state: z.literal('trouble'), problems: z.array(PrinterProblem).min(1), paperLow: z.boolean() }),
  z.object({ state: z.literal('unreachable'), cause: UnreachableCause }),
  /** It takes what it is sent and never answers: nothing is known of paper or cover. */
  z.object({ state: z.literal('silent') })
])
export type PrinterStatus = z.infer<typeof PrinterStatus>
