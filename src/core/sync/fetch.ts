/** Fetches what others recorded, page by page, and stores it in small slices together with the cursor it came to. */
import { setImmediate } from 'node:timers/promises'
import type { Journal } from '../storage/journal.ts'
import { readSetting, writeSetting } from '../storage/settings.ts'
import { openChains } from './chains.ts'
import { SyncFailure } from './failure.ts'
import type { Link } from './link.ts'
import { Fetched, Reread } from './settings.ts'

/** How much is asked for and stored at once. */
interface Pace {
  readonly page: number
  readonly slice: number
}
/** One transaction holds the desk up for no longer than a key press takes. */
const AT_WORK: Pace = { page: 500, slice: 250 }
/** Nobody can work at an empty desk: the fewer waits for the disk, the sooner it is full. */
const FILLING: Pace = { page: 2000, slice: 2000 }

export interface FetchProgress {
  readonly stored: number
  /** As head office told with the last page. */
  readonly remaining: number
}

export const fetchedOf = (journal: Journal): number => readSetting(journal.db, Fetched) ?? 0

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
  const chains = openChains(journal.db)
  let cursor = fetchedOf(journal)
  let stored = 0
  let asked = link.pull(cursor, pace.page)
  for (;;) {
    const page = await asked
    if (page.cursor < cursor) {
      // Head office was restored from an older backup: what it holds now is read again, repeats are passed over.
      writeSetting(journal.db, Fetched, 0)
      cursor = 0
      asked = link.pull(cursor, pace.page)
      continue
    }
    if (page.remaining > 0) {
      if (page.cursor === cursor) throw new SyncFailure('RUBBISH', 'head office sent a page that leads nowhere')
      // Asked for while this page is being stored. If storing fails, nobody waits for the answer any more.
      asked = link.pull(page.cursor, pace.page)
      asked.catch(() => undefined)
    }
    for (let from = 0; from < page.facts.length; from += pace.slice) {
      const slice = page.facts.slice(from, from + pace.slice)
      const left = page.facts.length - from - slice.length
      const sound = slice.filter(({ fact }) => chains.admit(fact))
      const last = left === 0 ? page.cursor : (slice.at(-1)?.cursor ?? cursor)
      journal.atomically(() => {
        journal.receive(sound)
        if (chains.refusal === null) writeSetting(journal.db, Fetched, last)
      })
      stored += sound.length
      progress({ stored, remaining: page.remaining + left })
      await setImmediate()
    }
    if (page.facts.length === 0 && page.cursor !== cursor && chains.refusal === null)
      writeSetting(journal.db, Fetched, page.cursor)
    cursor = page.cursor
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
      writeSetting(journal.db, Fetched, 0)
    })
  }
  throw new SyncFailure('OTHERS_FACTS_DAMAGED', `facts of device ${device} break at ${at}: ${code}`)
}
