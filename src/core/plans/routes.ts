/** Treatment plans, as calls from the window. */
import { implement, ORPCError } from '@orpc/server'
import { plansContract, type PlanDeskRefusal, type PlanView } from '../../contract/plans.ts'
import type { VariantId } from '../../domain/plans/content.ts'
import type { PlanId } from '../../domain/values/ids.ts'
import { enter, type CallContext } from '../api/context.ts'
import { presentAt, type Desk } from '../desk.ts'
import type { PaperDefinition } from '../paper/definition.ts'
import {
  choosePlanVariant,
  proposePlan,
  refusePlan,
  revisePlan,
  signPlanAsDoctor,
  signPlanAsPatient,
  withdrawPlan,
  type Done,
  type Refused
} from './commands.ts'
import { planPages, planPaper, planPdf } from './page.ts'
import { printPlan, type PlanQueue } from './printing.ts'
import { plansOf } from './queries.ts'
import { planView } from './view.ts'

const os = implement(plansContract).$context<CallContext>()

const refused = (refusal: PlanDeskRefusal): ORPCError<'REFUSED', PlanDeskRefusal> =>
  new ORPCError('REFUSED', { data: refusal })

/** The plan after a command, or the refusal as the typed error. */
const viewAfter = (desk: Desk, id: PlanId, result: Done | Refused): PlanView => {
  if (!result.ok) throw refused(result.refusal)
  const view = planView(desk, id)
  if (view === null) throw new Error(`plan ${id} cannot be shown though it was just recorded`)
  return view
}

const paperOf = (
  desk: Desk,
  { id, variant }: { readonly id: PlanId; readonly variant: VariantId | null }
): PaperDefinition => {
  const paper = planPaper(desk, id, variant, true)
  if (paper === null) throw refused({ code: 'PLAN_UNKNOWN' })
  return paper
}

const queueOf = (desk: Desk): PlanQueue => {
  if (desk.spool === undefined) throw refused({ code: 'NO_PRINTER' })
  return desk.spool
}

export const plansRoutes = {
  ofPatient: os.ofPatient.handler(({ context, input }) => {
    const { desk } = enter(context, 'see-patients')
    return [...plansOf(desk.db, input.patient, presentAt(desk).today)]
  }),
  plan: os.plan.handler(({ context, input }) => planView(enter(context, 'see-patients').desk, input.id)),

  propose: os.propose.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'edit-plans')
    return viewAfter(desk, input.id, proposePlan(desk, actor, { ...input, source: 'desk', number: null }))
  }),
  revise: os.revise.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'edit-plans')
    return viewAfter(desk, input.id, revisePlan(desk, actor, { ...input, source: 'desk' }))
  }),
  choose: os.choose.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'edit-plans')
    return viewAfter(desk, input.id, choosePlanVariant(desk, actor, input))
  }),
  signAsPatient: os.signAsPatient.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'edit-plans')
    return viewAfter(desk, input.id, signPlanAsPatient(desk, actor, input))
  }),
  signAsDoctor: os.signAsDoctor.handler(({ context, input }) => {
    // On the screen the doctor's own hand is taken; on paper the desk only notes it.
    const { desk, actor } = enter(context, input.strokes === null ? 'edit-plans' : 'sign-as-clinician')
    return viewAfter(desk, input.id, signPlanAsDoctor(desk, actor, input))
  }),
  refuse: os.refuse.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'edit-plans')
    return viewAfter(desk, input.id, refusePlan(desk, actor, input))
  }),
  withdraw: os.withdraw.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'edit-plans')
    return viewAfter(desk, input.id, withdrawPlan(desk, actor, input))
  }),

  pages: os.pages.handler(({ context, input }) => {
    const { desk } = enter(context, 'see-patients')
    return { pages: [...planPages(desk, paperOf(desk, input))] }
  }),
  pdf: os.pdf.handler(({ context, input }) => {
    const { desk } = enter(context, 'see-patients')
    const paper = paperOf(desk, input)
    return { name: `${paper.title} ${paper.number}`, pdf: planPdf(desk, paper).toString('base64') }
  }),
  print: os.print.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'edit-plans')
    const queue = queueOf(desk)
    const printed = desk.journal.atomically(() => printPlan(desk, queue, actor, input.id))
    if (!printed.ok) throw refused(printed.refusal)
    return { job: printed.job.id }
  })
}
