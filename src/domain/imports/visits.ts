/** Imports the schedule: who comes to whom and when. What the desk has already begun is never changed by a file. */
import type { NewFact } from '../fact.ts'
import { newFact } from '../fact.ts'
import { searchText } from '../patients/search-text.ts'
import { clockTimeOf, minutesOf, type ClockTime, type IsoDate } from '../values/dates.ts'
import type { ChairId, ClinicId, ServiceId, StaffId, VisitId } from '../values/ids.ts'
import { fullName } from '../values/person-name.ts'
import { bookVisit, changeServices, rebookVisit, slotsClash, type VisitDecision } from '../visits/decide.ts'
import type { Visit } from '../visits/evolve.ts'
import { VisitMoved, type BookedService, type VisitSlot, type VisitState } from '../visits/facts.ts'
import { codeCell, fullNameCell, phonesCell, severalCell, textCell, wholeCell } from './cells.ts'
import type { VISITS } from './columns.ts'
import { birthDateCell, dateCell, timeCell } from './dated-cells.ts'
import { chairCell, clinicCell, doctorCell, isCalled, type Directory, type KnownPatient } from './directory.ts'
import { fieldChange, russianDate, type FieldChange, type LinePlan, type PlannedLine } from './outcome.ts'
import { parsed, unparsed, type Parsed, type RowProblem } from './problems.ts'
import type { RowReader } from './row.ts'
import { visitStateCell } from './spellings.ts'

export type VisitColumn = (typeof VISITS)['columns'][number]['key']

export interface VisitRecord {
  /** Number of the booking in the program the file comes from. */
  readonly number: string | null
  readonly patient: KnownPatient
  readonly slot: VisitSlot
  readonly doctorName: string
  readonly services: readonly BookedService[] | null
  readonly state: Extract<VisitState, 'booked' | 'left' | 'no-show' | 'cancelled'>
  readonly note: string | null
}

/** Columns by which several kinds of files say who the patient is. */
export type PatientColumns = 'fullName' | 'family' | 'given' | 'patronymic' | 'birthDate' | 'phone' | 'recordNumber'

/** Patients who may be meant, by what a line says of them. */
export interface PatientFinder {
  byRecordNumber(number: string): readonly KnownPatient[]
  /** By the family name alone, however it is spelt. */
  byFamily(family: string): readonly KnownPatient[]
}

/** The one patient whom a line means; its number of the record decides, else name with date of birth or phone. */
export const readPatientRef = <Key extends string>(
  reader: RowReader<Key | PatientColumns>,
  finder: PatientFinder,
  today: IsoDate
): KnownPatient | null => {
  const number = reader.optional('recordNumber', codeCell(40))
  const birthDate = reader.optional('birthDate', birthDateCell(today))
  const phones = reader.optional('phone', phonesCell)
  const written =
    reader.has('family') && reader.has('given')
      ? ['family', 'given', 'patronymic'].map((key) => reader.text(key as PatientColumns)).join(' ')
      : reader.text('fullName')
  const column: PatientColumns = number !== null ? 'recordNumber' : reader.has('fullName') ? 'fullName' : 'family'
  const found = number !== null ? finder.byRecordNumber(number) : named(reader, finder, written.trim(), column)
  if (found === null) return null
  const fits = found.filter(
    (one) =>
      (birthDate === null || one.birthDate === birthDate) &&
      (phones === null || birthDate !== null || number !== null || one.phones.some((phone) => phones.includes(phone)))
  )
  const [only] = fits
  if (only === undefined) reader.wrong(column, { code: 'PATIENT_UNKNOWN' })
  else if (fits.length > 1) reader.wrong(column, { code: 'PATIENT_AMBIGUOUS' })
  return fits.length === 1 && only !== undefined ? only : null
}

const named = <Key extends string>(
  reader: RowReader<Key | PatientColumns>,
  finder: PatientFinder,
  written: string,
  column: PatientColumns
): readonly KnownPatient[] | null => {
  const name = fullNameCell(written)
  if (written === '' || !name.ok) {
    reader.wrong(column, written === '' ? { code: 'EMPTY' } : { code: 'NOT_A_NAME' })
    return null
  }
  return finder
    .byFamily(name.value.family === '' ? name.value.given : name.value.family)
    .filter((one) => isCalled(written, one.name))
}

export interface VisitSurroundings extends Directory {
  readonly patients: PatientFinder
  /** Where the doctor works on that date by the shifts. */
  readonly chairOf: (doctor: StaffId, clinic: ClinicId, date: IsoDate) => ChairId | null
  readonly service: (code: string) => ServiceId | null
}

export const readVisit =
  (around: VisitSurroundings) =>
  (reader: RowReader<VisitColumn>): VisitRecord | null => {
    const number = reader.optional('number', codeCell(60))
    const date = reader.required('date', dateCell({ kind: 'this-century' }))
    const from = reader.required('from', timeCell)
    const to = endOf(reader, from)
    if (from !== null && to !== null && to <= from) reader.wrong('to', { code: 'TIMES_REVERSED' })
    const doctor = reader.required('doctor', doctorCell(around.staff))
    const clinic =
      reader.text('clinic') === '' ? around.ownClinic : reader.optional('clinic', clinicCell(around.clinics))
    const patient = readPatientRef(reader, around.patients, around.today)
    const services = reader.optional('services', severalCell(serviceCell(around.service)))
    const state = reader.optional('state', visitStateCell)
    const note = reader.optional('note', textCell(300))
    if (date === null || from === null || to === null || doctor === null || clinic === null || patient === null)
      return null
    if (date < around.today && state === null) reader.refuse({ code: 'STATE_NEEDED' })
    if (date > around.today && (state === 'left' || state === 'no-show')) reader.refuse({ code: 'STATE_IN_FUTURE' })
    const chair = chairIn(reader, around, { doctor, clinic, date })
    if (chair === null) return null
    const slot = { clinic, doctor, chair, date, from, to }
    return { number, patient, slot, doctorName: reader.text('doctor'), services, state: state ?? 'booked', note }
  }

/** The end as it stands there, else by the duration; what is missing is told of the column that the file has. */
const endOf = (reader: RowReader<VisitColumn>, from: ClockTime | null): ClockTime | null =>
  reader.text('to') === '' && reader.has('minutes') ? endBy(reader, from) : reader.required('to', timeCell)

const endBy = (reader: RowReader<VisitColumn>, from: ClockTime | null): ClockTime | null => {
  const minutes = reader.required('minutes', wholeCell(5, 720))
  if (minutes === null || from === null) return null
  const end = minutesOf(from) + minutes
  if (end < 1440) return clockTimeOf(end)
  reader.wrong('minutes', { code: 'OUT_OF_RANGE', least: 5, most: 1439 - minutesOf(from) })
  return null
}

const chairIn = (
  reader: RowReader<VisitColumn>,
  around: VisitSurroundings,
  at: { doctor: StaffId; clinic: ClinicId; date: IsoDate }
): ChairId | null => {
  if (reader.text('chair') !== '')
    return reader.optional('chair', chairCell(around.clinics.find((one) => one.id === at.clinic)))
  const chair = around.chairOf(at.doctor, at.clinic, at.date)
  if (chair === null) reader.wrong('chair', { code: 'CHAIR_NEEDED' })
  return chair
}

/** «Т-001», «Т-001*3». */
const serviceCell =
  (find: (code: string) => ServiceId | null) =>
  (text: string): Parsed<BookedService> => {
    const [, code = text, count = '1'] = /^(.*?)\s*[*×xх]\s*(\d{1,2})$/.exec(text) ?? []
    const service = find(code.trim())
    return service === null
      ? unparsed({ code: 'SERVICE_UNKNOWN', service: code.trim() })
      : parsed({ service, tooth: null, quantity: Math.max(1, Number(count)) })
  }

/** By the number of the other program when there is one, else by who comes to whom and when. */
export const visitKey = (record: VisitRecord): readonly string[] =>
  record.number !== null
    ? ['number', record.slot.clinic, searchText(record.number)]
    : ['slot', record.patient.id, record.slot.doctor, record.slot.date, record.slot.from]

export interface OtherVisit {
  readonly id: VisitId
  readonly slot: VisitSlot
  /** The line of the same file that books it; null for what the desk already has. */
  readonly row: number | null
}

export const planVisit = (
  row: number,
  record: VisitRecord,
  known: { readonly id: VisitId; readonly existing: Visit | null; readonly others: readonly OtherVisit[] }
): LinePlan => {
  const { id, existing, others } = known
  const title = `${russianDate(record.slot.date)} ${record.slot.from}, ${fullName(record.patient.name)}`
  const refused = (problem: RowProblem): LinePlan => ({
    ok: false,
    problems: [{ row, column: null, text: '', problem }]
  })
  const planned = (
    outcome: PlannedLine['outcome'],
    changes: readonly FieldChange[],
    facts: readonly NewFact[]
  ): LinePlan => ({
    ok: true,
    line: { row, outcome, title, changes, facts, doubles: [] }
  })
  if (existing !== null && existing.patient !== record.patient.id) return refused({ code: 'VISIT_OF_ANOTHER_PATIENT' })
  const changes = existing === null ? [] : visitChanges(record, existing)
  if (existing !== null && changes.length === 0) return planned('same', [], [])
  if (existing !== null && existing.state !== 'booked') return refused({ code: 'VISIT_STARTED' })
  // What is over needs no room; only a booking does.
  const clash =
    record.state === 'booked'
      ? others.find((other) => other.id !== id && slotsClash(other.slot, record.slot))
      : undefined
  if (clash !== undefined) {
    return refused(
      clash.row === null
        ? { code: 'SLOT_TAKEN', from: clash.slot.from, to: clash.slot.to }
        : { code: 'SLOT_TAKEN_IN_FILE', row: clash.row }
    )
  }
  if (existing === null) {
    const command = {
      id,
      patient: record.patient.id,
      slot: record.slot,
      services: record.services ?? [],
      note: record.note
    }
    return planned('new', [], [...certain(bookVisit(null, command, [])), ...ended(id, record.state)])
  }
  const facts: NewFact[] = []
  if (changes.some((change) => SLOT_COLUMNS.has(change.column))) {
    facts.push(...certain(rebookVisit(existing, { id, slot: record.slot, reason: REBOOKED }, [])))
  }
  if (changes.some((change) => change.column === 'services')) {
    facts.push(...certain(changeServices(existing, { id, services: record.services ?? [] })))
  }
  return planned('changed', changes, [...facts, ...ended(id, record.state)])
}

/** Written into the visit's history, where the desk reads why it was moved. */
const REBOOKED = 'импорт расписания'

/** Facts of a decision that nothing can refuse any more: times, room and state have been looked at. */
const certain = (decision: VisitDecision): readonly NewFact[] => {
  if (!decision.ok) throw new Error(`an imported visit was refused: ${decision.refusal.code}`)
  return decision.facts
}

const SLOT_COLUMNS: ReadonlySet<string> = new Set(['date', 'from', 'to', 'doctor', 'chair', 'clinic'])

const ended = (id: VisitId, state: VisitRecord['state']): readonly NewFact[] =>
  state === 'booked' ? [] : [newFact(VisitMoved, 'visit', id, { from: 'booked', to: state, reason: null })]

const visitChanges = (record: VisitRecord, existing: Visit): readonly FieldChange[] => {
  const [was, is] = [existing.slot, record.slot]
  const list = (services: readonly BookedService[]): string => String(services.length)
  // Teeth are chosen at the desk; a file that names the same services does not take them away.
  const bare = (services: readonly BookedService[]): readonly BookedService[] =>
    services.map((one) => ({ ...one, tooth: null }))
  return [
    fieldChange('date', was.date, is.date, russianDate),
    fieldChange<string>('from', was.from, is.from, String),
    fieldChange<string>('to', was.to, is.to, String),
    fieldChange<string>('doctor', was.doctor, is.doctor, (id) => (id === is.doctor ? record.doctorName : '')),
    fieldChange<string>('chair', was.chair, is.chair, () => ''),
    record.services === null ? null : fieldChange('services', bare(existing.services), bare(record.services), list),
    // «Завершён» of a file says no more than that the visit took place.
    record.state === 'booked' || isSettled(existing.state, record.state)
      ? null
      : { column: 'state', before: existing.state, after: record.state }
  ].flatMap((change) => (change === null ? [] : [change]))
}

const isSettled = (existing: VisitState, wanted: VisitRecord['state']): boolean =>
  existing === wanted || (wanted === 'left' && (existing === 'done' || existing === 'paid' || existing === 'in-chair'))
