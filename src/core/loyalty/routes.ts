/** Cards and points, as calls from the window. */
import { implement } from '@orpc/server'
import { loyaltyContract, type LoyaltyView } from '../../contract/loyalty.ts'
import type { PatientId } from '../../domain/values/ids.ts'
import { accepted, enter, type CallContext } from '../api/context.ts'
import type { Desk } from '../desk.ts'
import { block, issue, replace } from './commands.ts'
import { cardByNumber, loyaltyOf, loyaltyPage } from './queries.ts'

const os = implement(loyaltyContract).$context<CallContext>()

const viewOf = (desk: Desk, patient: PatientId): LoyaltyView => {
  const view = loyaltyOf(desk, patient)
  if (view === null) throw new Error(`patient ${patient} has no account though a card was just recorded`)
  return view
}

export const loyaltyRoutes = {
  account: os.account.handler(({ context, input }) => loyaltyOf(enter(context, 'see-patients').desk, input.patient)),
  byNumber: os.byNumber.handler(({ context, input }) =>
    cardByNumber(enter(context, 'see-patients').desk.db, input.number)
  ),
  page: os.page.handler(({ context }) => loyaltyPage(enter(context, 'see-patients').desk)),

  issue: os.issue.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'issue-cards')
    accepted(issue(desk, actor, input))
    return viewOf(desk, input.patient)
  }),
  block: os.block.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'issue-cards')
    accepted(block(desk, actor, input))
    return viewOf(desk, input.patient)
  }),
  replace: os.replace.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'issue-cards')
    accepted(replace(desk, actor, input))
    return viewOf(desk, input.patient)
  })
}
