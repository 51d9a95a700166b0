/** One synchronisation from greeting to end: sending and fetching fail apart, so that what can be done is done. */
import { instant } from '../../domain/values/dates.ts'
import type { SyncPhase, SyncProblemCode } from '../../contract/sync.ts'
import { PROTOCOL_VERSION, type HelloAnswer } from '../../journal/protocol.ts'
import { faultOf, whileFilling } from '../storage/database.ts'
import type { BlobStore } from '../storage/blobs.ts'
import type { Journal } from '../storage/journal.ts'
import { readSetting, writeSetting } from '../storage/settings.ts'
import { Refused, SyncFailure } from './failure.ts'
import { fetchAgain, fetchedOf, fetchOthers, missesRestore, type FetchProgress } from './fetch.ts'
import { beginFromSnapshot } from './bootstrap.ts'
import { beginEpochAfterFork } from './fork.ts'
import { fetchHistory, historyOf, type History } from './history.ts'
import type { Link } from './link.ts'
import { sendPapers } from './papers.ts'
import { meetHeadOffice } from './receipts.ts'
import { refillEpochs } from './refill.ts'
import { ackedOf, sendOwn, sharesOwnChain } from './send.ts'
import { FetchedAll, MilestonesSetting, Scopes, type Milestones } from './settings.ts'
import { handOver } from './withdrawal.ts'

export interface RoundOptions {
  readonly journal: Journal
  readonly blobs: BlobStore
  readonly link: Link
  readonly now: () => number
  readonly phase: (phase: SyncPhase) => void
  readonly sent: () => void
  readonly fetched: (progress: FetchProgress) => void
  /** Head office held another chain under this name: so many facts were sealed anew in an epoch of this PC's own. */
  readonly forked: (resealed: number) => void
  readonly came?: (history: History) => void
  /** Whether something else is to be sent or fetched before the history goes on. */
  readonly interrupted?: () => boolean
  /** Head office has told its time, milliseconds. */
  readonly time: (office: number) => void
}

export interface RoundProblem {
  readonly code: SyncProblemCode
  readonly phase: SyncPhase
  /** What succeeded all the same. */
  readonly achieved: 'sent' | 'fetched' | 'both' | null
  readonly retryAfterMs: number | null
  readonly cause: unknown
}

export const milestonesOf = (journal: Journal): Milestones =>
  readSetting(journal.db, MilestonesSetting) ?? { sawAllAt: null, fetchedAllAt: null }

/** Whether people can work here: everything was fetched once, or at least what everything adds up to. */
export const isUsable = (journal: Journal): boolean =>
  milestonesOf(journal).fetchedAllAt !== null || historyOf(journal) !== null

/** Never throws: the first problem met is the answer, null when everything was sent and fetched. */
export const synchronise = async (options: RoundOptions): Promise<RoundProblem | null> => {
  const { journal, link, now } = options
  let phase: SyncPhase = 'greeting'
  let unsent: RoundProblem | null = null
  let unfetched: RoundProblem | null = null
  let achieved: RoundProblem['achieved'] = null
  const enter = (next: SyncPhase): void => options.phase((phase = next))
  const reached = (milestone: keyof Milestones): void =>
    writeSetting(journal.db, MilestonesSetting, { ...milestonesOf(journal), [milestone]: instant(now()) })
  const fetchedAll = (): void => {
    journal.atomically(() => {
      reached('fetchedAllAt')
      writeSetting(journal.db, FetchedAll, fetchedOf(journal))
    })
    achieved = achieved === null ? 'fetched' : 'both'
  }
  try {
    enter('greeting')
    const hello = await greet(options)
    options.fetched({ stored: 0, remaining: Math.max(0, hello.cursor - fetchedOf(journal)) })
    enter('sending')
    try {
      await sendOwn(journal, link, hello.acked, options.sent)
      achieved = 'sent'
      if (ackedOf(journal) === journal.head().seq) reached('sawAllAt')
    } catch (error) {
      // That our facts are refused is no reason not to learn what others did; a dead line is.
      unsent = problemOf(error, phase)
      if (!isAnswer(unsent.code)) return unsent
    }
    enter('fetching')
    let whole = true
    const fetch = async (): Promise<void> => {
      await beginFromSnapshot(options)
      await fetchOthers(journal, link, isUsable(journal) ? 'at-work' : 'filling', options.fetched)
    }
    try {
      if (hello.protocol > PROTOCOL_VERSION)
        throw new SyncFailure('NEWER_PROTOCOL', `head office speaks protocol ${hello.protocol}`)
      await (isUsable(journal) ? fetch() : whileFilling(journal.db, fetch))
      whole = historyOf(journal) === null
      if (whole) fetchedAll()
    } catch (error) {
      // Another PC's broken chain keeps its facts away from here, and an old program cannot read what is new: neither
      // keeps our signed papers away from head office.
      unfetched = problemOf(error, phase)
      if (unfetched.code !== 'OTHERS_FACTS_DAMAGED' && unfetched.code !== 'NEWER_PROTOCOL') throw error
    }
    enter('papers')
    await sendPapers(options)
    if (!whole) {
      enter('fetching')
      if (await fetchHistory(options)) fetchedAll()
    }
    const problem = unsent ?? unfetched
    return problem === null ? null : { ...problem, achieved }
  } catch (error) {
    return { ...(unsent ?? unfetched ?? problemOf(error, phase)), achieved }
  }
}

/**
 * Learns what head office holds of this desk, and puts right what must be right before anything is sent: a chain that
 * head office does not share, an epoch that it has forgotten, scopes that have grown.
 */
const greet = async (options: RoundOptions): Promise<HelloAnswer> => {
  const { journal, link } = options
  const hello = await helloOf(options)
  options.time(Date.parse(hello.time))
  const before = readSetting(journal.db, Scopes)
  if (before === null || before.join() !== hello.scopes.join())
    journal.atomically(() => {
      if (before !== null && hello.scopes.some((scope) => !before.includes(scope))) fetchAgain(journal)
      writeSetting(journal.db, Scopes, hello.scopes)
    })
  if (missesRestore(journal, hello)) fetchAgain(journal)
  if (sharesOwnChain(journal, hello)) return hello
  const resealed = await beginEpochAfterFork(journal, link)
  options.forked(resealed)
  return helloOf(options)
}

const helloOf = async (options: RoundOptions, again = false): Promise<HelloAnswer> => {
  const { journal, link } = options
  try {
    const hello = await link.hello(journal.head().seq)
    meetHeadOffice(journal, hello)
    return hello
  } catch (error) {
    if (!(error instanceof SyncFailure)) throw error
    if (error.code === 'REVOKED') await handOver(options)
    if (error.code === 'UNAUTHENTICATED' && !again && (await refillEpochs(journal, link))) return helloOf(options, true)
    throw error
  }
}

/** Head office is there and has said what is wrong with what this desk sends. */
const isAnswer = (code: SyncProblemCode): boolean => code === 'FORK' || code === 'OWN_FACT_REFUSED'

const problemOf = (cause: unknown, phase: SyncPhase): RoundProblem => {
  const problem = (code: SyncProblemCode, retryAfterMs: number | null = null): RoundProblem => ({
    code,
    phase,
    achieved: null,
    retryAfterMs,
    cause
  })
  if (cause instanceof SyncFailure) return problem(cause.code, cause.retryAfterMs)
  if (cause instanceof Refused) {
    if (cause.code === 'FORK') return problem('FORK')
    return problem(phase === 'sending' ? 'OWN_FACT_REFUSED' : 'RUBBISH')
  }
  return problem(faultOf(cause) === null ? 'PROGRAM' : 'STORAGE')
}
