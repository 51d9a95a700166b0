/** The day at the desk, as calls from the window. */
import { implement } from '@orpc/server'
import { visitsContract, type VisitRow } from '../../contract/visits.ts'
import { bookVisit, changeServices, moveVisit, rebookVisit, undoMove } from '../../domain/visits/decide.ts'
import { visitAggregate } from '../../domain/visits/evolve.ts'
import type { VisitSlot } from '../../domain/visits/facts.ts'
import type { IsoDate } from '../../domain/values/dates.ts'
import { FactId, type VisitId } from '../../domain/values/ids.ts'
import { accepted, enter, type CallContext } from '../api/context.ts'
import { authorOf, presentAt, type Desk } from '../desk.ts'
import { heldSlots } from '../recovery/schedule.ts'
import { freeSlotsHere } from './free-slots.ts'
import { missingConsentsOf, needsAt } from './needs.ts'
import { standingVisitsOn, visitById, visitsOfDay, visitsOfPatient } from './queries.ts'

const os = implement(visitsContract).$context<CallContext>()

const rowOf = (desk: Desk, id: VisitId): VisitRow => {
  const row = visitById(desk.db, id, needsAt(desk))
  if (row === null) throw new Error(`visit ${id} has no row though it was just recorded`)
  return row
}

/** Visits of a date, and slots kept for patients who are being talked to: nobody is booked onto either. */
const takenOn = (desk: Desk, date: IsoDate): readonly { readonly id: VisitId; readonly slot: VisitSlot }[] => [
  ...standingVisitsOn(desk, date),
  ...heldSlots(desk.db, presentAt(desk).moment).map(({ visit, slot }) => ({ id: visit, slot }))
]

export const visitsRoutes = {
  day: os.day.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'see-patients')
    const { moment, today } = presentAt(desk)
    const date = input.date ?? today
    return { date, now: moment, visits: visitsOfDay(desk.db, actor.clinic, date, needsAt(desk)) }
  }),

  visit: os.visit.handler(({ context, input }) => {
    const { desk } = enter(context, 'see-patients')
    return visitById(desk.db, input.id, needsAt(desk))
  }),

  ofPatient: os.ofPatient.handler(({ context, input }) => {
    const { desk } = enter(context, 'see-patients')
    // A history needs no list of what is missing today.
    return visitsOfPatient(desk.db, input.patient, input, () => [])
  }),

  move: os.move.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'move-visits')
    if (input.override !== null) enter(context, 'override-consent-gate')
    return desk.journal.atomically(() => {
      const missing = input.to === 'in-chair' ? missingConsentsOf(desk, input.id) : []
      const facts = accepted(moveVisit(desk.journal.state(visitAggregate, input.id), input, missing))
      const recorded = desk.journal.record(authorOf(actor), facts)
      const move = recorded.at(-1)
      if (move === undefined) throw new Error('a move that records nothing')
      return { visit: rowOf(desk, input.id), undo: FactId.parse(move.provenance.id) }
    })
  }),

  undo: os.undo.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'move-visits')
    return desk.journal.atomically(() => {
      desk.journal.record(authorOf(actor), accepted(undoMove(desk.journal.state(visitAggregate, input.id), input)))
      return rowOf(desk, input.id)
    })
  }),

  freeSlots: os.freeSlots.handler(({ context, input }) => {
    const { desk } = enter(context, 'book-visits')
    return freeSlotsHere(desk, input)
  }),

  book: os.book.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'book-visits')
    return desk.journal.atomically(() => {
      const facts = accepted(
        bookVisit(desk.journal.state(visitAggregate, input.id), input, takenOn(desk, input.slot.date))
      )
      desk.journal.record(authorOf(actor), facts)
      return rowOf(desk, input.id)
    })
  }),

  changeServices: os.changeServices.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'book-visits')
    return desk.journal.atomically(() => {
      desk.journal.record(
        authorOf(actor),
        accepted(changeServices(desk.journal.state(visitAggregate, input.id), input))
      )
      return rowOf(desk, input.id)
    })
  }),

  rebook: os.rebook.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'book-visits')
    return desk.journal.atomically(() => {
      const facts = accepted(
        rebookVisit(desk.journal.state(visitAggregate, input.id), input, takenOn(desk, input.slot.date))
      )
      desk.journal.record(authorOf(actor), facts)
      return rowOf(desk, input.id)
    })
  })
}
