/** Puts estimates into the print queue: exemplars to be signed look alike, what is printed after signing is a marked copy. */
import { currentVersion, planAggregate, type Plan } from '../../domain/plans/evolve.ts'
import { PLAN_WORDS } from '../../domain/plans/paper-words.ts'
import { standingSignatures } from '../../domain/plans/signing.ts'
import { mayRepeat, type PrintJob } from '../../domain/printing/job.ts'
import type { Actor } from '../../domain/staff/rights.ts'
import { formatDate, localDate, localTime } from '../../domain/values/dates.ts'
import type { PlanId } from '../../domain/values/ids.ts'
import { presentAt, type Desk } from '../desk.ts'
import type { PrintAnswer, Spool } from '../printing/spool.ts'
import { sha256 } from './digest.ts'
import { planPaper, planPdf } from './page.ts'

export type PlanQueue = Pick<Spool, 'submit' | 'repeat' | 'retry'>

type Printing =
  | { readonly ok: true; readonly job: PrintJob }
  | { readonly ok: false; readonly refusal: { readonly code: 'NO_PRINTER' | 'PLAN_UNKNOWN' } }

/** The most variants a plan has, see content.ts; with it every version and variant is a paper of its own. */
const VARIANTS = 6

const paperVersion = (plan: Plan): number => {
  const place = currentVersion(plan).content.variants.findIndex((one) => one.id === plan.chosen)
  return (plan.versions.length - 1) * VARIANTS + Math.max(0, place) + 1
}

export const printPlan = (desk: Desk, queue: PlanQueue, actor: Actor, id: PlanId): Printing => {
  const plan = desk.journal.state(planAggregate, id)
  const toSign = planPaper(desk, id, null, false)
  if (plan === null || toSign === null) return { ok: false, refusal: { code: 'PLAN_UNKNOWN' } }
  const how = { by: actor.staff, printer: null }
  const bytes = planPdf(desk, toSign)
  const asked = queue.submit({
    paper: { document: id, version: paperVersion(plan) },
    kind: 'a4',
    title: PLAN_WORDS.queue(plan.number),
    content: { type: 'pdf', bytes },
    ...how
  })
  if (!asked.ok || asked.fresh) return answerOf(asked)
  const { job } = asked
  if (job.state === 'failed') return answerOf(queue.retry(job.id, how))
  if (!mayRepeat(job.state)) return { ok: true, job }
  const { patient, doctor } = standingSignatures(plan, sha256)
  return answerOf(
    queue.repeat(job.id, { ...how, marked: patient === null && doctor === null ? bytes : copyOf(desk, id) })
  )
}

const copyOf = (desk: Desk, id: PlanId): Buffer => {
  const { moment, zone } = presentAt(desk)
  const signed = planPaper(desk, id, null, true)
  if (signed === null) throw new Error(`plan ${id} has no paper though it was printed before`)
  const copy = PLAN_WORDS.printedAgain(formatDate(localDate(moment, zone)), localTime(moment, zone))
  return planPdf(desk, { ...signed, copy })
}

const answerOf = (answer: PrintAnswer): Printing => {
  if (answer.ok) return { ok: true, job: answer.job }
  const { code } = answer.refusal
  if (code === 'NO_PRINTER' || code === 'UNKNOWN_PRINTER') return { ok: false, refusal: { code: 'NO_PRINTER' } }
  // The state was read just now, and the content is made anew: anything else is a fault of the program.
  throw new Error(`the print queue refused a plan: ${code}`)
}
