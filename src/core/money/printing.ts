/** Prints the slip of a payment through the durable queue; asked again, as a marked copy. */
import type { SlipRefusal } from '../../contract/money.ts'
import { refuse } from '../../domain/fact.ts'
import { paymentSlip, type SlipPaper } from '../../domain/money/slip.ts'
import { SLIP_WORDS } from '../../domain/money/slip-words.ts'
import { mayRepeat, mayRetry, type PrintJob } from '../../domain/printing/job.ts'
import type { PrinterKind } from '../../domain/printing/printer.ts'
import type { Actor } from '../../domain/staff/rights.ts'
import { localTime } from '../../domain/values/dates.ts'
import type { PaymentId } from '../../domain/values/ids.ts'
import { clinicById } from '../clinic/views.ts'
import { printerFor } from '../devices/printers.ts'
import { presentAt, type Desk } from '../desk.ts'
import type { PrintAnswer, Spool } from '../printing/spool.ts'
import { moneyAccount, paymentById } from './queries.ts'

export type SlipPrinting =
  | { readonly ok: true; readonly job: PrintJob }
  | { readonly ok: false; readonly refusal: SlipRefusal }

/** What the slip says; null for an unknown payment or a clinic that nobody described. */
export const slipOf = (desk: Desk, id: PaymentId): SlipPaper | null => {
  const payment = paymentById(desk, id)
  const clinic = clinicById(desk.db, desk.identity.clinic)
  if (payment === null || clinic === null) return null
  return {
    ...payment,
    time: localTime(payment.at, presentAt(desk).zone),
    clinic,
    patient: payment.patient.name,
    payer: payment.payerName,
    remains: moneyAccount(desk, payment.patient.id).dueHere
  }
}

/** The wider paper where there is a choice. */
const receiptKind = (desk: Desk): PrinterKind | null =>
  (['receipt-80', 'receipt-58'] as const).find((kind) => printerFor(desk.db, kind) !== null) ?? null

export const printSlip = (
  desk: Desk,
  queue: Pick<Spool, 'submit' | 'repeat' | 'retry'>,
  actor: Actor,
  id: PaymentId
): SlipPrinting => {
  const slip = slipOf(desk, id)
  if (slip === null) return refuse({ code: 'PAYMENT_UNKNOWN' })
  const kind = receiptKind(desk)
  if (kind === null) return refuse({ code: 'NO_RECEIPT_PRINTER' })
  const how = { by: actor.staff, printer: null }
  const asked = queue.submit({
    // A refund makes another paper of it, with its own original.
    paper: { document: id, version: slip.reversed === null ? 1 : 2 },
    kind,
    title: SLIP_WORDS.name(slip.number),
    content: { type: 'receipt', receipt: paymentSlip(slip) },
    ...how
  })
  if (!asked.ok || asked.fresh) return answerOf(asked)
  const { job } = asked
  if (job.state === 'failed' && mayRetry(job.state)) return answerOf(queue.retry(job.id, how))
  return mayRepeat(job.state) ? answerOf(queue.repeat(job.id, how)) : { ok: true, job }
}

const answerOf = (answer: PrintAnswer): SlipPrinting => {
  if (answer.ok) return { ok: true, job: answer.job }
  const { code } = answer.refusal
  if (code === 'NO_PRINTER' || code === 'UNKNOWN_PRINTER') return refuse({ code: 'NO_RECEIPT_PRINTER' })
  throw new Error(`the print queue refused a slip: ${code}`)
}
