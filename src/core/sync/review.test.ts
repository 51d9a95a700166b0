import { afterEach, describe, expect, it } from 'vitest'
import { ADULT, book, openTestDesk, RECEPTION } from '../documents/testing/desk.ts'
import { entriesToReview, markReviewed } from './review.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

describe('what was carried over into a new epoch', () => {
  it('is listed with the patient, the time and who entered it, until a person has looked through it', async () => {
    const desk = await openTestDesk(closing)
    const shared = desk.journal.head().seq
    book(desk, ADULT, ['extraction:38'])
    expect(desk.journal.beginEpoch(1, shared)).toBe(1)
    const [entry, ...others] = entriesToReview(desk)
    expect(others).toEqual([])
    expect(entry).toMatchObject({
      kind: 'visit',
      patient: { id: ADULT, name: 'Константинопольская-Задунайская Александра-Виктория Владиславовна' }
    })
    expect(entry?.at).toMatch(/^2026-11-24T06:00/)
    markReviewed(desk, RECEPTION, [entry?.fact ?? ''])
    expect(entriesToReview(desk)).toEqual([])
  })
})
