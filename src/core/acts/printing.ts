/** Puts acts into the print queue and notes in the journal what came out of it. */
import type { ActPrintRefusal } from '../../contract/acts.ts'
import { actAggregate, type Act } from '../../domain/acts/evolve.ts'
import { ActForm, ActPrinted } from '../../domain/acts/facts.ts'
import { ACT_WORDS } from '../../domain/acts/paper-words.ts'
import type { ActPaper } from '../../domain/acts/paper.ts'
import { actReceipt } from '../../domain/acts/receipt.ts'
import { newFact } from '../../domain/fact.ts'
import { mayRepeat, mayRetry, type PrintJob } from '../../domain/printing/job.ts'
import { receiptDocument } from '../../domain/printing/document.ts'
import { PRINTER_PROFILES, type PrinterProfile } from '../../domain/printing/profile.ts'
import type { Actor } from '../../domain/staff/rights.ts'
import { formatDate, localDate, localTime } from '../../domain/values/dates.ts'
import { ActId } from '../../domain/values/ids.ts'
import { printerFor } from '../devices/printers.ts'
import { presentAt, type Desk } from '../desk.ts'
import { paperFonts } from '../paper/fonts.ts'
import { renderPdf, renderSvgPages } from '../paper/render.ts'
import type { PrintContent } from '../printing/content.ts'
import { receiptBytes, receiptPreview } from '../printing/escpos/receipt.ts'
import type { PrintAnswer, Spool } from '../printing/spool.ts'
import { actPage } from './page.ts'
import { actPaper } from './view.ts'

export type Queue = Pick<Spool, 'submit' | 'repeat' | 'retry'>

type Printing =
  | { readonly ok: true; readonly job: PrintJob }
  | { readonly ok: false; readonly refusal: ActPrintRefusal }

/** A reversed act is another paper: its original says that the act was annulled. */
const versionOf = (act: Act): number => (act.reversed === null ? 1 : 2)

/**
 * Queues the original; asked again, sends the original that never left, or a marked copy of the one that is or may be out.
 * Inside the caller's transaction it is durable together with that.
 */
export const printAct = (desk: Desk, queue: Queue, actor: Actor, id: ActId, form: ActForm): Printing => {
  const act = desk.journal.state(actAggregate, id)
  const paper = act === null ? null : actPaper(desk, id, act)
  if (act === null || paper === null) return { ok: false, refusal: { code: 'ACT_UNKNOWN' } }
  const how = { by: actor.staff, printer: null }
  const asked = queue.submit({
    paper: { document: id, version: versionOf(act) },
    kind: form,
    title: ACT_WORDS.name(act.number),
    content: contentOf(desk, paper, form),
    ...how
  })
  if (!asked.ok || asked.fresh) return answerOf(asked, form)
  const { job } = asked
  if (job.state === 'failed' && mayRetry(job.state)) return answerOf(queue.retry(job.id, how), form)
  if (!mayRepeat(job.state)) return { ok: true, job }
  const marked = form === 'a4' ? { marked: pageOf(desk, paper, copyNote(desk)) } : {}
  return answerOf(queue.repeat(job.id, { ...how, ...marked }), form)
}

const answerOf = (answer: PrintAnswer, form: ActForm): Printing => {
  if (answer.ok) return { ok: true, job: answer.job }
  const { code } = answer.refusal
  if (code === 'NO_PRINTER' || code === 'UNKNOWN_PRINTER') return { ok: false, refusal: { code: 'NO_PRINTER', form } }
  // The state was read in this very transaction, and the content is made anew: anything else is a fault of the program.
  throw new Error(`the print queue refused an act: ${code}`)
}

const contentOf = (desk: Desk, paper: ActPaper, form: ActForm): PrintContent =>
  form === 'a4' ? { type: 'pdf', bytes: pageOf(desk, paper, null) } : { type: 'receipt', receipt: actReceipt(paper) }

const pageOf = (desk: Desk, paper: ActPaper, copy: string | null): Buffer =>
  renderPdf(actPage(paper, copy), paperFonts(desk.places.fonts))

const copyNote = (desk: Desk): string => {
  const { moment, zone } = presentAt(desk)
  return ACT_WORDS.printedAgain(formatDate(localDate(moment, zone)), localTime(moment, zone))
}

/** The paper as this workstation's printer would make it, or a usual printer of that width where none is set up; SVG, one a page. */
export const pictureOf = (desk: Desk, paper: ActPaper, form: ActForm): readonly string[] =>
  form === 'a4'
    ? renderSvgPages(actPage(paper, null), paperFonts(desk.places.fonts))
    : [receiptPreview(actReceipt(paper), profileFor(desk, form))]

let warm = false
/**
 * Loads what the first receipt of the day would load (code pages, tables of commands: some 50 ms), while somebody still
 * looks at the draft, so that the click finds everything ready.
 */
export const warmUpReceipts = (desk: Desk): void => {
  if (warm) return
  warm = true
  const sample = receiptDocument(ACT_WORDS.title, [
    { kind: 'title', text: ACT_WORDS.title },
    { kind: 'qr', text: ACT_WORDS.title }
  ])
  receiptBytes(sample, profileFor(desk, 'receipt-80'))
}

const profileFor = (desk: Desk, form: 'receipt-80' | 'receipt-58'): PrinterProfile =>
  printerFor(desk.db, form)?.profile ?? PRINTER_PROFILES[form === 'receipt-80' ? 'epson-80' : 'epson-58']

/** Called by the spool, in its transaction, for every paper that is printed or sent; others than acts are passed over. */
export const noteActPrinted = (desk: Desk, job: PrintJob): void => {
  const form = ActForm.safeParse(job.kind)
  const id = ActId.safeParse(job.paper.document)
  if (!form.success || !id.success || (job.state !== 'printed' && job.state !== 'sent')) return
  if (desk.journal.state(actAggregate, id.data) === null) return
  desk.journal.record({ staff: job.askedBy, clinic: desk.identity.clinic }, [
    newFact(ActPrinted, 'act', id.data, {
      job: job.id,
      form: form.data,
      copy: job.copy,
      device: job.printerName,
      outcome: job.state
    })
  ])
}
