/** Imports staff: who works where, as whom. A first PIN may be given; a PIN that somebody has is never replaced by a file. */
import { newFact, type NewFact } from '../fact.ts'
import { searchText } from '../patients/search-text.ts'
import type { StaffMember } from '../staff/evolve.ts'
import { PinSet, StaffChanged, StaffDismissed, StaffHired, type Role, type StaffCard } from '../staff/facts.ts'
import type { Specialty } from '../clinic/facts.ts'
import type { ClinicId, StaffId } from '../values/ids.ts'
import { fullName, type PersonName } from '../values/person-name.ts'
import { severalCell, textCell, yesNoCell } from './cells.ts'
import type { STAFF } from './columns.ts'
import { clinicCell, type Directory } from './directory.ts'
import { fieldChange, type FieldChange, type PlannedLine } from './outcome.ts'
import { readName } from './patients.ts'
import { parsed, unparsed, type Parsed } from './problems.ts'
import type { RowReader } from './row.ts'
import { roleCell, specialtyCell } from './spellings.ts'

export type StaffColumn = (typeof STAFF)['columns'][number]['key']

/** Null is what the file does not say. */
export interface StaffRecord {
  readonly name: PersonName
  readonly roles: readonly Role[]
  readonly position: string | null
  readonly specialty: Specialty | null
  readonly clinics: readonly ClinicId[] | null
  readonly pin: string | null
  readonly dismissed: boolean
}

const pinCell = (text: string): Parsed<string> =>
  /^\d{4,8}$/.test(text) ? parsed(text) : unparsed({ code: 'NOT_A_PIN' })

export const readStaff =
  (directory: Directory) =>
  (reader: RowReader<StaffColumn>): StaffRecord | null => {
    const name = readName(reader)
    const roles = reader.required('roles', severalCell(roleCell))
    const position = reader.optional('position', textCell(120))
    const specialty = reader.optional('specialty', specialtyCell)
    const clinics = reader.optional('clinics', severalCell(clinicCell(directory.clinics)))
    const pin = reader.optional('pin', pinCell)
    const dismissed = reader.optional('dismissed', yesNoCell) ?? false
    return name === null || roles === null ? null : { name, roles, position, specialty, clinics, pin, dismissed }
  }

export const staffKey = (name: PersonName): string => searchText(fullName(name))

/** `hash` is of the line's PIN, made only when the person has none yet. */
export const planStaff = (
  row: number,
  record: StaffRecord,
  who: { readonly id: StaffId; readonly existing: StaffMember | null; readonly hash: string | null }
): PlannedLine => {
  const { id, existing, hash } = who
  const card: StaffCard = {
    name: existing !== null && staffKey(existing.name) === staffKey(record.name) ? existing.name : record.name,
    roles: [...record.roles],
    clinics: [...(record.clinics ?? existing?.clinics ?? [])],
    specialty: record.specialty ?? existing?.specialty ?? null,
    position: record.position ?? existing?.position ?? ''
  }
  const title = fullName(card.name)
  const facts: NewFact[] = []
  const changes: FieldChange[] = []
  if (existing === null) facts.push(newFact(StaffHired, 'staff', id, card))
  else {
    changes.push(...changedFields(existing, card))
    // Somebody who came back is hired anew.
    if (existing.dismissed && !record.dismissed) facts.push(newFact(StaffHired, 'staff', id, card))
    else if (changes.length > 0) facts.push(newFact(StaffChanged, 'staff', id, card))
    if (existing.dismissed !== record.dismissed)
      changes.push({ column: 'dismissed', before: mark(existing.dismissed), after: mark(record.dismissed) })
  }
  if (hash !== null && (existing === null || existing.pinHash === null)) {
    facts.push(newFact(PinSet, 'staff', id, { hash }))
    if (existing !== null) changes.push({ column: 'pin', before: '', after: '••••' })
  }
  if (record.dismissed && existing?.dismissed !== true) facts.push(newFact(StaffDismissed, 'staff', id, {}))
  return {
    row,
    outcome: existing === null ? 'new' : facts.length === 0 ? 'same' : 'changed',
    title,
    changes,
    facts,
    doubles: []
  }
}

const mark = (value: boolean): string => (value ? '+' : '−')
const sorted = (list: readonly string[]): readonly string[] => list.toSorted()

const changedFields = (before: StaffCard, after: StaffCard): readonly FieldChange[] =>
  [
    fieldChange<readonly string[]>('roles', sorted(before.roles), sorted(after.roles), (list) => list.join(', ')),
    fieldChange<string>('position', before.position, after.position, String),
    fieldChange<string | null>('specialty', before.specialty, after.specialty, (value) => value ?? ''),
    fieldChange<readonly string[]>('clinics', sorted(before.clinics), sorted(after.clinics), (list) =>
      String(list.length)
    )
  ].flatMap((change) => (change === null ? [] : [change]))
