/** Which outcome of a talk counts, what two desks overlooked, and how far the recovery of one visit has come. */
import { assertNever } from '../values/assert-never.ts'
import type { OutcomeKind } from './facts.ts'
import type { RecoveryRound, SettledOutcome } from './evolve.ts'

/** A final outcome leaves nothing to do for this patient; the others are promises to come back to them. */
export const isFinal = (kind: OutcomeKind): boolean => {
  switch (kind) {
    case 'accepted':
    case 'contact-centre':
    case 'refused':
    case 'cancelled':
    case 'keeps-waiting':
      return true
    case 'not-reached':
    case 'call-back':
      return false
    default:
      return assertNever(kind, 'outcome')
  }
}

export interface OutcomeView {
  readonly standing: SettledOutcome | null
  /** Final outcomes that another desk agreed on without knowing of the standing one: the patient was told two things. */
  readonly overlooked: readonly SettledOutcome[]
  /** How often nobody answered. */
  readonly attempts: number
}

/**
 * The later outcome counts, except that a desk which did not know of a final agreement cannot undo it by not reaching
 * the patient. Two final agreements made apart are both kept: the later stands, the earlier is shown as overlooked.
 */
export const outcomeView = (round: RecoveryRound | null): OutcomeView => {
  let standing: SettledOutcome | null = null
  let overlooked: SettledOutcome[] = []
  let attempts = 0
  for (const settled of round?.outcomes ?? []) {
    if (settled.outcome.kind === 'not-reached') attempts += 1
    if (standing !== null && settled.replaces !== standing.id) {
      const finals = [isFinal(standing.outcome.kind), isFinal(settled.outcome.kind)] as const
      if (finals[0] && !finals[1]) continue
      if (finals[0] && finals[1]) overlooked.push(standing)
    } else if (standing !== null && isFinal(settled.outcome.kind)) {
      // Somebody has seen what stood and agreed anew with the patient: earlier misunderstandings are settled by that.
      overlooked = []
    }
    standing = settled
  }
  return { standing, overlooked, attempts }
}

/** Where one visit of an incident stands, for the worklist and its counts. */
export const Progress = ['left', 'call-back', 'not-reached', 'solved', 'settled-elsewhere'] as const
export type Progress = (typeof Progress)[number]

/** `touched` tells whether the visit still needs the doctor or the device that is not there. */
export const progressOf = (standing: SettledOutcome | null, touched: boolean): Progress => {
  if (standing === null) return touched ? 'left' : 'settled-elsewhere'
  switch (standing.outcome.kind) {
    case 'call-back':
      return touched ? 'call-back' : 'settled-elsewhere'
    case 'not-reached':
      return touched ? 'not-reached' : 'settled-elsewhere'
    case 'keeps-waiting':
      return 'solved'
    case 'accepted':
    case 'contact-centre':
    case 'refused':
    case 'cancelled':
      // Somebody booked the visit back to where it cannot happen: it is open again.
      return touched ? 'left' : 'solved'
    default:
      return assertNever(standing.outcome, 'outcome')
  }
}

export interface ProgressCounts {
  readonly total: number
  readonly solved: number
  readonly notReached: number
  readonly callBack: number
  readonly left: number
}

export const countProgress = (all: readonly Progress[]): ProgressCounts => {
  const count = (...kinds: readonly Progress[]): number => all.filter((one) => kinds.includes(one)).length
  return {
    total: all.length,
    solved: count('solved', 'settled-elsewhere'),
    notReached: count('not-reached'),
    callBack: count('call-back'),
    left: count('left')
  }
}
