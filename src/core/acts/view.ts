/** One act as its screen and its papers need it, with names, times and sums. */
import type { ActView } from '../../contract/acts.ts'
import { actAggregate, type Act } from '../../domain/acts/evolve.ts'
import type { ActPayer } from '../../domain/acts/facts.ts'
import { figuresOf, type ActPaper, type ActPerson } from '../../domain/acts/paper.ts'
import { paperCode } from '../../domain/documents/paper-code.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import { staffAggregate } from '../../domain/staff/evolve.ts'
import { clockDoubtWords } from '../../domain/language/clock-doubt.ts'
import { localTime } from '../../domain/values/dates.ts'
import type { ActId, StaffId } from '../../domain/values/ids.ts'
import { fullName, shortName } from '../../domain/values/person-name.ts'
import { clinicById } from '../clinic/views.ts'
import type { Desk } from '../desk.ts'
import { sumInWords } from '../language/sum-in-words.ts'

/** What a paper of an act is made from: a recorded act, or one that would be recorded. */
export type ActOnPaper = Pick<
  Act,
  | 'patient'
  | 'clinic'
  | 'number'
  | 'date'
  | 'lines'
  | 'total'
  | 'payer'
  | 'contract'
  | 'issuedAt'
  | 'doubt'
  | 'issuedBy'
  | 'reversed'
>

/** Null when the clinic or the patient has not reached this desk yet. */
export const actPaper = (desk: Desk, id: ActId, act: ActOnPaper): ActPaper | null => {
  const clinic = clinicById(desk.db, act.clinic)
  const patient = desk.journal.state(patientAggregate, act.patient)
  if (clinic === null || patient === null) return null
  return {
    id,
    number: act.number,
    date: act.date,
    time: localTime(act.issuedAt, clinic.zone),
    issuedAt: act.issuedAt,
    doubt: act.doubt === undefined ? '' : clockDoubtWords(act.doubt, clinic.zone),
    clinic,
    patient: fullName(patient.name),
    recordNumber: patient.recordNumber,
    contract: act.contract,
    payer: payerName(act.payer),
    lines: act.lines.map((line) => ({ ...line, doctorName: personOf(desk, line.doctor) })),
    total: act.total,
    totalInWords: sumInWords(act.total),
    issuedBy: act.issuedBy === null ? null : personOf(desk, act.issuedBy),
    reversed: act.reversed === null ? null : { on: act.reversed.on, reason: act.reversed.reason },
    qr: paperCode('act', id)
  }
}

export const actView = (desk: Desk, id: ActId): ActView | null => {
  const act = desk.journal.state(actAggregate, id)
  const paper = act === null ? null : actPaper(desk, id, act)
  if (act === null || paper === null) return null
  const { gross, saved } = figuresOf(paper)
  return {
    id,
    number: act.number,
    date: act.date,
    time: paper.time,
    visit: act.visit,
    patient: { id: act.patient, name: paper.patient },
    payer: paper.payer,
    contract: act.contract,
    lines: paper.lines.map((line) => ({
      service: line.service,
      nomenclature: line.nomenclature,
      name: line.name,
      tooth: line.tooth,
      quantity: line.quantity,
      price: line.price,
      discount: line.discount,
      sum: line.sum,
      doctor: { id: line.doctor, name: line.doctorName.short },
      plan: line.plan,
      warranty: line.warranty
    })),
    gross,
    saved,
    total: act.total,
    issuedBy: paper.issuedBy?.short ?? null,
    reversed:
      act.reversed === null
        ? null
        : {
            on: act.reversed.on,
            reason: act.reversed.reason,
            by: act.reversed.by === null ? null : personOf(desk, act.reversed.by).short
          },
    printings: act.printings.map((one) => ({ ...one }))
  }
}

/** Names are empty for somebody whose card has not reached this desk yet. */
export const personOf = (desk: Desk, staff: StaffId): ActPerson => {
  const member = desk.journal.state(staffAggregate, staff)
  return member === null
    ? { full: '', short: '', position: '' }
    : { full: fullName(member.name), short: shortName(member.name), position: member.position }
}

const payerName = (payer: ActPayer): string | null => {
  switch (payer.kind) {
    case 'patient':
      return null
    case 'person':
      return fullName(payer.name)
    case 'organisation':
      return payer.name
  }
}
