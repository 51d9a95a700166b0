import fc from 'fast-check'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { CLINIC, OTHER_CLINIC } from './testing/desk.ts'
import { naturalIds } from './natural-id.ts'

const here = naturalIds(CLINIC)
const there = naturalIds(OTHER_CLINIC)
const part = fc.string({ unit: 'grapheme', maxLength: 12 })

it('gives one thing one id, another thing another, always a UUID of version 5', () => {
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 1, maxLength: 3 }),
      fc.array(part, { minLength: 1, maxLength: 3 }),
      (one, other) => {
        expect(here('patient', ...one)).toBe(here('patient', ...one))
        expect(z.uuid({ version: 'v5' }).safeParse(here('patient', ...one)).success).toBe(true)
        if (JSON.stringify(one) !== JSON.stringify(other))
          expect(here('patient', ...one)).not.toBe(here('patient', ...other))
      }
    )
  )
})

it('agrees between clinics on prices and staff, and lets nobody who does not know the clinic recompute a patient', () => {
  expect(there('service', 'Т-001')).toBe(here('service', 'Т-001'))
  expect(there('staff', 'лисин андрей павлович')).toBe(here('staff', 'лисин андрей павлович'))
  expect(there('patient', 'ясный петр', '1990-01-31')).not.toBe(here('patient', 'ясный петр', '1990-01-31'))
  expect(here('visit', 'ясный петр')).not.toBe(here('patient', 'ясный петр'))
})
