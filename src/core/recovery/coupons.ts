/** Coupons given with an apology, for whoever computes what a visit costs. */
import type { Coupon } from '../../domain/recovery/facts.ts'
import type { PatientId, VisitId } from '../../domain/values/ids.ts'
import type { Database } from '../storage/database.ts'
import { prepared } from '../storage/query.ts'

/** The coupon that holds for this visit: the latest given, when several incidents met one patient. */
export const couponOf = (db: Database, visit: VisitId): Coupon | null => {
  const row = prepared(db, 'SELECT number, discount FROM coupon WHERE visit = ? ORDER BY issued_at DESC LIMIT 1').get(
    visit
  ) as { number: string; discount: number } | undefined
  return row ?? null
}

/** Coupons for visits of a patient that have not happened yet. */
export const couponsOf = (db: Database, patient: PatientId): readonly (Coupon & { readonly visit: string })[] =>
  prepared(
    db,
    `SELECT coupon.number, coupon.discount, coupon.visit FROM coupon JOIN visit ON visit.id = coupon.visit
     WHERE visit.patient = ? AND visit.state IN ('booked', 'arrived', 'in-chair') ORDER BY visit.date, visit.from_time`
  ).all(patient) as { number: string; discount: number; visit: string }[]
