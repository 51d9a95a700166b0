/** A task in words: what it is about, about whom, and what each side entered. */
import type { ConflictTask, EnteredBy } from '../../contract/tasks.ts'
import { formatCardNumber } from '../../domain/loyalty/card-number.ts'
import { assertNever } from '../../domain/values/assert-never.ts'
import { localDate, type TimeZone } from '../../domain/values/dates.ts'
import type { Right } from '../../domain/staff/rights.ts'
import { formatDate, formatTime } from '../ui/format.ts'
import type { LoyaltyTexts } from '../loyalty/texts.ts'
import type { TaskTexts } from './texts.ts'
import { valueText } from './value-text.ts'

export interface TaskWords {
  readonly kind: string
  readonly who: string
  readonly what: string
  /** What was entered, and by whom, where and when: a line for each side. */
  readonly sides: readonly { readonly value: string; readonly entered: string }[]
  readonly danger: boolean
}

export const enteredText = ({ by, clinic, here, at }: EnteredBy, texts: TaskTexts, zone: TimeZone): string =>
  texts.entered(
    by ?? texts.program,
    here ? texts.here : (clinic ?? texts.headOffice),
    `${formatDate(localDate(at, zone)).slice(0, 5)} ${formatTime(at, zone)}`
  )

/** The right that settling needs. */
export const rightFor = (task: ConflictTask): Right => {
  switch (task.kind) {
    case 'values':
      return 'register-patients'
    case 'double-booking':
      return 'book-visits'
    case 'overspent':
    case 'shared-card':
    case 'two-cards':
      return 'issue-cards'
    default:
      return assertNever(task, 'conflict task')
  }
}

export const taskWords = (task: ConflictTask, texts: TaskTexts, loyalty: LoyaltyTexts, zone: TimeZone): TaskWords => {
  const entered = (by: EnteredBy): string => enteredText(by, texts, zone)
  switch (task.kind) {
    case 'values': {
      const field = task.values[0]?.is.field ?? 'name'
      return {
        kind: texts.fields[field],
        who: task.patient.name,
        what: texts.what.values,
        sides: task.values.map((one) => ({ value: valueText(one.is, texts), entered: entered(one.entered) })),
        danger: field === 'allergy'
      }
    }
    case 'double-booking': {
      const { shared, visits } = task
      const names = [...new Set(visits.map((visit) => `${visit.doctor.name}, ${visit.chair}`))]
      return {
        kind: texts.kinds.doubleBooking,
        who: `${formatDate(task.date)} · ${names.join(' · ')}`,
        what: shared.length > 1 ? texts.what.shared.both : texts.what.shared[shared[0] ?? 'doctor'],
        sides: visits.map((visit) => ({
          value: `${visit.from}–${visit.to} ${visit.patient.name}`,
          entered: texts.booked(entered(visit.booked))
        })),
        danger: false
      }
    }
    case 'overspent':
      return {
        kind: texts.kinds.overspent,
        who: task.patient.name,
        what: texts.what.overspent(loyalty.points(task.points)),
        sides: task.spends.map((spend) => ({ value: loyalty.points(spend.points), entered: entered(spend.entered) })),
        danger: false
      }
    case 'shared-card':
      return {
        kind: texts.kinds.sharedCard,
        who: formatCardNumber(task.number),
        what: texts.what.sharedCard,
        sides: task.holders.map((holder) => ({
          value: holder.patient.name,
          entered: texts.given(entered(holder.entered))
        })),
        danger: false
      }
    case 'two-cards':
      return {
        kind: texts.kinds.twoCards,
        who: task.patient.name,
        what: texts.what.twoCards,
        sides: task.cards.map((card) => ({
          value: formatCardNumber(card.number),
          entered: texts.given(entered(card.entered))
        })),
        danger: false
      }
    default:
      return assertNever(task, 'conflict task')
  }
}
