/** Fetches what others recorded, page by page, and stores it in small slices together with the cursor it came to. */
import { setImmediate } from 'node:timers/promises'
import type { HelloAnswer, PullAnswer } from '../../journal/protocol.ts'
import { hashInChain } from '../storage/facts.ts'
import type { Journal } from '../storage/journal.ts'
import { readSetting, writeSetting } from '../storage/settings.ts'
import { openChains } from './chains.ts'
import { Refused, SyncFailure } from './failure.ts'
import { historyOf } from './history.ts'
import type { Link } from './link.ts'
import { Anchor, Fetched, Reread } from './settings.ts'
import { forgetSnapshot } from './snapshot-chunk.ts'

/** How much is asked for and stored at once. */
interface Pace {
  readonly page: number
  readonly slice: number
}
/** One transaction holds the desk up for no longer than a key press takes. */
const AT_WORK: Pace = { page: 500, slice: 250 }
/** Nobody can work at an empty desk: the fewer waits for the disk, the sooner it is full. */
const FILLING: Pace = { page: 2000, slice: 2000 }

/** Of the event loop. */
const TURNS_TO_LEAVE = 4

export interface FetchProgress {
  readonly stored: number
  /** As head office told with the last page. */
  readonly remaining: number
}

export const fetchedOf = (journal: Journal): number => readSetting(journal.db, Fetched) ?? 0

/** Head office's cursor, and the hash of the fact that stands there: together they tell a restored head office. */
interface Place {
  readonly cursor: number
  readonly anchor: string | null
}
const BEGINNING: Place = { cursor: 0, anchor: null }

/** In the caller's transaction. */
export const cameTo = (journal: Journal, { cursor, anchor }: Place): void => {
  writeSetting(journal.db, Fetched, cursor)
  writeSetting(journal.db, Anchor, anchor)
}

/** From the beginning, with the next page: what is here already is passed over. */
export const fetchAgain = (journal: Journal): void =>
  journal.atomically(() => {
    if (journal.bootstrap.progress() !== null) {
      // The states of a snapshot came from what is now to be read anew.
      journal.bootstrap.abandon()
      forgetSnapshot(journal)
    }
    cameTo(journal, BEGINNING)
  })

/**
 * Whether head office was restored behind this desk's back: a fact may stand at its cursor again that stood there before, and
 * yet what lies below was judged anew. While the history of a snapshot comes, not everything below the cursor is here.
 */
export const missesRestore = (journal: Journal, { headOffice, restores = [] }: HelloAnswer): boolean =>
  historyOf(journal) === null &&
  restores.some(
    ({ epoch, cursor, hash }) =>
      cursor <= fetchedOf(journal) && hashInChain(journal.db, headOffice.device, epoch, 1) !== hash
  )

/**
 * The cursor never moves past a fact that was left out, so that the next round asks for it again.
 * @throws {SyncFailure} OTHERS_FACTS_DAMAGED when a chain broke; everybody else's facts are stored all the same
 */
export const fetchOthers = async (
  journal: Journal,
  link: Link,
  how: 'at-work' | 'filling',
  progress: (done: FetchProgress) => void
): Promise<void> => {
  const pace = how === 'filling' ? FILLING : AT_WORK
  let chains = openChains(journal.db)
  let reached: Place = { cursor: fetchedOf(journal), anchor: readSetting(journal.db, Anchor) }
  let stored = 0
  const ask = ({ cursor, anchor }: Place): Promise<PullAnswer | 'restored'> =>
    link.pull(cursor, anchor, pace.page).catch((error: unknown) => {
      if (error instanceof Refused && error.code === 'RESTORED' && cursor > 0) return 'restored'
      throw error
    })
  let asked = ask(reached)
  for (;;) {
    const page = await asked
    if (page === 'restored') {
      // Head office holds other facts now than those fetched from it: all it has is read again.
      fetchAgain(journal)
      // What stood behind the cursor, and the heads of a snapshot, are no beginning any more.
      chains = openChains(journal.db)
      reached = BEGINNING
      asked = ask(reached)
      continue
    }
    if (page.cursor < reached.cursor) throw new SyncFailure('RUBBISH', 'head office sent a page that leads back')
    if (page.remaining > 0) {
      if (page.cursor === reached.cursor) throw new SyncFailure('RUBBISH', 'head office sent a page that leads nowhere')
      // Asked for while this page is being stored. If storing fails, nobody waits for the answer any more.
      asked = ask(page)
      asked.catch(() => undefined)
      // So that it leaves, encryption and all, before storing the page holds everything up.
      for (let turn = 0; turn < TURNS_TO_LEAVE; turn++) await setImmediate()
    }
    for (let from = 0; from < page.facts.length; from += pace.slice) {
      const slice = page.facts.slice(from, from + pace.slice)
      const left = page.facts.length - from - slice.length
      const sound = slice.filter(({ fact }) => chains.admit(fact))
      const last = slice.at(-1)
      const place: Place = left === 0 || last === undefined ? page : { cursor: last.cursor, anchor: last.fact.hash }
      journal.receive(sound, () => {
        if (chains.refusal === null) cameTo(journal, place)
      })
      stored += sound.length
      progress({ stored, remaining: page.remaining + left })
      await setImmediate()
    }
    if (page.facts.length === 0 && page.cursor !== reached.cursor && chains.refusal === null)
      journal.atomically(() => cameTo(journal, page))
    reached = page
    if (page.remaining === 0) break
  }
  if (chains.refusal === null) {
    if (readSetting(journal.db, Reread) === true) writeSetting(journal.db, Reread, false)
    return
  }
  const { code, at, device } = chains.refusal
  // What is missing may lie before our cursor: the next round looks from the beginning, once.
  if (code === 'GAP' && readSetting(journal.db, Reread) !== true) {
    journal.atomically(() => {
      writeSetting(journal.db, Reread, true)
      fetchAgain(journal)
    })
  }
  throw new SyncFailure('OTHERS_FACTS_DAMAGED', `facts of device ${device} break at ${at}: ${code}`)
}
