/** Fetches what others recorded, page by page, and stores it in small slices together with the cursor it came to. */
import { setImmediate } from 'node:timers/promises'
import type { Journal } from '../storage/journal.ts'
import { readSetting, writeSetting } from '../storage/settings.ts'
import { openChains } from './chains.ts'
import { SyncFailure } from './failure.ts'
import type { Link } from './link.ts'
import { Fetched, Reread } from './settings.ts'

const PAGE_FACTS = 500
/** One transaction holds the desk up for no longer than a key press takes. */
const SLICE_FACTS = 100

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
export const fetchOthers = async (journal: Journal, link: Link, progress: (done: FetchProgress) => void): Promise<void> => {
  const chains = openChains(journal.db)
  let cursor = fetchedOf(journal)
  let stored = 0
  for (;;) {
    const page = await link.pull(cursor, PAGE_FACTS)
    if (page.cursor < cursor) {
      // Head office was restored from an older backup: what it holds now is read again, repeats are passed over.
      writeSetting(journal.db, Fetched, 0)
      cursor = 0
      continue
    }
    if (page.remaining > 0 && page.cursor === cursor) throw new SyncFailure('RUBBISH', 'head office sent a page that leads nowhere')
    for (let from = 0; from < page.facts.length; from += SLICE_FACTS) {
      const slice = page.facts.slice(from, from + SLICE_FACTS)
      const sound = slice.filter(({ fact }) => chains.admit(fact))
      const last = from + SLICE_FACTS >= page.facts.length ? page.cursor : (slice.at(-1)?.cursor ?? cursor)
      journal.atomically(() => {
        journal.receive(sound)
        if (chains.refusal === null) writeSetting(journal.db, Fetched, last)
      })
      stored += sound.length
      progress({ stored, remaining: page.remaining + page.facts.length - Math.min(from + SLICE_FACTS, page.facts.length) })
      await setImmediate()
    }
    if (page.facts.length === 0 && page.cursor !== cursor && chains.refusal === null) writeSetting(journal.db, Fetched, page.cursor)
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
