/** Money, as calls from the window. */
import { implement, ORPCError } from '@orpc/server'
import { moneyContract, type PaymentView, type Taken } from '../../contract/money.ts'
import type { PaymentId } from '../../domain/values/ids.ts'
import { accepted, enter, type CallContext } from '../api/context.ts'
import type { Desk } from '../desk.ts'
import { noteMarks, reverse, take } from './commands.ts'
import { printSlip } from './printing.ts'
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

  printSlip: os.printSlip.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'take-payments')
    if (desk.spool === undefined) throw new ORPCError('REFUSED', { data: { code: 'NO_RECEIPT_PRINTER' } })
    const printed = printSlip(desk, desk.spool, actor, input.id)
    if (!printed.ok) throw new ORPCError('REFUSED', { data: printed.refusal })
    return { job: printed.job.id }
  }),

  cashDay: os.cashDay.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'take-payments')
    return cashDay(desk, actor.clinic, input.date)
  })
}
