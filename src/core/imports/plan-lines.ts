/** Plans every line of a file against what the desk knows: what is new, what changes, what is wrong. Records nothing. */
import type { ImportKind } from '../../domain/imports/columns.ts'
import type { IdOf } from '../../domain/imports/outcome.ts'
import { planPriceLine, readPriceLine, type PriceColumn } from '../../domain/imports/price-list.ts'
import { readRow, RowReader } from '../../domain/imports/row.ts'
import { planShift, readShift, type ShiftColumn } from '../../domain/imports/shifts.ts'
import { planStaff, readStaff, staffKey, type StaffColumn } from '../../domain/imports/staff.ts'
import {
  groupPlans,
  planDoctorsPlan,
  readPlanLine,
  type PlanColumn,
  type PlanGroup
} from '../../domain/imports/plans.ts'
import {
  planVisit,
  readVisit,
  visitKey,
  type OtherVisit,
  type VisitColumn,
  type VisitRecord
} from '../../domain/imports/visits.ts'
import { serviceAggregate, shiftAggregate } from '../../domain/clinic/evolve.ts'
import { searchText } from '../../domain/patients/search-text.ts'
import { planAggregate } from '../../domain/plans/evolve.ts'
import { staffAggregate } from '../../domain/staff/evolve.ts'
import { visitAggregate } from '../../domain/visits/evolve.ts'
import { isOver } from '../../domain/visits/decide.ts'
import type { IsoDate } from '../../domain/values/dates.ts'
import { PlanId, ServiceId, ShiftId, StaffId, VisitId } from '../../domain/values/ids.ts'
import type { Desk } from '../desk.ts'
import { priceList } from '../plans/queries.ts'
import { Collected, type ImportPlan, type PlanOptions } from './collected.ts'
import {
  directoryOf,
  serviceByCode,
  serviceKey,
  shiftsOf,
  staffByName,
  usualChair,
  visitsOn,
  visitSurroundings
} from './known.ts'
import { naturalIds } from './natural-id.ts'
import { overlay } from './overlay.ts'
import { planPatients } from './plan-patients.ts'

export const planLines = (desk: Desk, kind: ImportKind, options: PlanOptions): ImportPlan => {
  const ids = naturalIds(desk.identity.clinic)
  switch (kind) {
    case 'patients':
      return planPatients(desk, options, ids)
    case 'price-list':
      return planPrices(desk, options, ids)
    case 'staff':
      return planPeople(desk, options, ids)
    case 'shifts':
      return planShifts(desk, options, ids)
    case 'visits':
      return planVisits(desk, options, ids)
    case 'plans':
      return planPlans(desk, options, ids)
  }
}

const planPrices = (desk: Desk, { rows, mapping }: PlanOptions, ids: IdOf): ImportPlan => {
  const collected = new Collected()
  const known = overlay(desk, serviceAggregate)
  const byCode = serviceByCode(desk.db)
  for (const row of rows) {
    const read = readRow(new RowReader<PriceColumn>(row, mapping), readPriceLine)
    if (!read.ok) collected.problems.push(...read.problems)
    else {
      const id = byCode(read.record.code) ?? ServiceId.parse(ids('service', serviceKey(read.record.code)))
      collected.take(id, { ok: true, line: planPriceLine(read.row, read.record, id, known.state(id)) }, known)
    }
  }
  return collected
}

const planPeople = (desk: Desk, { rows, mapping, pinHash }: PlanOptions, ids: IdOf): ImportPlan => {
  const collected = new Collected()
  const known = overlay(desk, staffAggregate)
  const byName = staffByName(desk.db, staffKey)
  const read = readStaff(directoryOf(desk))
  for (const row of rows) {
    const line = readRow(new RowReader<StaffColumn>(row, mapping), read)
    if (!line.ok) collected.problems.push(...line.problems)
    else {
      const { record } = line
      const id = byName.get(staffKey(record.name)) ?? StaffId.parse(ids('staff', staffKey(record.name)))
      const existing = known.state(id)
      const hash = record.pin === null ? null : pinHash(line.row, record.pin)
      collected.take(id, { ok: true, line: planStaff(line.row, record, { id, existing, hash }) }, known)
    }
  }
  return collected
}

const planShifts = (desk: Desk, { rows, mapping }: PlanOptions, ids: IdOf): ImportPlan => {
  const collected = new Collected()
  const known = overlay(desk, shiftAggregate)
  const directory = directoryOf(desk)
  const read = readShift(directory, (doctor, clinic) => usualChair(desk.db, doctor, clinic))
  const lines = rows.flatMap((row) => {
    const line = readRow(new RowReader<ShiftColumn>(row, mapping), read)
    if (!line.ok) collected.problems.push(...line.problems)
    return line.ok ? [line] : []
  })
  const chairName = (chair: string): string =>
    directory.clinics.flatMap((clinic) => clinic.chairs).find((one) => one.id === chair)?.name ?? ''
  const days = Map.groupBy(lines, ({ record }) => [record.doctor, record.clinic, record.date].join(' '))
  for (const { row, record } of lines) {
    const day = days.get([record.doctor, record.clinic, record.date].join(' ')) ?? []
    const overlapping = day.find(
      (other) =>
        other.row < row &&
        other.record.from < record.to &&
        record.from < other.record.to &&
        !sameTimes(other.record, record)
    )
    if (overlapping !== undefined) {
      collected.problems.push({
        row,
        column: null,
        text: '',
        problem: { code: 'SHIFTS_OVERLAP', row: overlapping.row }
      })
      continue
    }
    // One shift of the doctor on that day here and one in the file are the same one, whatever its hours are now.
    const there = shiftsOf(desk.db, record.doctor, record.clinic, record.date)
    const only =
      day.every((other) => sameTimes(other.record, record)) && there.length === 1
        ? there[0]
        : there.find((shift) => shift.from === record.from)
    const id = only?.id ?? ShiftId.parse(ids('shift', record.doctor, record.clinic, record.date, record.from))
    collected.take(id, { ok: true, line: planShift(row, record, id, known.state(id), chairName) }, known)
  }
  return collected
}

const sameTimes = (
  a: { readonly from: string; readonly to: string },
  b: { readonly from: string; readonly to: string }
): boolean => a.from === b.from && a.to === b.to

const planVisits = (desk: Desk, { rows, mapping }: PlanOptions, ids: IdOf): ImportPlan => {
  const collected = new Collected()
  const known = overlay(desk, visitAggregate)
  const read = readVisit(visitSurroundings(desk))
  const lines = rows.flatMap((row) => {
    const line = readRow(new RowReader<VisitColumn>(row, mapping), read)
    if (!line.ok) collected.problems.push(...line.problems)
    return line.ok ? [{ ...line, id: VisitId.parse(ids('visit', ...visitKey(line.record))) }] : []
  })
  const inFile = new Set<string>(lines.map((line) => line.id))
  const room = new Map<IsoDate, OtherVisit[]>()
  const roomOn = (date: IsoDate): OtherVisit[] => {
    // A visit that the file moves elsewhere leaves its old place free for another line of the file.
    const there = room.get(date) ?? visitsOn(desk.db, date).filter((other) => !inFile.has(other.id))
    room.set(date, there)
    return there
  }
  for (const { row, record, id } of lines) {
    const existing = known.state(id)
    const others = roomOn(record.slot.date)
    collected.take(id, planVisit(row, record, { id, existing, others }), known)
    if (needsRoom(record) && (existing === null || !isOver(existing.state))) others.push({ id, slot: record.slot, row })
  }
  return collected
}

const needsRoom = (record: VisitRecord): boolean => record.state === 'booked'

const planPlans = (desk: Desk, { rows, mapping }: PlanOptions, ids: IdOf): ImportPlan => {
  const collected = new Collected()
  const known = overlay(desk, planAggregate)
  const around = visitSurroundings(desk)
  const read = readPlanLine(around)
  const lines: PlanGroup['lines'][number][] = []
  for (const row of rows) {
    const line = readRow(new RowReader<PlanColumn>(row, mapping), read)
    if (line.ok) lines.push(line)
    else collected.problems.push(...line.problems)
  }
  // A plan of which one line is bad is not looked at further: its reasons would only repeat what is said already.
  const broken = collected.problems.length > 0
  for (const group of broken ? [] : groupPlans(lines)) {
    const id = PlanId.parse(ids('plan', searchText(group.number)))
    const surroundings = {
      id,
      existing: known.state(id),
      clinic: desk.identity.clinic,
      today: around.today,
      prices: priceList(desk.db)
    }
    collected.take(id, planDoctorsPlan(group, surroundings, ids), known)
  }
  return collected
}
