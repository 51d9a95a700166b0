/**
 * Keeps a desk and head office in step while the desk works: after every action, at a nudge, by polling, and again
 * after a failure. Nothing at the desk ever waits for it.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { SyncPhase, SyncProblemCode, SyncStatus } from '../../contract/sync.ts'
import { instant } from '../../domain/values/dates.ts'
import { clockMilliseconds } from '../../journal/clock.ts'
import type { Sha256 } from '../../domain/values/sha256.ts'
import type { BlobStore } from '../storage/blobs.ts'
import type { DeskClock } from '../storage/desk-clock.ts'
import { countUnshown } from '../storage/showing.ts'
import type { Journal } from '../storage/journal.ts'
import { backoff } from './backoff.ts'
import { awaitsSnapshot } from './bootstrap.ts'
import { fetchedOf } from './fetch.ts'
import { unreviewed } from './fork.ts'
import { historyOf } from './history.ts'
import type { HttpLink } from './http-link.ts'
import { followNudges } from './nudge.ts'
import { papersWaiting } from './papers.ts'
import { isUsable, milestonesOf, synchronise, type RoundProblem } from './round.ts'
import { ackedOf } from './send.ts'
import { mustBeDestroyed } from './withdrawal.ts'

export interface SyncOptions {
  readonly journal: Journal
  readonly blobs: BlobStore
  readonly link: HttpLink
  readonly now: () => number
  /** The status is not what it was. */
  readonly changed: () => void
  /** Progress of the very first fetch, which fills an empty desk; null when it is over. */
  readonly firstFetch: (progress: { readonly done: number; readonly total: number } | null) => void
  readonly clock: DeskClock
  /** Head office has withdrawn this workstation, holds everything made here, and wants it destroyed here. */
  readonly wipe: () => void
  /** Codes and places only, never what facts say. */
  readonly log: (line: object) => void
  readonly random?: () => number
}

export interface Sync {
  status(): SyncStatus
  /** Synchronises at once; resolves when that round is over, however it ended. */
  now(): Promise<void>
  /** Fetches a paper that was made at another desk, and keeps it. False when head office has not got it yet. @throws {SyncFailure} */
  fetchPaper(sha256: Sha256): Promise<boolean>
  stop(): Promise<void>
}

const AFTER_START_MS = 1_000
/** A few actions in a row go out together. */
const AFTER_ACTION_MS = 300
const POLL_MS = 60_000
/** While nudges come, polling is only a net below them. */
const POLL_UNDER_NUDGE_MS = 5 * 60_000
const AFTER_BREAK_MS = 5_000
/** A person must look at it; head office may meanwhile have mended its side. */
const STOPPED_MS = 10 * 60_000
const TELL_EVERY_MS = 250

const STOPPED: ReadonlySet<SyncProblemCode> = new Set([
  'NEWER_PROTOCOL',
  'UNAUTHENTICATED',
  'REVOKED',
  'FORK',
  'HEAD_OFFICE_CHANGED',
  'OWN_FACT_REFUSED',
  'OTHERS_FACTS_DAMAGED',
  'PAPER_NOT_SENT'
])

const stateOf = (working: boolean, problem: SyncProblemCode | null): SyncStatus['state'] => {
  if (working) return 'working'
  if (problem === null) return 'current'
  return STOPPED.has(problem) ? 'stopped' : 'retrying'
}

export const startSync = (options: SyncOptions): Sync => {
  const { journal, link, now, log } = options
  const random = options.random ?? Math.random
  const ending = new AbortController()
  let phase: SyncPhase | null = null
  let toFetch = 0
  let failures = 0
  let nudged = false
  let problem: SyncStatus['problem'] = null
  let told = 0
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null
  let again = false

  const tell = (always: boolean): void => {
    if (!always && now() - told < TELL_EVERY_MS && now() >= told) return
    told = now()
    options.changed()
  }

  const wakeIn = (milliseconds: number): void => {
    if (timer !== null) clearTimeout(timer)
    timer = ending.signal.aborted ? null : setTimeout(() => void run(), milliseconds)
  }

  const round = async (): Promise<void> => {
    let opened = isUsable(journal)
    const open = (): void => {
      opened = true
      options.firstFetch(null)
    }
    const failed = await synchronise({
      journal,
      blobs: options.blobs,
      link,
      now,
      phase: (next) => {
        phase = next
        tell(true)
      },
      sent: () => tell(false),
      time: (office) => options.clock.heard(office),
      forked: (resealed) => log({ level: 'warn', event: 'new-epoch', epoch: journal.head().epoch, resealed }),
      fetched: ({ stored, remaining }) => {
        toFetch = remaining
        if (!opened && isUsable(journal)) open()
        if (!opened) options.firstFetch({ done: stored, total: stored + remaining })
        tell(false)
      },
      came: () => tell(false),
      interrupted: () => again || ending.signal.aborted
    })
    // Another desk's damaged chain is left out and told; it must not keep this desk from opening.
    if (!opened && (failed === null || failed.code === 'OTHERS_FACTS_DAMAGED')) open()
    phase = null
    settle(failed)
    tell(true)
  }

  const settle = (failed: RoundProblem | null): void => {
    if (failed === null) {
      failures = 0
      problem = null
      toFetch = 0
      wakeIn((nudged ? POLL_UNDER_NUDGE_MS : POLL_MS) * (0.8 + 0.4 * random()))
      return
    }
    if (mustBeDestroyed(journal, failed.cause)) return options.wipe()
    failures += 1
    const delay = STOPPED.has(failed.code)
      ? STOPPED_MS * (0.8 + 0.4 * random())
      : backoff(awaitsSnapshot(journal) ? 1 : failures, random(), failed.retryAfterMs)
    if (problem?.code !== failed.code || failed.code === 'PROGRAM') {
      log({
        level: 'warn',
        event: 'sync-failed',
        code: failed.code,
        phase: failed.phase,
        reason: failed.cause instanceof Error ? failed.cause.name : null
      })
    }
    problem = {
      code: failed.code,
      phase: failed.phase,
      achieved: failed.achieved,
      at: instant(now()),
      retryAt: instant(now() + delay)
    }
    wakeIn(delay)
  }

  const run = (): Promise<void> => {
    if (ending.signal.aborted) return Promise.resolve()
    if (running !== null) {
      again = true
      return running
    }
    running = (async () => {
      try {
        do {
          again = false
          await round()
        } while (again && !ending.signal.aborted)
      } finally {
        running = null
      }
    })()
    return running
  }

  // At a start the desk comes first: its screens are asked for in this very moment. An empty desk has nothing to show.
  const startDelay = isUsable(journal) ? AFTER_START_MS : 0

  // A failed line is left alone until its time comes; head office gets no more tries for our being busy.
  let afterAction: NodeJS.Timeout | null = null
  const forgetListener = journal.onChange(() => {
    tell(false)
    if (problem !== null || afterAction !== null || journal.head().seq === ackedOf(journal)) return
    afterAction = setTimeout(() => {
      afterAction = null
      void run()
    }, AFTER_ACTION_MS)
  })

  const following = followNudges({
    after: sleep(startDelay, undefined, { signal: ending.signal, ref: false }),
    open: (signal) => link.nudge(signal),
    signal: ending.signal,
    pause: (attempt) => sleep(backoff(attempt, random(), null), undefined, { signal: ending.signal, ref: false }),
    alive: (alive) => {
      // A stream that breaks may mean that head office is gone: look soon, though not all desks in the same second.
      if (nudged && !alive && problem === null) wakeIn(random() * AFTER_BREAK_MS)
      nudged = alive
    },
    cursor: (cursor) => {
      if (cursor > fetchedOf(journal) || problem !== null) void run()
    }
  })

  wakeIn(startDelay)
  return {
    status: () => {
      const head = journal.head().seq
      const acked = Math.min(ackedOf(journal), head)
      const oldest = head === acked ? undefined : journal.ownAfter(acked, 1)[0]
      return {
        state: stateOf(phase !== null || (problem === null && head > acked), problem?.code ?? null),
        phase,
        ...milestonesOf(journal),
        waiting: head - acked,
        waitingSince: oldest === undefined ? null : instant(clockMilliseconds(oldest.header.clock)),
        toFetch,
        history: historyOf(journal),
        papersWaiting: papersWaiting(journal.db),
        toReview: unreviewed(journal),
        unshown: countUnshown(journal.db),
        clock: options.clock.doubt(),
        problem
      }
    },
    now: async () => {
      // A round that is under way may have passed the point that matters: another one follows it.
      await run()
    },
    fetchPaper: async (sha256) => {
      const bytes = await link.getBlob(sha256)
      if (bytes !== null) options.blobs.put(bytes)
      return bytes !== null
    },
    stop: async () => {
      ending.abort()
      forgetListener()
      if (timer !== null) clearTimeout(timer)
      if (afterAction !== null) clearTimeout(afterAction)
      await link.close()
      await running
      await following
    }
  }
}
