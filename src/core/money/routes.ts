/** Money, as calls from the window. */
import { implement } from '@orpc/server'
import { moneyContract, type PaymentView, type Taken } from '../../contract/money.ts'
import type { PaymentId } from '../../domain/values/ids.ts'
import { accepted, enter, type CallContext } from '../api/context.ts'
import type { Desk } from '../desk.ts'
import { noteMarks, reverse, take } from './commands.ts'
import { cashDay, moneyAccount, paymentById } from './queries.ts'

const os = implement(moneyContract).$context<CallContext>()

const viewOf = (desk: Desk, id: PaymentId): PaymentView => {
  const view = paymentById(desk, id)
  if (view === null) throw new Error(`payment ${id} has no row though it was just recorded`)
  return view
}

const takenOf = (desk: Desk, id: PaymentId): Taken => {
  const payment = viewOf(desk, id)
  return { payment, account: moneyAccount(desk, payment.patient.id) }
}

export const moneyRoutes = {
  account: os.account.handler(({ context, input }) => moneyAccount(enter(context, 'see-patients').desk, input.patient)),
  payment: os.payment.handler(({ context, input }) => paymentById(enter(context, 'see-patients').desk, input.id)),

  take: os.take.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'take-payments')
    accepted(take(desk, actor, input))
    return takenOf(desk, input.id)
  }),
  reverse: os.reverse.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'reverse-payments')
    accepted(reverse(desk, actor, input))
    return takenOf(desk, input.id)
  }),
  noteFiscalMarks: os.noteFiscalMarks.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'take-payments')
    accepted(noteMarks(desk, actor, input))
    return viewOf(desk, input.id)
  }),

  cashDay: os.cashDay.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'take-payments')
    return cashDay(desk, actor.clinic, input.date)
  })
}
