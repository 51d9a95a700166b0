/** Which columns each kind of import understands, by the headings that people and other programs give them. */
import { z } from 'zod'

export const ImportKind = z.enum(['patients', 'visits', 'shifts', 'price-list', 'staff', 'plans'])
export type ImportKind = z.infer<typeof ImportKind>

export interface Column<Key extends string = string> {
  readonly key: Key
  /** Headings in lower case with ё as е and without marks; the first one is usual. */
  readonly headings: readonly string[]
}

export interface ImportShape<Key extends string = string> {
  readonly kind: ImportKind
  readonly columns: readonly Column<Key>[]
  /** Every group needs one of its alternatives; an alternative of several columns needs all of them. */
  readonly needed: readonly (readonly (readonly Key[])[])[]
}

const columns = <const Table extends Readonly<Record<string, string>>>(
  table: Table
): readonly Column<Extract<keyof Table, string>>[] =>
  // Object.entries forgets the keys' type; they are the table's own.
  (Object.entries(table) as [Extract<keyof Table, string>, string][]).map(([key, headings]) => ({
    key,
    headings: headings.split('|')
  }))

const shape = <Key extends string>(
  kind: ImportKind,
  list: readonly Column<Key>[],
  needed: readonly (readonly (readonly NoInfer<Key>[])[])[]
): ImportShape<Key> => ({ kind, columns: list, needed })

const NAME = {
  fullName:
    'фио|фио пациента|пациент|полное имя|имя пациента|клиент|фамилия имя отчество|full name|name|patient|patient name',
  family: 'фамилия|last name|surname|family name|lastname',
  given: 'имя|first name|given name|firstname',
  patronymic: 'отчество|middle name|patronymic|middlename'
} as const

export const PATIENTS = shape(
  'patients',
  columns({
    ...NAME,
    birthDate:
      'дата рождения|дата рожд|др|д р|день рождения|рожд|родился|birth date|date of birth|birthday|dob|birthdate',
    sex: 'пол|sex|gender',
    phone:
      'телефон|моб телефон|моб|мобильный|мобильный телефон|сотовый|телефон 1|тел|контактный телефон|номер телефона|phone|mobile|cell|phone number',
    phone2:
      'телефон 2|доп телефон|дополнительный телефон|второй телефон|домашний телефон|рабочий телефон|phone 2|second phone|home phone',
    email: 'email|e mail|эл почта|электронная почта|почта|имейл',
    address: 'адрес|адрес проживания|адрес регистрации|место жительства|address',
    recordNumber:
      'номер карты|№ карты|карта|номер медкарты|№ медкарты|медкарта|номер амбулаторной карты|амб карта|record number|chart|card number|patient id',
    document: 'паспорт|серия и номер паспорта|документ|паспортные данные|passport',
    allergy: 'аллергия|аллергии|аллергоанамнез|непереносимость|allergy|allergies',
    representative:
      'представитель|законный представитель|родитель|мама|фио родителя|фио представителя|representative|parent|guardian',
    representativePhone: 'телефон представителя|телефон родителя|телефон мамы|parent phone|representative phone',
    note: 'примечание|заметка|комментарий|особые отметки|note|notes|comment'
  }),
  [[['fullName'], ['family', 'given']], [['birthDate']]]
)

export const VISITS = shape(
  'visits',
  columns({
    number: 'номер записи|№ записи|id записи|код записи|ид|appointment id|visit id|id',
    date: 'дата|дата приема|дата визита|день|date|appointment date',
    from: 'время|начало|время начала|с|время приема|from|start|time|start time',
    to: 'окончание|конец|время окончания|по|до|to|end|end time',
    minutes: 'длительность|минут|мин|продолжительность|duration|minutes',
    ...NAME,
    birthDate: PATIENTS.columns.find((column) => column.key === 'birthDate')?.headings.join('|') ?? '',
    phone: PATIENTS.columns.find((column) => column.key === 'phone')?.headings.join('|') ?? '',
    recordNumber: PATIENTS.columns.find((column) => column.key === 'recordNumber')?.headings.join('|') ?? '',
    doctor: 'врач|доктор|специалист|исполнитель|фио врача|doctor|provider|dentist',
    clinic: 'клиника|филиал|подразделение|clinic|branch|location',
    chair: 'кабинет|кресло|каб|chair|room|operatory',
    services: 'услуги|услуга|коды услуг|код услуги|процедуры|services|procedures|codes',
    state: 'статус|состояние|статус визита|status|state',
    note: 'примечание|комментарий|заметка|жалоба|повод|note|notes|comment|reason'
  }),
  [[['date']], [['from']], [['to'], ['minutes']], [['doctor']], [['fullName'], ['family', 'given'], ['recordNumber']]]
)

export const SHIFTS = shape(
  'shifts',
  columns({
    date: 'дата|день|date',
    doctor: 'врач|доктор|специалист|фио врача|сотрудник|doctor|provider',
    from: 'начало|с|время начала|начало смены|from|start',
    to: 'окончание|конец|по|до|время окончания|конец смены|to|end',
    clinic: 'клиника|филиал|подразделение|clinic|branch',
    chair: 'кабинет|кресло|каб|chair|room'
  }),
  [[['date']], [['doctor']], [['from']], [['to']]]
)

export const PRICE_LIST = shape(
  'price-list',
  columns({
    code: 'код|код услуги|артикул|шифр|№|номер|code|service code|sku',
    name: 'наименование|название|услуга|наименование услуги|name|service|title|description',
    price: 'цена|стоимость|цена руб|стоимость руб|цена р|тариф|price|cost|amount',
    category: 'раздел|категория|группа|группа услуг|category|section|group',
    nomenclature: 'код 804н|804н|номенклатура|код номенклатуры|код по номенклатуре|nomenclature',
    unit: 'единица|ед|ед изм|единица измерения|unit',
    minutes: 'длительность|минут|мин|время|продолжительность|duration|minutes',
    vatCode: 'ндс|ставка ндс|код ндс|vat|vat rate|tax rate',
    taxCode: 'код услуги для справки|код налоговой|код для вычета|дорогостоящее|tax code',
    discountAllowed: 'скидка|скидка разрешена|можно скидку|discount|discount allowed',
    pointsAllowed: 'баллы|бонусы|начислять баллы|points|bonus',
    consents: 'согласия|согласие|идс|нужны согласия|consents|consent',
    specialties: 'специальность|специальности|кто оказывает|врачи|specialty|specialties',
    equipmentKind: 'оборудование|вид оборудования|equipment|equipment kind',
    active: 'действует|активна|активно|в продаже|active|enabled'
  }),
  [[['code']], [['name']], [['price']]]
)

export const STAFF = shape(
  'staff',
  columns({
    fullName: 'фио|сотрудник|полное имя|фамилия имя отчество|full name|name|employee',
    family: NAME.family,
    given: NAME.given,
    patronymic: NAME.patronymic,
    roles: 'роль|роли|права|доступ|role|roles',
    position: 'должность|пост|position|job title|title',
    specialty: 'специальность|специализация|specialty|speciality',
    clinics: 'клиника|клиники|филиал|филиалы|где работает|clinic|clinics|branch',
    pin: 'пин|пин код|код входа|pin|pin code',
    dismissed: 'уволен|уволена|не работает|dismissed|inactive'
  }),
  [[['fullName'], ['family', 'given']], [['roles']]]
)

export const PLANS = shape(
  'plans',
  columns({
    number: 'номер плана|№ плана|план|plan|plan number|plan id',
    ...NAME,
    birthDate: PATIENTS.columns.find((column) => column.key === 'birthDate')?.headings.join('|') ?? '',
    phone: PATIENTS.columns.find((column) => column.key === 'phone')?.headings.join('|') ?? '',
    recordNumber: PATIENTS.columns.find((column) => column.key === 'recordNumber')?.headings.join('|') ?? '',
    doctor: 'врач|доктор|фио врача|doctor|provider',
    diagnosis: 'диагноз|код диагноза|мкб|мкб 10|код мкб|diagnosis|icd|icd 10',
    validUntil: 'действует до|цены до|срок действия|valid until|expires',
    variant: 'вариант|вариант плана|variant|option',
    stage: 'этап|стадия|stage|phase',
    service: 'услуга|код услуги|код|service|service code|code',
    tooth: 'зуб|номер зуба|tooth',
    quantity: 'количество|кол во|кол|quantity|qty',
    price: 'цена|стоимость|price|cost',
    discount: 'скидка|скидка %|discount'
  }),
  [[['number']], [['fullName'], ['family', 'given'], ['recordNumber']], [['doctor']], [['service']]]
)

export const SHAPES: Readonly<Record<ImportKind, ImportShape>> = {
  patients: PATIENTS,
  visits: VISITS,
  shifts: SHIFTS,
  'price-list': PRICE_LIST,
  staff: STAFF,
  plans: PLANS
}
