/** Imports the price list: each line is one service by the clinic's own code; columns that the file lacks keep what is known. */
import { ConsentKind, PriceLine, ServicePriced, ServiceWithdrawn, Specialty } from '../clinic/facts.ts'
import type { Service } from '../clinic/evolve.ts'
import { newFact, type NewFact } from '../fact.ts'
import type { ServiceId } from '../values/ids.ts'
import { formatMoney, type Kopecks } from '../values/money.ts'
import { vatLabel } from '../values/vat.ts'
import { codeCell, moneyCell, severalCell, textCell, wholeCell, yesNoCell } from './cells.ts'
import type { PRICE_LIST } from './columns.ts'
import { fieldChange, type FieldChange, type PlannedLine } from './outcome.ts'
import { parsed, unparsed, type Parsed } from './problems.ts'
import type { RowReader } from './row.ts'
import { consentCell, specialtyCell, taxCell, unitCell, vatCell } from './spellings.ts'

export type PriceColumn = (typeof PRICE_LIST)['columns'][number]['key']

/** Null is what the file does not say. */
export interface PriceRecord {
  readonly code: string
  readonly name: string
  readonly price: Kopecks
  readonly category: string | null
  readonly nomenclature: string | null
  readonly unit: PriceLine['unit'] | null
  readonly minutes: number | null
  readonly vatCode: number | null
  readonly taxCode: 1 | 2 | null
  readonly discountAllowed: boolean | null
  readonly pointsAllowed: boolean | null
  readonly consents: readonly ConsentKind[] | null
  readonly specialties: readonly Specialty[] | null
  readonly equipmentKind: string | null
  readonly active: boolean | null
}

/** «А16.07.002.010» with a Cyrillic А, as it is mostly typed. */
export const nomenclatureCell = (text: string): Parsed<string> => {
  const code = text.toUpperCase().replaceAll(' ', '').replace(/^А/, 'A').replace(/^В/, 'B')
  const known = PriceLine.shape.nomenclature.safeParse(code)
  return known.success && known.data !== null ? parsed(known.data) : unparsed({ code: 'NOT_A_CODE_804' })
}

export const readPriceLine = (reader: RowReader<PriceColumn>): PriceRecord | null => {
  const code = reader.required('code', codeCell(20))
  const name = reader.required('name', textCell(200))
  const price = reader.required('price', moneyCell)
  const rest = {
    category: reader.optional('category', textCell(100)),
    nomenclature: reader.optional('nomenclature', nomenclatureCell),
    unit: reader.optional('unit', unitCell),
    minutes: reader.optional('minutes', wholeCell(5, 480)),
    vatCode: reader.optional('vatCode', vatCell),
    taxCode: reader.optional('taxCode', taxCell),
    discountAllowed: reader.optional('discountAllowed', yesNoCell),
    pointsAllowed: reader.optional('pointsAllowed', yesNoCell),
    consents: reader.optional('consents', severalCell(consentCell)),
    specialties: reader.optional('specialties', severalCell(specialtyCell)),
    equipmentKind: reader.optional('equipmentKind', textCell(60)),
    active: reader.optional('active', yesNoCell)
  }
  return code === null || name === null || price === null ? null : { code, name, price, ...rest }
}

/** What a service is until somebody says more: anybody may do it in half an hour, without VAT (НК ст. 149 п. 2 пп. 2). */
const UNSAID: Omit<PriceLine, 'code' | 'name' | 'price'> = {
  category: 'Без раздела',
  nomenclature: null,
  unit: 'visit',
  minutes: 30,
  vatCode: 6,
  taxCode: 1,
  discountAllowed: true,
  pointsAllowed: true,
  consents: [],
  specialties: [...Specialty.options],
  equipmentKind: null
}

const lineOf = (record: PriceRecord, known: PriceLine | null): PriceLine => {
  const base = known ?? { ...UNSAID, code: record.code, name: record.name, price: record.price }
  return {
    code: record.code,
    name: record.name,
    price: record.price,
    category: record.category ?? base.category,
    nomenclature: record.nomenclature ?? base.nomenclature,
    unit: record.unit ?? base.unit,
    minutes: record.minutes ?? base.minutes,
    vatCode: record.vatCode ?? base.vatCode,
    taxCode: record.taxCode ?? base.taxCode,
    discountAllowed: record.discountAllowed ?? base.discountAllowed,
    pointsAllowed: record.pointsAllowed ?? base.pointsAllowed,
    consents: inOrder(ConsentKind.options, record.consents ?? base.consents),
    specialties: inOrder(Specialty.options, record.specialties ?? base.specialties),
    equipmentKind: record.equipmentKind ?? base.equipmentKind
  }
}

/** The same list in another order is the same list. */
const inOrder = <Value>(order: readonly Value[], values: readonly Value[]): Value[] =>
  order.filter((one) => values.includes(one))

export const planPriceLine = (
  row: number,
  record: PriceRecord,
  id: ServiceId,
  existing: Service | null
): PlannedLine => {
  const line = lineOf(record, existing)
  const title = `${line.code} ${line.name}`
  const facts: NewFact[] = []
  const active = record.active ?? true
  const changes: FieldChange[] = existing === null ? [] : changedFields(existing, line)
  const priced = newFact(ServicePriced, 'service', id, line)
  // Priced again, a withdrawn service is offered again.
  if (existing === null || changes.length > 0 || (active && !existing.active)) facts.push(priced)
  const activeNow = facts.length > 0 || (existing?.active ?? false)
  if (!active && activeNow) facts.push(newFact(ServiceWithdrawn, 'service', id, {}))
  if (existing !== null && active !== existing.active)
    changes.push({ column: 'active', before: yesNo(existing.active), after: yesNo(active) })
  const settled = existing !== null && changes.length === 0
  return {
    row,
    outcome: existing === null ? 'new' : settled ? 'same' : 'changed',
    title,
    changes,
    facts: settled ? [] : facts,
    doubles: []
  }
}

const yesNo = (value: boolean): string => (value ? '+' : '−')

const changedFields = (before: PriceLine, after: PriceLine): FieldChange[] =>
  [
    fieldChange<string>('name', before.name, after.name, String),
    fieldChange('price', before.price, after.price, formatMoney),
    fieldChange<string>('category', before.category, after.category, String),
    fieldChange<string | null>('nomenclature', before.nomenclature, after.nomenclature, (value) => value ?? ''),
    fieldChange<string>('unit', before.unit, after.unit, String),
    fieldChange<number>('minutes', before.minutes, after.minutes, String),
    fieldChange<number>('vatCode', before.vatCode, after.vatCode, vatLabel),
    fieldChange<number>('taxCode', before.taxCode, after.taxCode, String),
    fieldChange('discountAllowed', before.discountAllowed, after.discountAllowed, yesNo),
    fieldChange('pointsAllowed', before.pointsAllowed, after.pointsAllowed, yesNo),
    fieldChange<readonly string[]>('consents', inOrder(ConsentKind.options, before.consents), after.consents, (list) =>
      list.join(', ')
    ),
    fieldChange<readonly string[]>(
      'specialties',
      inOrder(Specialty.options, before.specialties),
      after.specialties,
      (list) => list.join(', ')
    ),
    fieldChange<string | null>('equipmentKind', before.equipmentKind, after.equipmentKind, (value) => value ?? '')
  ].flatMap((change) => (change === null ? [] : [change]))
