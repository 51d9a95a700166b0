/** A whole desk for tests of plans and acts: a clinic with a doctor, prices and patients, real printers on real sockets. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { AGGREGATES } from '../../../domain/aggregates.ts'
import { ClinicDescribed, ClinicDescription, PriceLine, ServicePriced } from '../../../domain/clinic/facts.ts'
import { newFact, type ClockDoubt, type NewFact } from '../../../domain/fact.ts'
import {
  PatientDetails,
  PatientRegistered,
  Representative,
  RepresentativeNamed
} from '../../../domain/patients/facts.ts'
import { DOCTOR, SERVICES } from '../../../domain/plans/fixtures/arbitrary-plan.ts'
import { Printer } from '../../../domain/printing/printer.ts'
import { PRINTER_PROFILES } from '../../../domain/printing/profile.ts'
import { StaffCard, StaffHired } from '../../../domain/staff/facts.ts'
import type { Actor } from '../../../domain/staff/rights.ts'
import { ChairId, ClinicId, DeviceId, PatientId, StaffId, VisitId } from '../../../domain/values/ids.ts'
import { PersonName } from '../../../domain/values/person-name.ts'
import { VisitBooked, VisitMoved, VisitSlot, type BookedService } from '../../../domain/visits/facts.ts'
import type { Desk } from '../../desk.ts'
import { savePrinter } from '../../devices/printers.ts'
import { openSpool, type Spool } from '../../printing/spool.ts'
import { SHORT } from '../../printing/testing/sending.ts'
import { escposTransport } from '../../printing/transports/conversation.ts'
import { folderTransport } from '../../printing/transports/folder.ts'
import { tcpLink } from '../../printing/transports/tcp.ts'
import { startVirtualPrinter, type VirtualPrinter } from '../../printing/virtual/tcp-printer.ts'
import { PROJECTIONS } from '../../projections.ts'
import { openBlobs } from '../../storage/blobs.ts'
import { openDatabase } from '../../storage/database.ts'
import { openJournal } from '../../storage/journal.ts'
import { noteActPrinted } from '../printing.ts'

const uuid = (kind: string, number: number): string =>
  `018f0000-0000-7000-8000-${kind}${String(number).padStart(10, '0')}`

export const CLINIC = ClinicId.parse(uuid('cc', 1))
export const ADULT = PatientId.parse(uuid('aa', 1))
export const CHILD = PatientId.parse(uuid('aa', 2))
export const MOTHER = uuid('ab', 1)
export const GRANDMOTHER = uuid('ab', 2)
export const VISIT = VisitId.parse(uuid('bb', 1))
export const ANOTHER_DOCTOR = StaffId.parse(uuid('dd', 7))
const RECEPTIONIST = StaffId.parse(uuid('dd', 2))

const name = (family: string, given: string, patronymic: string | null): PersonName =>
  PersonName.parse({ family, given, patronymic })

const actor = (staff: StaffId, family: string, roles: Actor['roles']): Actor => ({
  staff,
  name: name(family, 'Анна', null),
  roles,
  clinic: CLINIC
})
export const RECEPTION = actor(RECEPTIONIST, 'Приёмова', ['senior-receptionist'])
export const DOCTOR_HERE = actor(DOCTOR, 'Вымыслов', ['doctor'])

const staff = (id: StaffId, who: PersonName, roles: StaffCard['roles'], position: string): NewFact =>
  newFact(
    StaffHired,
    'staff',
    id,
    StaffCard.parse({
      name: who,
      roles,
      clinics: [],
      specialty: roles.includes('doctor') ? 'therapist' : null,
      position
    })
  )

const patient = (id: PatientId, who: PersonName, birthDate: string, recordNumber: string | null): NewFact =>
  newFact(
    PatientRegistered,
    'patient',
    id,
    PatientDetails.parse({
      name: who,
      birthDate,
      sex: 'female',
      phones: [],
      email: null,
      address: null,
      recordNumber,
      document: null,
      note: null
    })
  )

const representative = (id: string, kind: Representative['kind'], given: string, validTo: string | null): NewFact =>
  newFact(
    RepresentativeNamed,
    'patient',
    CHILD,
    Representative.parse({
      id,
      kind,
      name: name('Примерова', given, 'Ивановна'),
      birthDate: '1985-01-01',
      phone: null,
      document: null,
      patient: null,
      basis: validTo === null ? null : { title: 'Доверенность', number: '1', date: '2020-01-01', validTo }
    })
  )

/** Everything that head office would have written, and two patients. */
export const network = (screenSigning: readonly string[]): readonly NewFact[] => [
  newFact(
    ClinicDescribed,
    'clinic',
    CLINIC,
    ClinicDescription.parse({
      name: 'Стоматология «Пример»',
      shortName: 'на Лесной',
      address: '190000, г. Приморск, ул. Лесная, д. 1',
      phone: '+7 812 000-00-00',
      legalEntity: 'ООО «Выдуманная стоматология»',
      inn: '7700000000',
      ogrn: '1027700000000',
      licence: { number: 'Л041-00000-00/00000000', date: '2021-02-01', issuer: 'Комитет по здравоохранению' },
      zone: 'Europe/Moscow',
      opens: '09:00',
      closes: '21:00',
      screenSigning
    })
  ),
  staff(DOCTOR, name('Вымыслов', 'Иннокентий', 'Олегович'), ['doctor'], 'врач-стоматолог-терапевт'),
  staff(ANOTHER_DOCTOR, name('Небывалова', 'Мария', 'Петровна'), ['doctor'], 'врач-стоматолог-хирург'),
  staff(RECEPTIONIST, name('Приёмова', 'Анна', null), ['senior-receptionist'], 'администратор'),
  ...SERVICES.map(({ id, ...line }) => newFact(ServicePriced, 'service', id, PriceLine.parse(line))),
  patient(
    ADULT,
    name('Константинопольская-Задунайская', 'Александра-Виктория', 'Владиславовна'),
    '1987-04-12',
    '12345'
  ),
  patient(CHILD, name('Примерова', 'Ёлка', null), '2014-03-01', null),
  representative(MOTHER, 'parent', 'Ольга', null),
  representative(GRANDMOTHER, 'by-power-of-attorney', 'Вера', '2021-01-01')
]

export interface TestDesk extends Desk {
  readonly spool: Spool
  readonly printers: { readonly wide: VirtualPrinter; readonly narrow: VirtualPrinter }
  /** Where pages of A4 fall. */
  readonly pages: string
  readonly faults: unknown[]
  /** Puts the workstation's clock forward. */
  readonly pass: (days: number) => void
  /** Settles when the queue says that something is so. */
  readonly when: (isSo: () => boolean) => Promise<void>
}

/** 24 November 2026, 14:35 in Moscow. */
const AFTERNOON = Date.parse('2026-11-24T11:35:00Z')

/** A desk by its number. Whatever it opens is closed by the functions pushed to `closing`, in their order. */
export const openTestDesk = async (
  closing: (() => Promise<void> | void)[],
  options: {
    readonly number?: number
    readonly screenSigning?: readonly string[]
    readonly bare?: boolean
    readonly doubt?: ClockDoubt
  } = {}
): Promise<TestDesk> => {
  const folder = mkdtempSync(join(tmpdir(), 'stoika-acts-'))
  const number = options.number ?? 1
  const wide = await startVirtualPrinter({ name: 'TM-T20' })
  const narrow = await startVirtualPrinter({ name: 'POS-58' })
  const db = await openDatabase({ path: join(folder, 'desk.db'), key: null })
  let clock = AFTERNOON + number
  const now = (): number => (clock += 10)
  const device = DeviceId.parse(uuid('de', number))
  const journal = openJournal({
    db,
    device,
    epoch: 0,
    now,
    doubt: () => options.doubt ?? null,
    aggregates: AGGREGATES,
    projections: PROJECTIONS
  })
  const faults: unknown[] = []
  const pages = join(folder, 'pages')
  for (const printer of [
    {
      name: 'Чеки',
      kind: 'receipt-80',
      address: { via: 'tcp', host: '127.0.0.1', port: wide.port },
      profile: PRINTER_PROFILES['epson-80']
    },
    {
      name: 'Узкие',
      kind: 'receipt-58',
      address: { via: 'tcp', host: '127.0.0.1', port: narrow.port },
      profile: PRINTER_PROFILES['epson-58']
    },
    { name: 'Листы', kind: 'a4', address: { via: 'folder', path: pages }, profile: null }
  ]) {
    savePrinter(db, Printer.parse({ ...printer, id: uuidv7(), enabled: true }))
  }
  const spool = openSpool({
    db,
    now,
    atomically: (work) => journal.atomically(work),
    stamp: () => '24.11.2026 15:02',
    timing: { retry: 20, ask: 3_600_000 },
    onFault: (error) => faults.push(error),
    transportFor: ({ address, profile }) => {
      if (address.via === 'folder') return folderTransport(address)
      if (address.via !== 'tcp' || profile === null) throw new Error('this desk has no such printer')
      return escposTransport(tcpLink(address, SHORT), profile, SHORT)
    }
  })
  const desk: TestDesk = {
    db,
    journal,
    now,
    spool,
    faults,
    pages,
    blobs: openBlobs(join(folder, 'blobs'), null),
    printers: { wide, narrow },
    identity: { device, epoch: 0, clinic: CLINIC, series: 10 + number, name: `Стойка ${number}` },
    places: {
      data: folder,
      resources: 'resources',
      fonts: join(import.meta.dirname, '../../../../node_modules/@expo-google-fonts')
    },
    pass: (days) => {
      clock += days * 86_400_000
    },
    when: (isSo) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!isSo()) return
          stop()
          resolve()
        }
        const stop = spool.onChange(look)
        look()
      })
  }
  spool.onPrinted((job) => noteActPrinted(desk, job))
  closing.push(
    () => spool.stop(),
    () => wide.stop(),
    () => narrow.stop(),
    () => void db.close(),
    () => rmSync(folder, { recursive: true, force: true })
  )
  if (options.bare !== true) journal.record({ staff: null, clinic: null }, network(options.screenSigning ?? []))
  return desk
}

/** A visit of today that has just left the chair. */
export const treat = (
  desk: Desk,
  services: readonly BookedService[],
  over: { readonly id?: VisitId; readonly patient?: PatientId } = {}
): VisitId => {
  const id = over.id ?? VISIT
  const slot = VisitSlot.parse({
    clinic: CLINIC,
    doctor: DOCTOR,
    chair: ChairId.parse(uuid('ca', 1)),
    date: '2026-11-24',
    from: '14:00',
    to: '14:30'
  })
  const moved = (from: 'booked' | 'arrived' | 'in-chair', to: 'arrived' | 'in-chair' | 'done'): NewFact =>
    newFact(VisitMoved, 'visit', id, { from, to, reason: null })
  desk.journal.record({ staff: RECEPTIONIST, clinic: CLINIC }, [
    newFact(VisitBooked, 'visit', id, { patient: over.patient ?? ADULT, slot, services: [...services], note: null }),
    moved('booked', 'arrived'),
    moved('arrived', 'in-chair'),
    moved('in-chair', 'done')
  ])
  return id
}

/** Hands every fact of one desk to another, as head office would, in the order that `shuffle` makes of them. */
export const deliver = (from: Desk, to: Desk, shuffle: <T>(all: readonly T[]) => readonly T[] = (all) => all): void => {
  for (const fact of shuffle(from.journal.ownAfter(0, 10_000))) {
    to.journal.receive([{ cursor: 1, effective: fact.header.clock, fact }])
  }
}

const TABLES = ['plan', 'plan_variant', 'plan_line', 'act', 'act_line'] as const

/** Everything that the tables of plans and acts say, for comparing two desks. */
export const tablesOf = (desk: Desk): unknown =>
  TABLES.map((table) => desk.db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2, 3`).all())
