import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { describe, expect, it } from 'vitest'
import { OpenIncidentInput } from '../../contract/recovery.ts'
import { recoveryAggregate, roundOf } from '../../domain/recovery/evolve.ts'
import { outcomeView } from '../../domain/recovery/outcome.ts'
import { instant } from '../../domain/values/dates.ts'
import { IncidentId } from '../../domain/values/ids.ts'
import { boardOf } from './board.ts'
import { close, open, reopen } from './incident-commands.ts'
import { gatherTalk } from './talk.ts'
import { begin, release, settleTalk, undoTalk } from './talk-commands.ts'
import { meet, openDesk, tablesOf, type TestDesk } from './testing/desks.ts'
import { ANNA, booked, LISIN, TODAY, visitId } from './testing/two-clinics.ts'

const visits = [1, 2, 3, 4].flatMap((number) => booked(number, { from: `1${number}:00` }))
const incident = IncidentId.parse(uuidv7())

/** What a receptionist may do with one patient, whatever comes of it; refusals are part of the day. */
const act = (desk: TestDesk, what: string, number: number, digit: number): void => {
  const visit = visitId(number)
  const gathered = gatherTalk(desk, ANNA, { incident, visit })
  const talk = gathered.ok ? gathered.facts[0] : undefined
  if (talk === undefined) return
  const standing = outcomeView(roundOf(desk.journal.state(recoveryAggregate, visit), incident)).standing
  const known = standing?.id ?? null
  const offer = talk.offers[digit]
  const key = { incident, visit }
  if (what === 'begin') begin(desk, ANNA, key)
  else if (what === 'release') release(desk, ANNA, key)
  else if (what === 'accept' && offer !== undefined && offer.kind !== 'contact-centre')
    settleTalk(desk, ANNA, { ...key, known, choice: { kind: 'accepted', slot: offer.slot } })
  else if (what === 'refuse')
    settleTalk(desk, ANNA, { ...key, known, choice: { kind: 'refused', reason: 'upset', note: null } })
  else if (what === 'not-reached') settleTalk(desk, ANNA, { ...key, known, choice: { kind: 'not-reached' } })
  else if (what === 'call-back')
    settleTalk(desk, ANNA, {
      ...key,
      known,
      choice: { kind: 'call-back', at: instant(desk.now() + 600_000), note: null }
    })
  else if (what === 'undo' && standing !== null) undoTalk(desk, ANNA, { ...key, settled: standing.id })
  else if (what === 'close') close(desk, ANNA, { incident, leaveNotReached: true })
  else if (what === 'reopen') reopen(desk, ANNA, { incident })
}

const action = fc.record({
  desk: fc.constantFrom(0, 1),
  what: fc.constantFrom(
    'begin',
    'release',
    'accept',
    'accept',
    'refuse',
    'not-reached',
    'call-back',
    'undo',
    'close',
    'reopen',
    'meet',
    'pass'
  ),
  visit: fc.integer({ min: 1, max: 4 }),
  digit: fc.integer({ min: 0, max: 4 })
})

describe('two desks working on one incident, with the connection coming and going', () => {
  it('end with the same worklist, nobody lost, and every double promise shown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 30 }), async (actions) => {
        const desks = [await openDesk(1, visits), await openDesk(2, visits)] as const
        try {
          const opened = open(
            desks[0],
            ANNA,
            OpenIncidentInput.parse({
              id: incident,
              kind: 'doctor-ill',
              doctor: LISIN,
              equipment: null,
              repairedBy: null,
              from: TODAY,
              through: TODAY,
              reason: 'заболел',
              only: null
            })
          )
          expect(opened.ok).toBe(true)
          meet(...desks)
          for (const { desk, what, visit, digit } of actions) {
            if (what === 'meet') meet(...desks)
            else if (what === 'pass') desks[desk].pass(3)
            else act(desks[desk], what, visit, digit)
          }
          meet(...desks)
          meet(...desks)
          expect(tablesOf(desks[0])).toEqual(tablesOf(desks[1]))
          const board = boardOf(desks[0], incident)
          if (board === null) throw new Error('no board')
          const { total, solved, notReached, callBack, left } = board.incident.counts
          expect(total).toBe(4)
          expect(solved + notReached + callBack + left).toBe(4)
          // A slot that two visits agreed on is a conflict on both rows; one that nobody shares is none.
          const agreed = board.rows.filter(
            (row) =>
              row.progress === 'solved' &&
              row.outcome?.outcome.kind === 'accepted' &&
              row.now !== null &&
              row.state !== 'cancelled'
          )
          for (const row of agreed) {
            const twin = agreed.some(
              (other) =>
                other.visit !== row.visit &&
                other.now?.slot.doctor === row.now?.slot.doctor &&
                other.now?.slot.date === row.now?.slot.date &&
                (other.now?.slot.from ?? '') < (row.now?.slot.to ?? '') &&
                (row.now?.slot.from ?? '') < (other.now?.slot.to ?? '')
            )
            expect(row.conflicts.some((one) => one.kind === 'slot-taken-twice')).toBe(twin)
          }
          desks[0].journal.rebuild()
          expect(tablesOf(desks[0])).toEqual(tablesOf(desks[1]))
        } finally {
          for (const desk of desks) desk.close()
        }
      }),
      { numRuns: 40 }
    )
  })
})
