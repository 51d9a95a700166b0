/** A whole desk for tests of documents: a clinic, a doctor, services that need consents, patients of each age, an A4 printer. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { AGGREGATES } from '../../../domain/aggregates.ts'
import {
  ClinicDescribed,
  ClinicDescription,
  PriceLine,
  ServicePriced,
  type ConsentKind
} from '../../../domain/clinic/facts.ts'
import { newFact, type ClockDoubt, type NewFact } from '../../../domain/fact.ts'
import {
  PatientDetails,
  PatientRegistered,
  Representative,
  RepresentativeNamed
} from '../../../domain/patients/facts.ts'
import { Printer } from '../../../domain/printing/printer.ts'
import { StaffCard, StaffHired } from '../../../domain/staff/facts.ts'
import type { Actor } from '../../../domain/staff/rights.ts'
import {
  ChairId,
  ClinicId,
  DeviceId,
  DocumentId,
  PatientId,
  ServiceId,
  StaffId,
  VisitId
} from '../../../domain/values/ids.ts'
import { PersonName } from '../../../domain/values/person-name.ts'
import { Tooth } from '../../../domain/values/tooth.ts'
import { VisitBooked, VisitSlot } from '../../../domain/visits/facts.ts'
import type { Desk } from '../../desk.ts'
import { savePrinter } from '../../devices/printers.ts'
import { openSpool, type Spool } from '../../printing/spool.ts'
import { folderTransport } from '../../printing/transports/folder.ts'
import { PROJECTIONS } from '../../projections.ts'
import { openBlobs } from '../../storage/blobs.ts'
import { openDatabase } from '../../storage/database.ts'
import { openJournal } from '../../storage/journal.ts'

const uuid = (kind: string, number: number): string =>
  `018f0000-0000-7000-8000-${kind}${String(number).padStart(10, '0')}`

export const CLINIC = ClinicId.parse(uuid('cc', 1))
export const DOCTOR = StaffId.parse(uuid('dd', 1))
const RECEPTIONIST = StaffId.parse(uuid('dd', 2))
export const ADULT = PatientId.parse(uuid('aa', 1))
export const CHILD = PatientId.parse(uuid('aa', 2))
export const TEENAGER = PatientId.parse(uuid('aa', 3))
export const MOTHER = uuid('ab', 1)
export const GRANDMOTHER = uuid('ab', 2)
export const TEENAGERS_MOTHER = uuid('ab', 3)
export const documentId = (number: number): DocumentId => DocumentId.parse(uuid('d0', number))
export const visitId = (number: number): VisitId => VisitId.parse(uuid('bb', number))

const name = (family: string, given: string, patronymic: string | null): PersonName =>
  PersonName.parse({ family, given, patronymic })
const actor = (staff: StaffId, who: PersonName, roles: Actor['roles']): Actor => ({
  staff,
  name: who,
  roles,
  clinic: CLINIC
})
export const RECEPTION = actor(RECEPTIONIST, name('Приёмова', 'Анна', null), ['receptionist'])
export const SURGEON = actor(DOCTOR, name('Вымыслов', 'Иннокентий', 'Олегович'), ['doctor'])

const SERVICES: Readonly<Record<'exam' | 'filling' | 'extraction' | 'implant', readonly ConsentKind[]>> = {
  exam: ['general'],
  filling: ['general', 'anaesthesia'],
  extraction: ['general', 'anaesthesia', 'extraction'],
  implant: ['general', 'anaesthesia', 'implantation']
}
type ServiceName = keyof typeof SERVICES
const serviceId = (service: ServiceName): ServiceId =>
  ServiceId.parse(uuid('ef', Object.keys(SERVICES).indexOf(service)))
const NAMES: Readonly<Record<ServiceName, string>> = {
  exam: 'Приём врача-стоматолога первичный',
  filling: 'Лечение кариеса',
  extraction: 'Удаление зуба сложное с разъединением корней',
  implant: 'Установка дентального имплантата'
}

const staff = (who: Actor, position: string): NewFact =>
  newFact(
    StaffHired,
    'staff',
    who.staff,
    StaffCard.parse({ name: who.name, roles: who.roles, clinics: [], specialty: null, position })
  )

const PASSPORT = {
  code: '21',
  series: '4012',
  number: '345678',
  issuedBy: 'отделом по г. Приморску',
  issuedOn: '2012-05-12'
}

const patient = (id: PatientId, who: PersonName, birthDate: string, over: object = {}): NewFact =>
  newFact(
    PatientRegistered,
    'patient',
    id,
    PatientDetails.parse({
      name: who,
      birthDate,
      sex: 'female',
      phones: ['+79215551234'],
      email: null,
      address: 'г. Приморск, ул. Садовая, д. 1',
      recordNumber: null,
      document: PASSPORT,
      note: null,
      ...over
    })
  )

const representative = (
  of: PatientId,
  id: string,
  kind: Representative['kind'],
  who: PersonName,
  basis: object | null
): NewFact =>
  newFact(
    RepresentativeNamed,
    'patient',
    of,
    Representative.parse({
      id,
      kind,
      name: who,
      birthDate: '1985-01-01',
      phone: '+79215550000',
      document: PASSPORT,
      basis,
      patient: null
    })
  )

const network = (screenSigning: readonly string[]): readonly NewFact[] => [
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
  staff(SURGEON, 'врач-стоматолог-хирург'),
  staff(RECEPTION, 'администратор'),
  ...(Object.keys(SERVICES) as ServiceName[]).map((service) =>
    newFact(
      ServicePriced,
      'service',
      serviceId(service),
      PriceLine.parse({
        code: service,
        nomenclature: null,
        name: NAMES[service],
        category: 'Пример',
        unit: 'tooth',
        price: 100_000,
        vatCode: 6,
        taxCode: 1,
        discountAllowed: true,
        pointsAllowed: true,
        consents: SERVICES[service],
        specialties: ['surgeon'],
        equipmentKind: null,
        minutes: 30
      })
    )
  ),
  patient(ADULT, name('Константинопольская-Задунайская', 'Александра-Виктория', 'Владиславовна'), '1987-04-12'),
  patient(CHILD, name('Примерова', 'Ёлка', null), '2015-03-01', { document: null, phones: [] }),
  patient(TEENAGER, name('Примерова', 'Искра', 'Петровна'), '2010-06-01'),
  representative(CHILD, MOTHER, 'parent', name('Примерова', 'Ольга', 'Ивановна'), null),
  representative(CHILD, GRANDMOTHER, 'by-power-of-attorney', name('Давнева', 'Вера', null), {
    title: 'доверенность',
    number: '7',
    date: '2020-01-01',
    validTo: '2021-01-01'
  }),
  representative(TEENAGER, TEENAGERS_MOTHER, 'parent', name('Примерова', 'Ольга', 'Ивановна'), null)
]

export interface TestDesk extends Desk {
  readonly spool: Spool
  /** Folder into which pages fall. */
  readonly pages: string
  readonly pass: (days: number) => void
}

/** 24 November 2026, 09:00 in Moscow. */
const MORNING = Date.parse('2026-11-24T06:00:00Z')
export const RESOURCES = join(import.meta.dirname, '../../../../resources')
export const FONTS = join(import.meta.dirname, '../../../../node_modules/@expo-google-fonts')

export const openTestDesk = async (
  closing: (() => Promise<void> | void)[],
  options: {
    readonly number?: number
    readonly screenSigning?: readonly string[]
    readonly resources?: string
    readonly bare?: boolean
    /** Both times, on a PC whose clock is not to be trusted. */
    readonly doubt?: ClockDoubt
  } = {}
): Promise<TestDesk> => {
  const folder = mkdtempSync(join(tmpdir(), 'stoika-documents-'))
  const number = options.number ?? 1
  const db = await openDatabase({ path: join(folder, 'desk.db'), key: null })
  let clock = MORNING + number
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
  const pages = join(folder, 'pages')
  savePrinter(
    db,
    Printer.parse({
      id: uuidv7(),
      name: 'Листы',
      kind: 'a4',
      address: { via: 'folder', path: pages },
      profile: null,
      enabled: true
    })
  )
  const faults: unknown[] = []
  const spool = openSpool({
    db,
    now,
    atomically: (work) => journal.atomically(work),
    stamp: () => '24.11.2026 15:02',
    timing: { retry: 20, ask: 3_600_000 },
    onFault: (error) => faults.push(error),
    transportFor: ({ address }) => {
      if (address.via !== 'folder') throw new Error('this desk has no such printer')
      return folderTransport(address)
    }
  })
  closing.push(
    () => spool.stop(),
    () => void db.close(),
    () => rmSync(folder, { recursive: true, force: true })
  )
  const desk: TestDesk = {
    db,
    journal,
    now,
    spool,
    pages,
    blobs: openBlobs(join(folder, 'blobs'), null),
    identity: { device, epoch: 0, clinic: CLINIC, series: 10 + number, name: `Стойка ${number}` },
    places: { data: folder, resources: options.resources ?? RESOURCES, fonts: FONTS },
    pass: (days) => {
      clock += days * 86_400_000
    }
  }
  if (options.bare !== true) journal.record({ staff: null, clinic: null }, network(options.screenSigning ?? []))
  return desk
}

/** A visit of today for these services; a tooth follows the name after a colon: `extraction:38`. */
export const book = (desk: Desk, patientId: PatientId, services: readonly string[], number = 1): VisitId => {
  const id = visitId(number)
  const slot = VisitSlot.parse({
    clinic: CLINIC,
    doctor: DOCTOR,
    chair: ChairId.parse(uuid('ca', 1)),
    date: '2026-11-24',
    from: `${String(8 + number).padStart(2, '0')}:00`,
    to: `${String(8 + number).padStart(2, '0')}:30`
  })
  const booked = services.map((text) => {
    const [service = '', tooth] = text.split(':')
    return {
      service: serviceId(service as ServiceName),
      tooth: tooth === undefined ? null : Tooth.parse(tooth),
      quantity: 1
    }
  })
  desk.journal.record({ staff: RECEPTIONIST, clinic: CLINIC }, [
    newFact(VisitBooked, 'visit', id, { patient: patientId, slot, services: booked, note: null })
  ])
  return id
}

/** Hands every fact of one desk to another, as head office would. */
export const deliver = (from: Desk, to: Desk, shuffle: <T>(all: readonly T[]) => readonly T[] = (all) => all): void => {
  for (const fact of shuffle(from.journal.ownAfter(0, 10_000)))
    to.journal.receive([{ cursor: 1, effective: fact.header.clock, fact }])
}
