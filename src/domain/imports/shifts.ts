/** Imports doctors' working hours: who works on which date, from when till when, in which chair. */
import { newFact } from '../fact.ts'
import { ShiftPlanned } from '../clinic/facts.ts'
import type { Shift } from '../clinic/evolve.ts'
import type { ClockTime, IsoDate } from '../values/dates.ts'
import type { ChairId, ClinicId, ShiftId, StaffId } from '../values/ids.ts'
import type { SHIFTS } from './columns.ts'
import { dateCell, timeCell } from './dated-cells.ts'
import { chairCell, clinicCell, doctorCell, type Directory } from './directory.ts'
import { fieldChange, russianDate, type PlannedLine } from './outcome.ts'
import type { RowReader } from './row.ts'

export type ShiftColumn = (typeof SHIFTS)['columns'][number]['key']

export interface ShiftRecord {
  readonly doctor: StaffId
  readonly doctorName: string
  readonly clinic: ClinicId
  readonly chair: ChairId
  readonly date: IsoDate
  readonly from: ClockTime
  readonly to: ClockTime
}

/** `usualChair` is where the doctor sat last, for tables without a column of chairs. */
export const readShift =
  (directory: Directory, usualChair: (doctor: StaffId, clinic: ClinicId) => ChairId | null) =>
  (reader: RowReader<ShiftColumn>): ShiftRecord | null => {
    const date = reader.required('date', dateCell({ kind: 'this-century' }))
    const doctor = reader.required('doctor', doctorCell(directory.staff))
    const from = reader.required('from', timeCell)
    const to = reader.required('to', timeCell)
    const clinic =
      reader.text('clinic') === '' ? directory.ownClinic : reader.optional('clinic', clinicCell(directory.clinics))
    if (from !== null && to !== null && from >= to) reader.wrong('to', { code: 'TIMES_REVERSED' })
    if (date === null || doctor === null || from === null || to === null || clinic === null) return null
    const given = reader.optional('chair', chairCell(directory.clinics.find((one) => one.id === clinic)))
    const chair = given ?? (reader.text('chair') === '' ? usualChair(doctor, clinic) : null)
    if (chair === null) {
      if (reader.text('chair') === '') reader.wrong('chair', { code: 'CHAIR_NEEDED' })
      return null
    }
    return { doctor, doctorName: reader.text('doctor'), clinic, chair, date, from, to }
  }

export const planShift = (
  row: number,
  record: ShiftRecord,
  id: ShiftId,
  existing: Shift | null,
  chairName: (chair: ChairId) => string
): PlannedLine => {
  const { doctorName, ...shift } = record
  const title = `${doctorName}, ${russianDate(record.date)}`
  const fact = newFact(ShiftPlanned, 'shift', id, shift)
  if (existing === null) return { row, outcome: 'new', title, changes: [], facts: [fact], doubles: [] }
  const changes = [
    fieldChange<string>('from', existing.from, shift.from, String),
    fieldChange<string>('to', existing.to, shift.to, String),
    fieldChange('chair', existing.chair, shift.chair, chairName)
  ].flatMap((change) => (change === null ? [] : [change]))
  if (existing.withdrawn !== null) changes.push({ column: 'date', before: '−', after: '+' })
  return {
    row,
    outcome: changes.length === 0 ? 'same' : 'changed',
    title,
    changes,
    facts: changes.length === 0 ? [] : [fact],
    doubles: []
  }
}
