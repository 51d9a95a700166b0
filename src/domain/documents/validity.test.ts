import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, isoDate } from '../values/dates.ts'
import { VisitId } from '../values/ids.ts'
import { Tooth } from '../values/tooth.ts'
import { satisfies, type ConsentNeeded, type SignedConsent } from './validity.ts'

const visit = VisitId.parse('018f0000-0000-7000-8000-0000000000b1')
const another = VisitId.parse('018f0000-0000-7000-8000-0000000000b2')
const tooth = (number: string): Tooth => Tooth.parse(number)
const SIGNED = isoDate('2026-11-01')

const signed = (over: Partial<SignedConsent> = {}): SignedConsent => ({
  kind: 'extraction-consent',
  visit,
  templateVersion: 2,
  scope: 'teeth',
  signedOn: SIGNED,
  validUntil: addDays(SIGNED, 180),
  teeth: [tooth('38'), tooth('48')],
  hands: [{ role: 'patient', kind: null }],
  ...over
})
const needed = (over: Partial<ConsentNeeded> = {}): ConsentNeeded => ({
  kind: 'extraction-consent',
  visit,
  teeth: [tooth('38')],
  birthDate: isoDate('1990-01-01'),
  on: isoDate('2026-11-24'),
  acceptsFrom: 1,
  ...over
})

describe('a signed consent', () => {
  it('covers the teeth it names, in any visit, and no other tooth', () => {
    expect(satisfies(signed(), needed({ visit: another }))).toBe(true)
    expect(satisfies(signed(), needed({ teeth: [tooth('38'), tooth('48')] }))).toBe(true)
    expect(satisfies(signed(), needed({ teeth: [tooth('38'), tooth('37')] }))).toBe(false)
  })

  it('covers a service without a tooth only in the visit it was signed for', () => {
    expect(satisfies(signed(), needed({ teeth: [null] }))).toBe(true)
    expect(satisfies(signed(), needed({ teeth: [null], visit: another }))).toBe(false)
  })

  it('is good on its last day and not on the next', () => {
    expect(satisfies(signed(), needed({ on: addDays(SIGNED, 180) }))).toBe(true)
    expect(satisfies(signed(), needed({ on: addDays(SIGNED, 181) }))).toBe(false)
  })

  it('is taken anew when the wording was replaced for good', () => {
    expect(satisfies(signed(), needed({ acceptsFrom: 2 }))).toBe(true)
    expect(satisfies(signed(), needed({ acceptsFrom: 3 }))).toBe(false)
  })

  it('never gives a consent of another kind, nor for another visit when it is for one', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), (otherKind, otherVisit) => {
        const one = signed({ scope: 'visit', teeth: [] })
        const need = needed({
          kind: otherKind ? 'implantation-consent' : 'extraction-consent',
          visit: otherVisit ? another : visit
        })
        expect(satisfies(one, need)).toBe(!otherKind && !otherVisit)
      }),
      { seed: 41 }
    )
  })
})
