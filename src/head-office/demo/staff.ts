/** The people who work in the demo network and the PINs with which anybody may try the product as each of them. */
import { argon2id } from 'hash-wasm'
import type { Specialty } from '../../domain/clinic/facts.ts'
import { newFact, type NewFact } from '../../domain/fact.ts'
import { PinSet, StaffHired, type Role, type StaffCard } from '../../domain/staff/facts.ts'
import { StaffId } from '../../domain/values/ids.ts'
import type { PersonName } from '../../domain/values/person-name.ts'
import { LESNAYA, SADOVAYA, type DemoClinic } from './clinics.ts'
import { fixedId, type Random } from './random.ts'

export interface DemoStaff {
  readonly id: StaffId
  readonly card: StaffCard
  /** Public on purpose: these people do not exist. */
  readonly pin: string
}

export interface DemoDoctor extends DemoStaff {
  readonly specialty: Specialty
  readonly clinic: DemoClinic
  /** Place of the chair in the clinic's list. */
  readonly chair: number
  /** Minutes from midnight at which the usual shift begins and ends. */
  readonly shift: readonly [from: number, to: number]
}

const nameOf = (text: string): PersonName => {
  const [family = '', given = '', patronymic = null] = text.split(' ')
  return { family, given, patronymic }
}

const person = (
  name: string,
  role: Role,
  position: string,
  pin: string,
  clinics: readonly DemoClinic[]
): DemoStaff => ({
  id: StaffId.parse(fixedId(`staff ${name}`)),
  card: { name: nameOf(name), roles: [role], clinics: clinics.map((clinic) => clinic.id), specialty: null, position },
  pin
})

const POSITIONS: Readonly<Record<Specialty, string>> = {
  therapist: 'врач-стоматолог-терапевт',
  surgeon: 'врач-стоматолог-хирург',
  orthopaedist: 'врач-стоматолог-ортопед',
  orthodontist: 'врач-ортодонт',
  children: 'врач-стоматолог детский',
  hygienist: 'гигиенист стоматологический'
}

const doctor = (
  name: string,
  specialty: Specialty,
  place: { clinic: DemoClinic; chair: number; from: number; to: number },
  pin: string
): DemoDoctor => {
  const base = person(name, 'doctor', POSITIONS[specialty], pin, [place.clinic])
  return {
    ...base,
    card: { ...base.card, specialty },
    specialty,
    clinic: place.clinic,
    chair: place.chair,
    shift: [place.from * 60, place.to * 60]
  }
}

export const DOCTORS: readonly DemoDoctor[] = [
  doctor('Лисин Андрей Павлович', 'therapist', { clinic: SADOVAYA, chair: 2, from: 9, to: 18 }, '9001'),
  doctor('Гордеева Нина Олеговна', 'therapist', { clinic: SADOVAYA, chair: 3, from: 12, to: 21 }, '9002'),
  doctor('Орлова Ирина Николаевна', 'surgeon', { clinic: SADOVAYA, chair: 0, from: 9, to: 18 }, '9003'),
  doctor('Вяткин Семён Ильич', 'orthopaedist', { clinic: SADOVAYA, chair: 4, from: 10, to: 19 }, '9004'),
  doctor('Зуева Алла Борисовна', 'children', { clinic: SADOVAYA, chair: 1, from: 9, to: 18 }, '9005'),
  doctor('Ким Дмитрий Александрович', 'therapist', { clinic: LESNAYA, chair: 0, from: 9, to: 18 }, '9006'),
  doctor('Ясенев Роман Юрьевич', 'surgeon', { clinic: LESNAYA, chair: 1, from: 12, to: 21 }, '9007'),
  doctor('Лебедушкина Вера Глебовна', 'orthodontist', { clinic: LESNAYA, chair: 2, from: 10, to: 18 }, '9008')
]

export const ANNA = person('Кольцова Анна Викторовна', 'receptionist', 'администратор', '1111', [SADOVAYA])
export const DARYA = person('Ручьёва Дарья Ильинична', 'receptionist', 'администратор', '1212', [LESNAYA])
export const DESK: readonly DemoStaff[] = [
  ANNA,
  person('Птахин Егор Денисович', 'receptionist', 'администратор', '2222', [SADOVAYA]),
  DARYA,
  person('Берестова Татьяна Львовна', 'senior-receptionist', 'старший администратор', '3333', [SADOVAYA, LESNAYA]),
  person('Монетова Лидия Марковна', 'cashier', 'кассир', '4444', [SADOVAYA]),
  person('Мостовая Ольга Петровна', 'coordinator', 'координатор лечения', '5555', []),
  person('Ведерников Олег Максимович', 'director', 'директор', '7777', []),
  person('Сетевая Марина Игоревна', 'head-office', 'специалист центрального офиса', '8888', [])
]

export const STAFF: readonly DemoStaff[] = [...DOCTORS, ...DESK]

/** Answers the PHC text form of argon2id. */
export type PinHash = (pin: string, salt: Uint8Array) => Promise<string>

/** The same cost as the desk's own PINs (OWASP's floor for argon2id). */
export const pinHash: PinHash = (password, salt) =>
  argon2id({ password, salt, memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32, outputType: 'encoded' })

/** Hired with their PIN; the salt comes from the seed so that the same seed gives the same facts. */
export const staffFacts = (random: Random, hashed: PinHash): Promise<readonly NewFact[]> =>
  Promise.all(
    STAFF.map(async ({ id, card, pin }) => {
      const hash = await hashed(pin, Buffer.from(random.fork(id).hex(32), 'hex'))
      return [newFact(StaffHired, 'staff', id, card), newFact(PinSet, 'staff', id, { hash })]
    })
  ).then((each) => each.flat())
