/**
 * Warranty terms that an act proposes, by nomenclature 804н. Starting values in the custom of dental clinics, shown for
 * change on every line: each clinic sets its own in its «Положение о гарантиях» and answers for them (ЗоЗПП ст. 5, 29).
 */
import type { Warranty } from './facts.ts'

const YEAR: Warranty = { months: 12, lifeMonths: 24 }
const HALF: Warranty = { months: 6, lifeMonths: 12 }
const IMPLANT: Warranty = { months: 12, lifeMonths: 60 }

// Fillings, inlays and veneers, crowns, bridges, whole and partial dentures, repair of dentures, implants.
const BY_NOMENCLATURE: readonly (readonly [prefix: string, warranty: Warranty])[] = [
  ['A16.07.002', YEAR],
  ['A16.07.003', YEAR],
  ['A16.07.004', YEAR],
  ['A16.07.005', YEAR],
  ['A16.07.006', IMPLANT],
  ['A16.07.023', YEAR],
  ['A16.07.035', YEAR],
  ['A16.07.036', HALF],
  ['A16.07.054', IMPLANT]
]

/** Null for what has no lasting result, such as an examination, an X-ray or an extraction. */
export const usualWarranty = (nomenclature: string | null): Warranty | null =>
  BY_NOMENCLATURE.find(([prefix]) => nomenclature === prefix || nomenclature?.startsWith(`${prefix}.`) === true)?.[1] ??
  null
