/** The two clinics of the demo network: what they are called, their chairs and the equipment that services depend on. */
import {
  ChairRegistered,
  ClinicDescribed,
  EquipmentRegistered,
  type ClinicDescription
} from '../../domain/clinic/facts.ts'
import { newFact, type NewFact } from '../../domain/fact.ts'
import { clockTime, isoDate, type ClockTime, type TimeZone } from '../../domain/values/dates.ts'
import { ChairId, ClinicId, EquipmentId } from '../../domain/values/ids.ts'
import { fixedId } from './random.ts'

export interface DemoClinic {
  readonly id: ClinicId
  readonly chairs: readonly { readonly id: ChairId; readonly name: string }[]
  readonly description: Omit<ClinicDescription, 'zone' | 'opens' | 'closes'>
  readonly equipment: readonly {
    readonly id: EquipmentId
    readonly name: string
    readonly kind: string
    readonly chair: number | null
  }[]
}

const chairs = (clinic: string, count: number): DemoClinic['chairs'] =>
  Array.from({ length: count }, (_, index) => ({
    id: ChairId.parse(fixedId(`chair ${clinic} ${index + 1}`)),
    name: `каб. ${index + 1}`
  }))

type EquipmentRow = readonly [kind: string, name: string, chair: number | null]
const equipment = (clinic: string, rows: readonly EquipmentRow[]): DemoClinic['equipment'] =>
  rows.map(([kind, name, chair]) => ({
    id: EquipmentId.parse(fixedId(`equipment ${clinic} ${name}`)),
    kind,
    name,
    chair
  }))

const licence = (number: string, date: string) => ({
  number,
  date: isoDate(date),
  issuer: 'Комитет по здравоохранению (пример)'
})

/** The larger one, where the demo workstation stands. */
export const SADOVAYA: DemoClinic = {
  id: ClinicId.parse(fixedId('clinic sadovaya')),
  chairs: chairs('sadovaya', 5),
  description: {
    name: 'Стоматология «Пример-Дент» на Садовой',
    shortName: 'на Садовой',
    address: '190000, г. Примерск, ул. Садовая, д. 10, лит. А',
    phone: '+7 945 000-10-10',
    legalEntity: 'ООО «Пример-Дент»',
    inn: '9900000000',
    ogrn: '1269900000006',
    licence: licence('Л041-00000-99/00000010', '2021-03-15'),
    screenSigning: ['marketing-consent', 'personal-data-consent', 'plan']
  },
  equipment: equipment('sadovaya', [
    ['radiovisiograph', 'Радиовизиограф, каб. 1', 0],
    ['radiovisiograph', 'Радиовизиограф, каб. 3', 2],
    ['orthopantomograph', 'Ортопантомограф', null],
    ['tomograph', 'Компьютерный томограф', null],
    ['microscope', 'Дентальный микроскоп', 2],
    ['implant-motor', 'Хирургический мотор', 0],
    ['air-polisher', 'Аппарат для чистки порошком', 3],
    ['intraoral-scanner', 'Внутриротовой сканер', 4],
    ['laser', 'Диодный лазер', null]
  ])
}

export const LESNAYA: DemoClinic = {
  id: ClinicId.parse(fixedId('clinic lesnaya')),
  chairs: chairs('lesnaya', 3),
  description: {
    name: 'Стоматология «Пример-Дент» на Лесной',
    shortName: 'на Лесной',
    address: '190001, г. Примерск, Лесной пр., д. 4',
    phone: '+7 945 000-20-20',
    legalEntity: 'ООО «Пример-Дент Лесная»',
    inn: '9900000017',
    ogrn: '1269900000017',
    licence: licence('Л041-00000-99/00000020', '2023-09-01'),
    screenSigning: []
  },
  equipment: equipment('lesnaya', [
    ['radiovisiograph', 'Радиовизиограф', 0],
    ['orthopantomograph', 'Ортопантомограф', null],
    ['tomograph', 'Компьютерный томограф', null],
    ['microscope', 'Дентальный микроскоп', 0],
    ['implant-motor', 'Хирургический мотор', 1],
    ['air-polisher', 'Аппарат для чистки порошком', 0],
    ['whitening-lamp', 'Лампа для отбеливания', 0],
    ['intraoral-scanner', 'Внутриротовой сканер', 2]
  ])
}

export const CLINICS: readonly DemoClinic[] = [SADOVAYA, LESNAYA]

export interface OpeningHours {
  readonly zone: TimeZone
  readonly opens: ClockTime
  readonly closes: ClockTime
}

export const clinicFacts = (clinic: DemoClinic, hours: OpeningHours): readonly NewFact[] => [
  newFact(ClinicDescribed, 'clinic', clinic.id, { ...clinic.description, ...hours }),
  ...clinic.chairs.map((chair) => newFact(ChairRegistered, 'chair', chair.id, { clinic: clinic.id, name: chair.name })),
  ...clinic.equipment.map(({ id, name, kind, chair }) =>
    newFact(EquipmentRegistered, 'equipment', id, {
      clinic: clinic.id,
      name,
      kind,
      chair: chair === null ? null : (clinic.chairs[chair]?.id ?? null)
    })
  )
]

export const OPENING = { opens: clockTime('08:30'), closes: clockTime('21:00') } as const
