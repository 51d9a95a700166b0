/** Service recovery, as calls from the window. */
import { implement } from '@orpc/server'
import { recoveryContract, type Board, type IncidentSummary, type Talk } from '../../contract/recovery.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import { Settled } from '../../domain/recovery/facts.ts'
import type { Actor } from '../../domain/staff/rights.ts'
import { visitAggregate } from '../../domain/visits/evolve.ts'
import type { IncidentId } from '../../domain/values/ids.ts'
import { fullName } from '../../domain/values/person-name.ts'
import { accepted, enter, type CallContext } from '../api/context.ts'
import type { Desk } from '../desk.ts'
import { boardOf } from './board.ts'
import { affectedBy, close, open, reopen, repaired, withdraw } from './incident-commands.ts'
import { listIncidents, openPromises, scriptAtDesk, situationsHere, subjectsOn, summaryById } from './queries.ts'
import { endingOf, gatherTalk, talkView } from './talk.ts'
import { begin, hold, release, settleTalk, undoTalk, type TalkKey } from './talk-commands.ts'

const os = implement(recoveryContract).$context<CallContext>()

const theOne = <Item>(items: readonly Item[], what: string): Item => {
  const [item] = items
  if (item === undefined) throw new Error(`${what} is missing though it was just decided`)
  return item
}

const boardNow = (desk: Desk, id: IncidentId): Board => {
  const board = boardOf(desk, id)
  if (board === null) throw new Error(`incident ${id} has no board though it was just recorded`)
  return board
}

const summaryNow = (desk: Desk, id: IncidentId): IncidentSummary => {
  const summary = summaryById(desk, id)
  if (summary === null) throw new Error(`incident ${id} is unknown though it was just recorded`)
  return summary
}

const talkNow = (desk: Desk, actor: Actor, key: TalkKey): Talk =>
  talkView(desk, theOne(accepted(gatherTalk(desk, actor, key)), 'talk'))

const patientNames = (desk: Desk, visits: ReturnType<typeof affectedBy>): string[] =>
  visits.flatMap((id) => {
    const visit = desk.journal.state(visitAggregate, id)
    const patient = visit === null ? null : desk.journal.state(patientAggregate, visit.patient)
    return patient === null ? [] : [fullName(patient.name)]
  })

export const recoveryRoutes = {
  subjects: os.subjects.handler(({ context, input }) => subjectsOn(enter(context, 'handle-incidents').desk, input)),
  preview: os.preview.handler(({ context, input }) => {
    const { desk } = enter(context, 'handle-incidents')
    const visits = affectedBy(desk, input)
    return { visits: visits.length, patients: patientNames(desk, visits) }
  }),
  open: os.open.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'handle-incidents')
    accepted(open(desk, actor, input))
    return boardNow(desk, input.id)
  }),
  incidents: os.incidents.handler(({ context }) => [...listIncidents(enter(context, 'handle-incidents').desk)]),
  board: os.board.handler(({ context, input }) => boardOf(enter(context, 'handle-incidents').desk, input.incident)),
  close: os.close.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'handle-incidents')
    accepted(close(desk, actor, input))
    return summaryNow(desk, input.incident)
  }),
  reopen: os.reopen.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'handle-incidents')
    accepted(reopen(desk, actor, input))
    return summaryNow(desk, input.incident)
  }),
  withdraw: os.withdraw.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'handle-incidents')
    accepted(withdraw(desk, actor, input))
    return summaryNow(desk, input.incident)
  }),
  repaired: os.repaired.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'handle-incidents')
    accepted(repaired(desk, actor, input))
    return {}
  }),

  talk: os.talk.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'handle-incidents')
    return talkNow(desk, actor, input)
  }),
  begin: os.begin.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'handle-incidents')
    accepted(begin(desk, actor, input))
    return talkNow(desk, actor, input)
  }),
  hold: os.hold.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'handle-incidents')
    accepted(hold(desk, actor, input))
    return talkNow(desk, actor, input)
  }),
  release: os.release.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'handle-incidents')
    accepted(release(desk, actor, input))
    return talkNow(desk, actor, input)
  }),
  settle: os.settle.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'handle-incidents')
    const recorded = accepted(settleTalk(desk, actor, input))
    const settled = recorded.find((fact) => fact.type === Settled.type)
    if (settled === undefined) throw new Error('an outcome that records nothing')
    const gathered = theOne(accepted(gatherTalk(desk, actor, input)), 'talk')
    const { outcome } = Settled.payload.parse(settled.payload)
    return { talk: talkView(desk, gathered), undo: settled.provenance.id, say: endingOf(gathered, outcome) }
  }),
  undo: os.undo.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'handle-incidents')
    accepted(undoTalk(desk, actor, input))
    return talkNow(desk, actor, input)
  }),

  promises: os.promises.handler(({ context }) => [...openPromises(enter(context, 'handle-incidents').desk)]),
  situations: os.situations.handler(({ context }) => [...situationsHere(enter(context, 'handle-incidents').desk)]),
  script: os.script.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'handle-incidents')
    return theOne(accepted(scriptAtDesk(desk, actor, input)), 'script')
  })
}
