import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isoDate, type IsoDate } from '../values/dates.ts'
import { planErasure, type PersonData } from './plan.ts'
import { actKeptUntil } from './retention.ts'

const TODAY = isoDate('2026-11-24')
const nobody: PersonData = {
  patient: 'p',
  visits: ['v1', 'v2'],
  documents: new Map(),
  plans: new Map(),
  acts: new Map(),
  payments: new Map(),
  accounts: ['p'],
  recoveries: ['v1']
}
const actOf = (date: IsoDate): { readonly date: IsoDate } => ({ date })
const kinds = (person: PersonData, reach: 'loyalty' | 'everything'): readonly string[] =>
  planErasure(person, reach, TODAY).items.map((one) => one.kind)

describe('what is destroyed of a person’s data', () => {
  it('is all of it when no law wants anything kept', () => {
    expect(kinds(nobody, 'everything')).toEqual(['loyalty-account', 'recovery', 'visit', 'visit', 'patient'])
  })

  it('is only the loyalty account when only that was asked', () => {
    expect(kinds(nobody, 'loyalty')).toEqual(['loyalty-account'])
  })

  it('leaves the person and the visits as long as one act must be kept, and tells until when', () => {
    const plan = planErasure({ ...nobody, acts: new Map([['a', actOf(isoDate('2025-03-01'))]]) }, 'everything', TODAY)
    expect(plan.items.map((one) => one.kind)).toEqual(['loyalty-account', 'recovery'])
    expect(plan.kept).toEqual([{ kind: 'act', id: 'a', category: 'acts', until: '2030-12-31' }])
  })

  it('is everything again once the last term has passed', () => {
    expect(kinds({ ...nobody, acts: new Map([['a', actOf(isoDate('2020-03-01'))]]) }, 'everything')).toContain(
      'patient'
    )
  })

  it('never counts a thing both as destroyed and as kept, and loses none', () => {
    const dates = fc.date({ min: new Date('2000-01-01'), max: new Date('2026-11-24'), noInvalidDate: true })
    fc.assert(
      fc.property(fc.array(dates, { maxLength: 8 }), (days) => {
        const acts = new Map(days.map((day, index) => [`a${index}`, actOf(isoDate(day.toISOString().slice(0, 10)))]))
        const { items, kept } = planErasure({ ...nobody, acts }, 'everything', TODAY)
        const gone = items.filter((one) => one.kind === 'act').map((one) => one.id)
        expect([...gone, ...kept.map((one) => one.id)].toSorted()).toEqual([...acts.keys()].toSorted())
        for (const { id, until } of kept) expect(until).toBe(actKeptUntil(acts.get(id) ?? actOf(TODAY)))
        expect(items.some((one) => one.kind === 'patient')).toBe(kept.length === 0)
      })
    )
  })
})
