/** Acts of completed work, as calls from the window. */
import { implement, ORPCError } from '@orpc/server'
import { actsContract, type ActPrintRefusal, type ActView } from '../../contract/acts.ts'
import { actAggregate } from '../../domain/acts/evolve.ts'
import type { ActForm } from '../../domain/acts/facts.ts'
import type { ActId } from '../../domain/values/ids.ts'
import { enter, type CallContext } from '../api/context.ts'
import { presentAt, type Desk } from '../desk.ts'
import { decideAct, issueAct, reverseAct } from './commands.ts'
import { draftAct, draftLine } from './draft.ts'
import { pictureOf, printAct, warmUpReceipts, type Queue } from './printing.ts'
import { actsOfPatient, actsOfVisit } from './queries.ts'
import { actPaper, actView } from './view.ts'

const os = implement(actsContract).$context<CallContext>()

const refused = (refusal: ActPrintRefusal): ORPCError<'REFUSED', ActPrintRefusal> =>
  new ORPCError('REFUSED', { data: refusal })

const viewOf = (desk: Desk, id: ActId): ActView => {
  const view = actView(desk, id)
  if (view === null) throw refused({ code: 'ACT_UNKNOWN' })
  return view
}

const queueOf = (desk: Desk, form: ActForm): Queue => {
  if (desk.spool === undefined) throw refused({ code: 'NO_PRINTER', form })
  return desk.spool
}

/** Stands where the number will be, in the picture of an act that is not recorded yet. */
const NO_NUMBER = '—'

export const actsRoutes = {
  ofVisit: os.ofVisit.handler(({ context, input }) => [
    ...actsOfVisit(enter(context, 'see-patients').desk.db, input.visit)
  ]),
  ofPatient: os.ofPatient.handler(({ context, input }) => [
    ...actsOfPatient(enter(context, 'see-patients').desk.db, input.patient)
  ]),
  act: os.act.handler(({ context, input }) => actView(enter(context, 'see-patients').desk, input.id)),
  draft: os.draft.handler(({ context, input }) => {
    const { desk } = enter(context, 'issue-acts')
    setImmediate(() => warmUpReceipts(desk))
    return draftAct(desk, input.visit)
  }),
  line: os.line.handler(({ context, input }) => {
    const { desk } = enter(context, 'issue-acts')
    const line = draftLine(desk, input.visit, input)
    if (line === null) throw refused({ code: 'SERVICE_UNKNOWN', line: 0, service: input.service })
    return line
  }),

  preview: os.preview.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'issue-acts')
    // What is there already does not forbid looking.
    const decision = decideAct(desk, { ...input, again: true }, () => NO_NUMBER)
    if (!decision.ok) throw refused(decision.refusal)
    const [fact] = decision.facts
    if (fact?.type !== 'act.issued') throw new Error('an act was decided that issues nothing')
    const doubt = desk.journal.doubt()
    const act = {
      ...fact.payload,
      issuedAt: presentAt(desk).moment,
      ...(doubt === null ? {} : { doubt }),
      issuedBy: actor.staff,
      reversed: null
    }
    const paper = actPaper(desk, input.id, act)
    if (paper === null) throw refused({ code: 'PATIENT_UNKNOWN' })
    return { pages: [...pictureOf(desk, paper, input.form)] }
  }),
  issue: os.issue.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'issue-acts')
    const issued = issueAct(desk, desk.spool ?? null, actor, input, input.print)
    if (!issued.ok) throw refused(issued.refusal)
    return { act: viewOf(desk, input.id), job: issued.job?.id ?? null }
  }),
  print: os.print.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'issue-acts')
    const queue = queueOf(desk, input.form)
    const printed = desk.journal.atomically(() => printAct(desk, queue, actor, input.id, input.form))
    if (!printed.ok) throw refused(printed.refusal)
    return { act: viewOf(desk, input.id), job: printed.job.id }
  }),
  picture: os.picture.handler(({ context, input }) => {
    const { desk } = enter(context, 'see-patients')
    const act = desk.journal.state(actAggregate, input.id)
    const paper = act === null ? null : actPaper(desk, input.id, act)
    if (paper === null) throw refused({ code: 'ACT_UNKNOWN' })
    return { pages: [...pictureOf(desk, paper, input.form)] }
  }),
  reverse: os.reverse.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'reverse-payments')
    const reversed = reverseAct(desk, actor, input)
    if (!reversed.ok) throw refused(reversed.refusal)
    return viewOf(desk, input.id)
  })
}
