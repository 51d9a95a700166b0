/** Puts cards into the print queue and notes in the journal what came out of it. */
import type { CardRefusal } from '../../contract/loyalty.ts'
import { newFact } from '../../domain/fact.ts'
import { formatCardNumber } from '../../domain/loyalty/card-number.ts'
import { cardOfPaper, cardPaperId } from '../../domain/loyalty/card-paper.ts'
import { CARD_WORDS } from '../../domain/loyalty/card-words.ts'
import { accountOf, activeCards, loyaltyAggregate, type LoyaltyCard } from '../../domain/loyalty/evolve.ts'
import { CardPrinted } from '../../domain/loyalty/facts.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import { mayRepeat, mayRetry, type PrintJob } from '../../domain/printing/job.ts'
import type { Actor } from '../../domain/staff/rights.ts'
import type { PatientId } from '../../domain/values/ids.ts'
import { fullName } from '../../domain/values/person-name.ts'
import { clinicById } from '../clinic/views.ts'
import type { Desk } from '../desk.ts'
import { renderCardPdf } from '../paper/card.ts'
import { paperFonts } from '../paper/fonts.ts'
import type { PrintAnswer, Spool } from '../printing/spool.ts'
import { prepared } from '../storage/query.ts'

export type Queue = Pick<Spool, 'submit' | 'repeat' | 'retry'>

export type CardPrinting =
  | { readonly ok: true; readonly job: PrintJob }
  | { readonly ok: false; readonly refusal: CardRefusal }

const openCard = (desk: Desk, patient: PatientId): LoyaltyCard | null => {
  const account = desk.journal.state(loyaltyAggregate, accountOf(patient))
  return account === null ? null : (activeCards(account)[0] ?? null)
}

/** The face of the card that opens the account; null while none does. One page of CR80, the same bytes every time. */
export const cardFace = (desk: Desk, patient: PatientId): Buffer | null => {
  const card = openCard(desk, patient)
  const person = desk.journal.state(patientAggregate, patient)
  if (card === null || person === null) return null
  return renderCardPdf(
    {
      clinic: clinicById(desk.db, desk.identity.clinic)?.name ?? '',
      caption: CARD_WORDS.caption,
      holder: fullName(person.name),
      ean13: card.number,
      number: formatCardNumber(card.number),
      madeAt: card.issuedAt
    },
    paperFonts(desk.places.fonts)
  )
}

/**
 * Queues the patient's card; asked again, sends what never left, or prints the card once more, since plastic spoils and
 * a ribbon ends. Inside the caller's transaction it is durable together with that.
 */
export const printCard = (desk: Desk, queue: Queue, actor: Actor, patient: PatientId): CardPrinting => {
  const card = openCard(desk, patient)
  const bytes = cardFace(desk, patient)
  if (card === null || bytes === null) return { ok: false, refusal: { code: 'NO_ACCOUNT' } }
  const how = { by: actor.staff, printer: null }
  const asked = queue.submit({
    paper: { document: cardPaperId(card.number), version: 1 },
    kind: 'card',
    title: CARD_WORDS.job(formatCardNumber(card.number)),
    content: { type: 'pdf', bytes },
    ...how
  })
  if (!asked.ok || asked.fresh) return answerOf(asked)
  const { job } = asked
  if (job.state === 'failed' && mayRetry(job.state)) return answerOf(queue.retry(job.id, how))
  return mayRepeat(job.state) ? answerOf(queue.repeat(job.id, { ...how, marked: bytes })) : { ok: true, job }
}

const answerOf = (answer: PrintAnswer): CardPrinting => {
  if (answer.ok) return { ok: true, job: answer.job }
  const { code } = answer.refusal
  if (code === 'NO_PRINTER' || code === 'UNKNOWN_PRINTER') return { ok: false, refusal: { code: 'NO_CARD_PRINTER' } }
  // The state was read in this very transaction, and the content is made anew: anything else is a fault of the program.
  throw new Error(`the print queue refused a card: ${code}`)
}

/** Called by the spool, in its transaction, for every paper that is printed or sent; others than cards are passed over. */
export const noteCardPrinted = (desk: Desk, job: PrintJob): void => {
  const number = cardOfPaper(job.paper.document)
  if (number === null || (job.state !== 'printed' && job.state !== 'sent')) return
  const { state, id, copy } = job
  const accounts = prepared(desk.db, 'SELECT account FROM loyalty_card WHERE number = ?').all(number) as {
    account: string
  }[]
  desk.journal.record(
    { staff: job.askedBy, clinic: desk.identity.clinic },
    accounts.map(({ account }) =>
      newFact(CardPrinted, 'loyalty-account', account, { number, job: id, copy, outcome: state })
    )
  )
}
