/** Proposes an act from what a visit was booked for: signed plans give their prices, what was charged already is left out. */
import type { ActDraft, ActDraftLine } from '../../contract/acts.ts'
import { usualWarranty } from '../../domain/acts/warranty.ts'
import { BasisPoints, lineSum, NO_DISCOUNT, portionSum } from '../../domain/plans/priced-line.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import { visitAggregate, type Visit } from '../../domain/visits/evolve.ts'
import type { PatientId, ServiceId, StaffId, VisitId } from '../../domain/values/ids.ts'
import { fullName } from '../../domain/values/person-name.ts'
import type { Tooth } from '../../domain/values/tooth.ts'
import { serviceById } from '../clinic/views.ts'
import type { Desk } from '../desk.ts'
import { openPlanLines, plannedWork, type OpenPlanLine } from '../plans/queries.ts'
import { couponOf } from '../recovery/coupons.ts'
import { actedInVisit, actsOfVisit } from './queries.ts'
import { personOf } from './view.ts'

interface Wish {
  readonly service: ServiceId
  readonly tooth: Tooth | null
  readonly quantity: number
}

export const draftAct = (desk: Desk, id: VisitId): ActDraft | null => {
  const visit = desk.journal.state(visitAggregate, id)
  const patient = visit === null ? null : desk.journal.state(patientAggregate, visit.patient)
  if (visit === null || patient === null) return null
  const { doctor } = visit.slot
  const taken = new Map<string, number>()
  return {
    visit: id,
    patient: { id: visit.patient, name: fullName(patient.name) },
    doctor: { id: doctor, name: personOf(desk, doctor).short },
    lines: notCharged(desk, id, visit).flatMap((wish) =>
      linesFor(desk, visit.patient, doctor, wish, apology(desk, id), taken)
    ),
    acts: [...actsOfVisit(desk.db, id)]
  }
}

/** One more line, at the price it would have in an act of this visit; null for a service that is not in the price list. */
export const draftLine = (
  desk: Desk,
  visit: VisitId,
  wish: Wish & { readonly discount: BasisPoints }
): ActDraftLine | null => {
  const state = desk.journal.state(visitAggregate, visit)
  return state === null
    ? null
    : listed(desk, state.slot.doctor, wish, wish.discount, openPlanLines(desk.db, state.patient).length > 0)
}

const sameWork = (a: Pick<Wish, 'service' | 'tooth'>, b: Pick<Wish, 'service' | 'tooth'>): boolean =>
  a.service === b.service && a.tooth === b.tooth

/** Booked services less what standing acts of the visit have charged. */
const notCharged = (desk: Desk, id: VisitId, visit: Visit): readonly Wish[] => {
  const charged = actedInVisit(desk.db, id).map((one) => ({ ...one }))
  return visit.services.flatMap((wish) => {
    let left = wish.quantity
    for (const one of charged) {
      if (!sameWork(one, wish)) continue
      const covered = Math.min(left, one.quantity)
      one.quantity -= covered
      left -= covered
    }
    return left === 0 ? [] : [{ service: wish.service, tooth: wish.tooth, quantity: left }]
  })
}

/** The discount of a coupon that was given with this visit when the desk had to apologise. */
const apology = (desk: Desk, visit: VisitId): BasisPoints => {
  const coupon = couponOf(desk.db, visit)
  return coupon === null ? NO_DISCOUNT : BasisPoints.parse(coupon.discount)
}

/** What signed plans hold of it comes first, at their price; the rest at today's. `taken` counts what other lines of the draft use. */
const linesFor = (
  desk: Desk,
  patient: PatientId,
  doctor: StaffId,
  wish: Wish,
  coupon: BasisPoints,
  taken: Map<string, number>
): ActDraftLine[] => {
  const open = openPlanLines(desk.db, patient)
  const lines: ActDraftLine[] = []
  let left = wish.quantity
  for (const place of open.filter((one) => sameWork(one, wish))) {
    const used = taken.get(place.line) ?? 0
    const quantity = Math.min(left, place.left - used)
    if (quantity <= 0) continue
    const line = planned(desk, doctor, place, quantity, used)
    if (line === null) continue
    lines.push(line)
    taken.set(place.line, used + quantity)
    left -= quantity
  }
  // A coupon does not reach what the price list never discounts.
  const discount = serviceById(desk.db, wish.service)?.discountAllowed === true ? coupon : NO_DISCOUNT
  const rest = left === 0 ? null : listed(desk, doctor, { ...wish, quantity: left }, discount, open.length > 0)
  return rest === null ? lines : [...lines, rest]
}

const planned = (
  desk: Desk,
  doctor: StaffId,
  place: OpenPlanLine,
  quantity: number,
  used: number
): ActDraftLine | null => {
  const found = plannedWork(desk, place.plan, place.line)
  if (found === null) return null
  const { line, done, number } = found
  return {
    service: line.service,
    name: line.name,
    tooth: line.tooth,
    needsTooth: needsTooth(line.unit),
    quantity,
    price: line.price,
    discount: line.discount,
    discountAllowed: false,
    sum: portionSum(line, done + used, quantity),
    doctor: { id: doctor, name: personOf(desk, doctor).short },
    plan: { plan: place.plan, line: place.line, number, left: place.left - used, done: done + used },
    outsidePlan: false,
    warranty: usualWarranty(line.nomenclature)
  }
}

const listed = (
  desk: Desk,
  doctor: StaffId,
  wish: Wish,
  discount: BasisPoints,
  hasPlan: boolean
): ActDraftLine | null => {
  const service = serviceById(desk.db, wish.service)
  if (service === null) return null
  return {
    service: service.id,
    name: service.name,
    tooth: wish.tooth,
    needsTooth: needsTooth(service.unit),
    quantity: wish.quantity,
    price: service.price,
    discount,
    discountAllowed: service.discountAllowed,
    sum: lineSum({ price: service.price, quantity: wish.quantity, discount }),
    doctor: { id: doctor, name: personOf(desk, doctor).short },
    plan: null,
    outsidePlan: hasPlan,
    warranty: usualWarranty(service.nomenclature)
  }
}

const needsTooth = (unit: string): boolean => unit === 'tooth' || unit === 'canal'
