/**
 * Fetches the facts behind the states of a snapshot while people work: by its chunks, or, when they are gone or damaged,
 * by pulling. Either way each chain is checked, up to the head that head office has signed for.
 */
import { setImmediate } from 'node:timers/promises'
import { SnapshotFact, type SnapshotManifest } from '../../journal/snapshot.ts'
import { hashInChain } from '../storage/facts.ts'
import type { Journal } from '../storage/journal.ts'
import { snapshotProgress, type SnapshotProgress } from '../storage/snapshot.ts'
import { writeSetting } from '../storage/settings.ts'
import { historyChains, type Chains } from './chains.ts'
import { SyncFailure } from './failure.ts'
import type { Link } from './link.ts'
import { Anchor, Fetched } from './settings.ts'
import { askAhead, forgetSnapshot, manifestOf, openChunk } from './snapshot-chunk.ts'

export interface History {
  readonly done: number
  readonly total: number
}

export interface HistoryOptions {
  readonly journal: Journal
  readonly link: Link
  readonly came?: (history: History) => void
  /** Something else is to be done first; the history goes on in the next round. */
  readonly interrupted?: () => boolean
}

/** One transaction holds the desk up for no longer than a key press takes. */
const SLICE = 500
const PAGE = 2000

/** How much of the history behind the states is here; null when nothing of it is missing, or there are no states. */
export const historyOf = (journal: Journal): History | null => {
  const progress = snapshotProgress(journal.db)
  return progress?.stage === 'history' ? { done: progress.cursor, total: progress.until } : null
}

/** Facts of the history in order, and how far everything has come once so many of them are stored. */
interface Piece {
  readonly facts: readonly SnapshotFact[]
  readonly after: (count: number) => SnapshotProgress
}

/** True when nothing is missing any more. @throws {SyncFailure} @throws {Refused} */
export const fetchHistory = async (options: HistoryOptions): Promise<boolean> => {
  const { journal, link } = options
  if (historyOf(journal) === null) return true
  const manifest = manifestOf(journal)
  const chunks = openChunks(link, manifest)
  for (;;) {
    const progress = snapshotProgress(journal.db)
    if (progress === null || progress.cursor >= progress.until) break
    if (options.interrupted?.() === true) return false
    const piece = progress.part === null ? await pulled(link, manifest, progress) : await chunks.next(progress)
    const chains = historyChains(journal, progress.cursor)
    const stored = piece !== null && (await store(options, chains, piece))
    if (stored) continue
    if (progress.part === null) throw damaged(chains)
    // Gone, or not what was signed for: facts can be had without chunks, and are checked as they come.
    journal.atomically(() => {
      const came = snapshotProgress(journal.db)
      if (came !== null) journal.bootstrap.cameTo({ ...came, part: null, items: 0 })
    })
  }
  finish(journal, manifest)
  return true
}

/** False when a chain breaks: what came before is stored. */
const store = async (options: HistoryOptions, chains: Chains, piece: Piece): Promise<boolean> => {
  const { journal } = options
  let from = 0
  do {
    if (options.interrupted?.() === true) return true
    const slice = piece.facts.slice(from, from + SLICE)
    const broken = slice.findIndex(({ fact }) => !chains.admit(fact))
    const sound = broken === -1 ? slice : slice.slice(0, broken)
    from += sound.length
    if (broken === -1 || sound.length > 0) {
      const came = piece.after(from)
      journal.atomically(() => {
        journal.bootstrap.takeHistory(sound)
        journal.bootstrap.cameTo(came)
      })
      options.came?.({ done: came.cursor, total: came.until })
    }
    if (broken !== -1) return false
    await setImmediate()
  } while (from < piece.facts.length)
  return true
}

const openChunks = (
  link: Link,
  { parts }: SnapshotManifest
): { readonly next: (progress: SnapshotProgress) => Promise<Piece | null> } => {
  let ahead: { readonly index: number; readonly bytes: Promise<Buffer | null> } | null = null
  return {
    next: async (progress) => {
      const index = progress.part ?? parts.length
      const part = parts[index]
      if (part === undefined) return null
      const asked = ahead?.index === index ? ahead.bytes : askAhead(link, part)
      const bytes = await asked
      ahead = { index: index + 1, bytes: askAhead(link, parts[index + 1]) }
      const facts = bytes === null ? null : openChunk(SnapshotFact, part, bytes)
      const first = progress.cursor - progress.items + 1
      if (facts === null || !facts.every((one, place) => one.cursor === first + place)) return null
      const left = facts.slice(progress.items)
      return {
        facts: left,
        after: (count) => ({
          ...progress,
          ...(count === left.length ? { part: index + 1, items: 0 } : { part: index, items: progress.items + count }),
          ...placeOf(left[count - 1], progress)
        })
      }
    }
  }
}

const pulled = async (link: Link, manifest: SnapshotManifest, progress: SnapshotProgress): Promise<Piece> => {
  const page = await link.pull(progress.cursor, progress.anchor, PAGE)
  if (page.cursor <= progress.cursor) throw new SyncFailure('RUBBISH', 'head office sent a page that leads nowhere')
  const facts = page.facts.filter((one) => one.cursor <= progress.until)
  const reached = page.cursor < progress.until ? page : manifest
  return {
    facts,
    after: (count) => ({
      ...progress,
      ...(count === facts.length
        ? { cursor: reached.cursor, anchor: reached.anchor }
        : placeOf(facts[count - 1], progress))
    })
  }
}

const placeOf = (
  last: SnapshotFact | undefined,
  { cursor, anchor }: SnapshotProgress
): Pick<SnapshotProgress, 'cursor' | 'anchor'> =>
  last === undefined ? { cursor, anchor } : { cursor: last.cursor, anchor: last.fact.hash }

const damaged = ({ refusal }: Chains): SyncFailure =>
  new SyncFailure(
    'OTHERS_FACTS_DAMAGED',
    refusal === null
      ? 'the history breaks'
      : `facts of device ${refusal.device} break at ${refusal.at}: ${refusal.code}`
  )

/** Where the facts are not those that head office has signed for, its states count no more: all is folded from the facts. */
const finish = (journal: Journal, manifest: SnapshotManifest): void =>
  journal.atomically(() => {
    const agrees = manifest.heads.every(
      ({ device, epoch, seq, hash }) => hashInChain(journal.db, device, epoch, seq) === hash
    )
    if (agrees) journal.bootstrap.finish()
    else {
      // What was pulled behind the snapshot goes with its states, and is fetched again.
      journal.bootstrap.abandon()
      writeSetting(journal.db, Fetched, manifest.cursor)
      writeSetting(journal.db, Anchor, manifest.anchor)
    }
    forgetSnapshot(journal)
  })
