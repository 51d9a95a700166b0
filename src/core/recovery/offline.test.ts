import { afterEach, describe, expect, it } from 'vitest'
import { settleTalk } from './talk-commands.ts'
import { accept, closeDesks, deskWith, illToday, ok, refusalOf, row, settle, talk } from './testing/receptionist.ts'
import { meet, tablesOf } from './testing/desks.ts'
import { ANNA, twelveVisits, visitId } from './testing/two-clinics.ts'

afterEach(closeDesks)

describe('two desks without a connection', () => {
  const two = async () => {
    const { desk, id } = await illToday()
    const other = await deskWith(twelveVisits(), 2)
    meet(desk, other)
    return { desk, other, id }
  }

  it('promise one slot to two patients: both see it and one is called again', async () => {
    const { desk, other, id } = await two()
    const offer = talk(desk, id, visitId(3)).offers[0]?.offer
    if (offer === undefined || offer.kind === 'contact-centre') throw new Error('no offer')
    ok(settle(desk, id, visitId(3), { kind: 'accepted', slot: offer.slot }))
    ok(settle(other, id, visitId(4), { kind: 'accepted', slot: offer.slot }))
    meet(desk, other)
    for (const one of [desk, other]) {
      expect(row(one, id, visitId(3)).conflicts).toMatchObject([{ kind: 'slot-taken-twice', visit: visitId(4) }])
      expect(row(one, id, visitId(4)).conflicts).toMatchObject([{ kind: 'slot-taken-twice', visit: visitId(3) }])
    }
    ok(accept(desk, id, visitId(4), 1))
    expect(row(desk, id, visitId(3)).conflicts).toEqual([])
    meet(desk, other)
    expect(tablesOf(desk)).toEqual(tablesOf(other))
  })

  it('tell one patient two things: the later counts, the earlier is shown', async () => {
    const { desk, other, id } = await two()
    ok(accept(desk, id, visitId(3), 1))
    other.pass(1)
    ok(settle(other, id, visitId(3), { kind: 'refused', reason: 'upset', note: null }))
    meet(desk, other)
    expect(row(desk, id, visitId(3))).toMatchObject({
      outcome: { outcome: { kind: 'refused' } },
      conflicts: [{ kind: 'two-agreements', earlier: { outcome: { kind: 'accepted' } } }]
    })
    expect(tablesOf(desk)).toEqual(tablesOf(other))
  })

  it('one agrees and the other does not get through: the agreement stands', async () => {
    const { desk, other, id } = await two()
    ok(accept(desk, id, visitId(3), 1))
    other.pass(1)
    ok(settle(other, id, visitId(3), { kind: 'not-reached' }))
    meet(desk, other)
    expect(row(desk, id, visitId(3))).toMatchObject({ progress: 'solved', attempts: 1, conflicts: [] })
    expect(tablesOf(desk)).toEqual(tablesOf(other))
  })

  it('the slower one is told what the faster agreed', async () => {
    const { desk, other, id } = await two()
    const stale = row(other, id, visitId(3)).outcome?.id ?? null
    ok(accept(desk, id, visitId(3), 1))
    meet(desk, other)
    expect(
      refusalOf(
        settleTalk(other, ANNA, { incident: id, visit: visitId(3), choice: { kind: 'not-reached' }, known: stale })
      )
    ).toMatchObject({
      code: 'SETTLED_MEANWHILE',
      outcome: { kind: 'accepted' }
    })
  })
})
