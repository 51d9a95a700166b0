/** The sentence of the light: whether there is a line, what has not gone yet, and till when head office has seen all. */
import type { SyncProblemCode, SyncStatus } from '../../contract/sync.ts'
import type { Instant, TimeZone } from '../../domain/values/dates.ts'
import type { syncTexts } from './texts.ts'
import { sayWhen } from './when.ts'

type Texts = (typeof syncTexts)['ru']['light']

/** «Нет связи с центром · не отправлено 79 · центр видел всё до 12:10»: being offline is no alarm, being stopped is. */
export const lightText = (status: SyncStatus, texts: Texts, now: Instant, zone: TimeZone): string =>
  [
    // What a person can put right comes first: it stays until somebody does.
    status.clock === null ? '' : texts.clock,
    status.toReview === 0 ? '' : texts.review,
    ...(status.problem === null || isTalking(status)
      ? inTouch(status, texts, now, zone)
      : outOfTouch(status, status.problem.code, texts, now, zone)),
    status.toFetch > 0 ? texts.fetching(status.toFetch) : '',
    status.history === null ? '' : texts.history(status.history.done, status.history.total)
  ]
    .filter(Boolean)
    .join(' · ')

/** The call has been answered; before that nothing is known to be better than after the last attempt. */
const isTalking = ({ phase }: SyncStatus): boolean => phase !== null && phase !== 'greeting'

const inTouch = ({ sawAllAt, waiting }: SyncStatus, texts: Texts, now: Instant, zone: TimeZone): readonly string[] => {
  if (waiting > 0) return [texts.sending(waiting)]
  return [sawAllAt === null ? texts.never : texts.seen(sayWhen(sawAllAt, now, zone))]
}

const outOfTouch = (
  { state, sawAllAt, waiting }: SyncStatus,
  code: SyncProblemCode,
  texts: Texts,
  now: Instant,
  zone: TimeZone
): readonly string[] => [
  state === 'stopped' ? texts.stopped : awayOf(code, texts),
  waiting > 0 ? texts.unsent(waiting) : '',
  sawAllAt === null ? '' : texts.seenTill(sayWhen(sawAllAt, now, zone))
]

const awayOf = (code: SyncProblemCode, { away }: Texts): string => {
  if (code === 'UNREACHABLE') return away.noLine
  return code === 'BUSY' ? away.busy : away.failed
}
