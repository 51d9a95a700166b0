/** Plans the lines of a file of patients: whom each line means, and who already there may be the same person. */
import {
  planPatient,
  patientKey,
  readPatient,
  type PatientColumn,
  type PatientRecord
} from '../../domain/imports/patients.ts'
import type { KnownPatient } from '../../domain/imports/directory.ts'
import { russianDate, type IdOf } from '../../domain/imports/outcome.ts'
import { readRow, RowReader } from '../../domain/imports/row.ts'
import { compareForDuplicate, swapDayAndMonth } from '../../domain/patients/duplicates.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import { nameLikeness } from '../../domain/patients/name-likeness.ts'
import { searchText } from '../../domain/patients/search-text.ts'
import type { IsoDate } from '../../domain/values/dates.ts'
import { PatientId } from '../../domain/values/ids.ts'
import { fullName, type PersonName } from '../../domain/values/person-name.ts'
import { presentAt, type Desk } from '../desk.ts'
import { Collected, type ImportPlan, type PlanOptions } from './collected.ts'
import { allPatients } from './known.ts'
import { overlay } from './overlay.ts'

export const planPatients = (desk: Desk, { rows, mapping }: PlanOptions, ids: IdOf): ImportPlan => {
  const collected = new Collected()
  const known = overlay(desk, patientAggregate)
  const people = index(allPatients(desk.db))
  const read = readPatient(presentAt(desk).today)
  for (const row of rows) {
    const line = readRow(new RowReader<PatientColumn>(row, mapping), read)
    if (!line.ok) {
      collected.problems.push(...line.problems)
      continue
    }
    const { record } = line
    const derived = PatientId.parse(ids('patient', ...patientKey(record.name, record.birthDate)))
    const there =
      people.exactly(record.name, record.birthDate) ??
      (known.state(derived) === null ? people.byRecordNumber(record) : null)
    const id = there?.id ?? derived
    const planned = planPatient(line.row, record, id, known.state(id), ids)
    const isNew = planned.outcome === 'new'
    const doubles = isNew ? people.doublesOf(record) : []
    // Two lines of one file may be one person too.
    if (isNew) people.add({ ...record, id })
    collected.take(id, { ok: true, line: { ...planned, doubles } }, known)
  }
  return collected
}

interface People {
  /** The same name, however its letters are written, and the same date of birth. */
  exactly(name: PersonName, birthDate: IsoDate): KnownPatient | null
  /** The same number of the record, when either the name or the date of birth agrees: a married name, a corrected date. */
  byRecordNumber(record: PatientRecord): KnownPatient | null
  add(person: KnownPatient): void
  /** Titles of those who may be the same person. */
  doublesOf(record: PatientRecord): readonly string[]
}

/** More than this for one line is noise. */
const MOST_DOUBLES = 3

const index = (patients: readonly KnownPatient[]): People => {
  const byKey = new Map<string, KnownPatient>()
  const byDate = new Map<string, KnownPatient[]>()
  const byPhone = new Map<string, KnownPatient[]>()
  const byNumber = new Map<string, KnownPatient[]>()
  const put = (map: Map<string, KnownPatient[]>, key: string, one: KnownPatient): void => {
    const there = map.get(key)
    if (there === undefined) map.set(key, [one])
    else there.push(one)
  }
  const addToLists = (one: KnownPatient): void => {
    put(byDate, one.birthDate, one)
    for (const phone of one.phones) put(byPhone, phone, one)
  }
  for (const one of patients) {
    byKey.set(patientKey(one.name, one.birthDate).join('\u001f'), one)
    addToLists(one)
    if (one.recordNumber !== null) put(byNumber, searchText(one.recordNumber), one)
  }
  return {
    exactly: (name, birthDate) => byKey.get(patientKey(name, birthDate).join('\u001f')) ?? null,
    byRecordNumber: (record) => {
      if (record.recordNumber === null) return null
      const found = (byNumber.get(searchText(record.recordNumber)) ?? []).filter(
        (one) =>
          (one.birthDate === record.birthDate && nameLikeness(one.name.given, record.name.given) !== 'different') ||
          searchText(fullName(one.name)) === searchText(fullName(record.name))
      )
      return found.length === 1 ? (found[0] ?? null) : null
    },
    add: addToLists,
    doublesOf: (record) => {
      const swapped = swapDayAndMonth(record.birthDate)
      const near = new Set([
        ...(byDate.get(record.birthDate) ?? []),
        ...(swapped === null ? [] : (byDate.get(swapped) ?? [])),
        ...record.phones.flatMap((phone) => byPhone.get(phone) ?? [])
      ])
      const traits = { ...record, document: null }
      return [...near]
        .map((one) => ({ one, verdict: compareForDuplicate(traits, { ...one, sex: null, document: null }) }))
        .filter(({ verdict }) => verdict.likelihood === 'same' || verdict.likelihood === 'likely')
        .toSorted((a, b) => b.verdict.score - a.verdict.score)
        .slice(0, MOST_DOUBLES)
        .map(({ one }) => `${fullName(one.name)}, ${russianDate(one.birthDate)}`)
    }
  }
}
