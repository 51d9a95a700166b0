/** What a person fills in to set up a printer, and the printer that comes of it. */
import type { FoundAddress } from '../../contract/printing.ts'
import { isReceiptKind, Printer, type PrinterId, type PrinterKind } from '../../domain/printing/printer.ts'
import type { PrinterProfile } from '../../domain/printing/profile.ts'
import type { Repertoire } from '../../domain/printing/repertoire.ts'
import { assertNever } from '../../domain/values/assert-never.ts'

export type Address = Printer['address']
export type Via = Address['via']
type SerialFlow = Extract<Address, { via: 'serial' }>['flow']

export interface PrinterForm {
  readonly name: string
  readonly kind: PrinterKind
  readonly via: Via
  /** Typed text; what belongs to another way is kept, in case the person comes back to it. */
  readonly host: string
  readonly port: string
  readonly path: string
  readonly baudRate: string
  readonly flow: SerialFlow
  readonly queue: string
  readonly queueOptions: Readonly<Record<string, string>>
  readonly folder: string
  readonly profile: PrinterProfile
  readonly enabled: boolean
}

export type FormField = 'name' | 'host' | 'port' | 'path' | 'baudRate' | 'queue' | 'folder'

/** Ways by which this kind of paper may go: PDF is not spoken by ports. */
export const waysFor = (kind: PrinterKind): readonly Via[] =>
  isReceiptKind(kind) ? ['tcp', 'usb', 'serial', 'queue', 'folder'] : ['queue', 'folder']

export type Profiles = readonly { readonly key: string; readonly profile: PrinterProfile }[]

/** Paper of 80 mm has at least this many columns. */
const WIDE_FROM = 40
export const profilesFor = (kind: PrinterKind, profiles: Profiles): Profiles =>
  profiles.filter(({ profile }) => profile.columns >= WIDE_FROM === (kind === 'receipt-80'))

export const emptyForm = (kind: PrinterKind, profiles: Profiles): PrinterForm | null => {
  const [first] = profiles
  if (first === undefined) return null
  return withKind(
    {
      name: '',
      kind,
      via: 'tcp',
      host: '',
      port: '9100',
      path: '',
      baudRate: '115200',
      flow: 'hardware',
      queue: '',
      queueOptions: {},
      folder: '',
      profile: first.profile,
      enabled: true
    },
    kind,
    profiles
  )
}

export const formOf = (printer: Printer, profiles: Profiles): PrinterForm | null => {
  const empty = emptyForm(printer.kind, profiles)
  if (empty === null) return null
  const { name, kind, enabled } = printer
  return withAddress({ ...empty, name, kind, enabled, profile: printer.profile ?? empty.profile }, printer.address)
}

/** Another kind of paper: a way that it cannot go and a profile of another width are changed with it. */
export const withKind = (form: PrinterForm, kind: PrinterKind, profiles: Profiles): PrinterForm => {
  const ways = waysFor(kind)
  const own = profilesFor(kind, profiles)
  const fits = own.some(({ profile }) => profile.columns === form.profile.columns)
  return {
    ...form,
    kind,
    via: ways.includes(form.via) ? form.via : (ways[0] ?? form.via),
    profile: fits ? form.profile : (own[0]?.profile ?? form.profile)
  }
}

/** The address of a printer that was found, or of the printer as it is. */
export const withAddress = (form: PrinterForm, address: FoundAddress['address']): PrinterForm => {
  switch (address.via) {
    case 'tcp':
      return { ...form, via: 'tcp', host: address.host, port: String(address.port) }
    case 'serial':
      return { ...form, via: 'serial', path: address.path, baudRate: String(address.baudRate), flow: address.flow }
    case 'usb':
      return { ...form, via: 'usb', path: address.path }
    case 'queue':
      return { ...form, via: 'queue', queue: address.queue, queueOptions: address.options }
    case 'folder':
      return { ...form, via: 'folder', folder: address.path }
    default:
      return assertNever(address, 'address of a printer')
  }
}

/** The line of the test page that a person can read. */
export const withCodePage = (form: PrinterForm, page: Repertoire, number: number): PrinterForm => ({
  ...form,
  profile: { ...form.profile, text: page, codePages: { ...form.profile.codePages, [page]: number } }
})

const whole = (text: string): number => (/^\d+$/u.test(text.trim()) ? Number(text.trim()) : Number.NaN)

const addressOf = (form: PrinterForm): unknown => {
  switch (form.via) {
    case 'tcp':
      return { via: 'tcp', host: form.host, port: whole(form.port) }
    case 'serial':
      return { via: 'serial', path: form.path, baudRate: whole(form.baudRate), flow: form.flow }
    case 'usb':
      return { via: 'usb', path: form.path }
    case 'queue':
      return { via: 'queue', queue: form.queue, options: form.queueOptions }
    case 'folder':
      return { via: 'folder', path: form.folder }
    default:
      return assertNever(form.via, 'way to a printer')
  }
}

const FIELDS: readonly FormField[] = ['name', 'host', 'port', 'path', 'baudRate', 'queue', 'folder']

/** The printer, or the fields that cannot be so; `path` of a folder is the field `folder`. */
export const printerOf = (
  id: PrinterId,
  form: PrinterForm
): { readonly ok: true; readonly printer: Printer } | { readonly ok: false; readonly wrong: readonly FormField[] } => {
  const { name, kind, enabled } = form
  const parsed = Printer.safeParse({
    id,
    name,
    kind,
    enabled,
    address: addressOf(form),
    profile: isReceiptKind(kind) ? form.profile : null
  })
  if (parsed.success) return { ok: true, printer: parsed.data }
  const places = parsed.error.issues.map(({ path }) => {
    const last = path.at(-1)
    return last === 'path' && form.via === 'folder' ? 'folder' : last
  })
  return { ok: false, wrong: FIELDS.filter((field) => places.includes(field)) }
}

/** «192.168.1.50:9100», «COM3», «Zebra ZC300», a folder. */
export const addressText = (address: Address): string => {
  switch (address.via) {
    case 'tcp':
      return `${address.host}:${address.port}`
    case 'serial':
    case 'usb':
    case 'folder':
      return address.path
    case 'queue':
      return address.queue
    default:
      return assertNever(address, 'address of a printer')
  }
}
