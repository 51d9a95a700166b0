/** Cards and points, as calls from the window. */
import { implement, ORPCError } from '@orpc/server'
import { loyaltyContract, type CardGiven, type LoyaltyView } from '../../contract/loyalty.ts'
import type { PatientId } from '../../domain/values/ids.ts'
import { accepted, enter, type CallContext } from '../api/context.ts'
import type { Desk } from '../desk.ts'
import { block, issue, replace, settle, type CardResult } from './commands.ts'
import { cardFace, printCard, type Queue } from './printing.ts'
import { cardByNumber, loyaltyOf, loyaltyPage } from './queries.ts'

const os = implement(loyaltyContract).$context<CallContext>()

const viewOf = (desk: Desk, patient: PatientId): LoyaltyView => {
  const view = loyaltyOf(desk, patient)
  if (view === null) throw new Error(`patient ${patient} has no account though a card was just recorded`)
  return view
}

const queueOf = (desk: Desk): Queue => {
  if (desk.spool === undefined) throw new ORPCError('REFUSED', { data: { code: 'NO_CARD_PRINTER' } })
  return desk.spool
}

const given = (desk: Desk, patient: PatientId, result: CardResult): CardGiven => {
  if (!result.ok) throw new ORPCError('REFUSED', { data: result.refusal })
  return { account: viewOf(desk, patient), job: result.job?.id ?? null }
}

export const loyaltyRoutes = {
  account: os.account.handler(({ context, input }) => loyaltyOf(enter(context, 'see-patients').desk, input.patient)),
  byNumber: os.byNumber.handler(({ context, input }) =>
    cardByNumber(enter(context, 'see-patients').desk.db, input.number)
  ),
  page: os.page.handler(({ context }) => loyaltyPage(enter(context, 'see-patients').desk)),
  face: os.face.handler(({ context, input }) => {
    const pdf = cardFace(enter(context, 'see-patients').desk, input.patient)
    return pdf === null ? null : { pdf: pdf.toString('base64') }
  }),

  issue: os.issue.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'issue-cards')
    return given(desk, input.patient, issue(desk, actor, input, input.print ? queueOf(desk) : null))
  }),
  block: os.block.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'issue-cards')
    accepted(block(desk, actor, input))
    return viewOf(desk, input.patient)
  }),
  replace: os.replace.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'issue-cards')
    return given(desk, input.patient, replace(desk, actor, input, input.print ? queueOf(desk) : null))
  }),
  settleOverspend: os.settleOverspend.handler(({ context, input }) => {
    // Forgiven points are the clinic's own money.
    const { desk, actor } = enter(context, input.how === 'forgiven' ? 'reverse-payments' : 'issue-cards')
    accepted(settle(desk, actor, input))
    return viewOf(desk, input.patient)
  }),
  print: os.print.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'issue-cards')
    return given(desk, input.patient, printCard(desk, queueOf(desk), actor, input.patient))
  })
}
