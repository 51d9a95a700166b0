/** How tables spell the closed lists of the product: units, tax rates, consents, specialties, roles, states of a visit. */
import type { ConsentKind, PriceLine, Specialty } from '../clinic/facts.ts'
import type { Role } from '../staff/facts.ts'
import type { VisitState } from '../visits/facts.ts'
import { listedCell } from './cells.ts'

type Spelled<Value> = readonly (readonly [value: Value, spellings: string])[]

/** The first spelling of each value is shown as allowed. */
const listed = <Value>(list: Spelled<Value>) =>
  listedCell(
    new Map(
      list.flatMap(([value, spellings]) => spellings.split('|').map((spelling): [string, Value] => [spelling, value]))
    ),
    list.map(([, spellings]) => spellings.split('|')[0] ?? '')
  )

export const unitCell = listed<PriceLine['unit']>([
  ['tooth', 'зуб|1 зуб|за зуб|tooth'],
  ['canal', 'канал|1 канал|за канал|canal|root canal'],
  ['jaw', 'челюсть|1 челюсть|за челюсть|jaw|arch'],
  ['visit', 'визит|посещение|прием|сеанс|процедура|услуга|visit|session'],
  ['item', 'штука|шт|шт.|единица|ед|ед.|item|pcs|piece']
])

/** Tag 1199 of a fiscal receipt. A bare «10» may be a rate or a code, so it is not taken. */
export const vatCell = listed<number>([
  [6, 'без ндс|не облагается|нет|-|без налога|none|exempt'],
  [11, '22%|22 %|ндс 22%|22|0,22|0.22'],
  [1, '20%|20 %|ндс 20%|20|0,2|0.2'],
  [2, '10%|10 %|ндс 10%|0,1|0.1'],
  [7, '5%|5 %|ндс 5%|0,05|0.05'],
  [8, '7%|7 %|ндс 7%|0,07|0.07'],
  [5, '0%|0 %|ндс 0%']
])

export const taxCell = listed<1 | 2>([
  [1, '1|обычное|нет|usual|no'],
  [2, '2|дорогостоящее|да|expensive|yes']
])

export const consentCell = listed<ConsentKind>([
  ['general', 'общее|идс|на осмотр|general'],
  ['anaesthesia', 'анестезия|обезболивание|на анестезию|местная анестезия|anaesthesia|anesthesia'],
  ['extraction', 'удаление|на удаление|удаление зуба|extraction'],
  ['implantation', 'имплантация|на имплантацию|implantation|implant']
])

export const specialtyCell = listed<Specialty>([
  [
    'therapist',
    'терапевт|стоматолог-терапевт|врач-стоматолог-терапевт|терапия|стоматолог|врач-стоматолог|therapist|general dentist|dentist'
  ],
  ['surgeon', 'хирург|стоматолог-хирург|врач-стоматолог-хирург|хирургия|имплантолог|surgeon'],
  ['orthopaedist', 'ортопед|стоматолог-ортопед|врач-стоматолог-ортопед|ортопедия|orthopaedist|prosthodontist'],
  ['orthodontist', 'ортодонт|врач-ортодонт|ортодонтия|orthodontist'],
  [
    'children',
    'детский|детский стоматолог|стоматолог детский|врач-стоматолог детский|детский врач|children|pediatric dentist'
  ],
  ['hygienist', 'гигиенист|гигиенист стоматологический|гигиена|hygienist']
])

export const roleCell = listed<Role>([
  ['receptionist', 'администратор|регистратор|ресепшен|receptionist'],
  [
    'senior-receptionist',
    'старший администратор|ст. администратор|ст администратор|senior receptionist|senior-receptionist'
  ],
  ['cashier', 'кассир|cashier'],
  ['doctor', 'врач|доктор|doctor|dentist'],
  ['coordinator', 'координатор|куратор|координатор лечения|coordinator'],
  ['director', 'директор|управляющий|главный врач|главврач|director|manager'],
  ['head-office', 'центральный офис|центр|офис|head office|head-office']
])

/** What became of a visit of the past, or that it is still to come. */
export const visitStateCell = listed<Extract<VisitState, 'booked' | 'left' | 'no-show' | 'cancelled'>>([
  ['booked', 'записан|запланирован|назначен|подтвержден|booked|scheduled|confirmed'],
  ['left', 'завершен|выполнен|принят|состоялся|оплачен|пришел|completed|done'],
  ['no-show', 'не пришел|неявка|не явился|no show|no-show'],
  ['cancelled', 'отменен|отмена|отказ|cancelled|canceled']
])
