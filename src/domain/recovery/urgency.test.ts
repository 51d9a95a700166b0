import { describe, expect, it } from 'vitest'
import { urgencyOf, urgencyWeight, type PatientInNeed } from './urgency.ts'

const calm: PatientInNeed = { atDesk: false, note: null, minor: false, recentSurgery: false }
const noted = (note: string): readonly string[] => urgencyOf({ ...calm, note })

describe('who is called first', () => {
  it.each([
    ['острая боль, едет из Тосно', ['pain', 'from-afar']],
    ['болит зуб 36', ['pain']],
    ['Отёк щеки слева', ['pain']],
    ['флюс', ['pain']],
    ['после удаления, снять швы', ['post-op']],
    ['приедет из Луги', ['from-afar']]
  ])('«%s» is heard as %j', (note, reasons) => {
    expect(noted(note)).toEqual(reasons)
  })

  it.each([
    'боится боли',
    'без боли, плановый осмотр',
    'не болит',
    'просит не более 30 минут',
    'доктор заболел в прошлый раз',
    'больничный лист',
    ''
  ])('«%s» is no emergency', (note) => {
    expect(noted(note)).toEqual([])
  })

  it('puts pain before surgery, surgery before children, children before those from afar, and the one at the desk before all', () => {
    const weights = (['at-the-desk', 'pain', 'post-op', 'child', 'from-afar'] as const).map((reason) =>
      urgencyWeight([reason])
    )
    expect(weights).toEqual(weights.toSorted((a, b) => b - a))
    expect(urgencyWeight(['pain'])).toBeGreaterThan(urgencyWeight(['post-op', 'child', 'from-afar']))
    expect(urgencyWeight(['at-the-desk'])).toBeGreaterThan(urgencyWeight(['pain', 'post-op', 'child', 'from-afar']))
    expect(urgencyWeight([])).toBe(0)
  })
})
