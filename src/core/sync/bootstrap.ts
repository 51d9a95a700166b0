/**
 * Begins an empty desk from a snapshot of head office: takes its states, so that people can work before the history has
 * come. Every step is stored together with how far it has come, so that it goes on after a crash or a cut line.
 */
import { setImmediate } from 'node:timers/promises'
import type { z } from 'zod'
import { AGGREGATES, foldingOf } from '../../domain/aggregates.ts'
import { instant, Instant } from '../../domain/values/dates.ts'
import { SnapshotState } from '../../journal/snapshot.ts'
import { isTextSignedBy, readPublicKey, sha256Hex } from '../../journal/signature.ts'
import type { Journal } from '../storage/journal.ts'
import { prepared } from '../storage/query.ts'
import { readSetting, writeSetting, type Setting } from '../storage/settings.ts'
import type { SnapshotProgress } from '../storage/snapshot.ts'
import { SyncFailure } from './failure.ts'
import { cameTo, fetchedOf, type FetchProgress } from './fetch.ts'
import type { Link, OfferedSnapshot } from './link.ts'
import { HeadOffice, Manifest, Scopes } from './settings.ts'
import { askAhead, forgetSnapshot, manifestOf, openChunk } from './snapshot-chunk.ts'

export interface BootstrapOptions {
  readonly journal: Journal
  readonly link: Link
  readonly now: () => number
  readonly fetched: (progress: FetchProgress) => void
}

/** So long a desk waits for a snapshot that is being built, before it rather pulls everything. */
const PATIENCE_MS = 10 * 60_000
const AwaitedSince: Setting<z.ZodNullable<typeof Instant>> = {
  name: 'sync.snapshot-awaited',
  schema: Instant.nullable()
}

/** A snapshot that is being built comes in seconds: this is no failure that is asked about ever more seldom. */
export const awaitsSnapshot = (journal: Journal): boolean => readSetting(journal.db, AwaitedSince) !== null

/**
 * Takes the states of a snapshot where the desk is empty and head office has one that this program understands. Where
 * that does not come to an end for any reason but the line, everything is pulled as usual. @throws {SyncFailure}
 */
export const beginFromSnapshot = async (options: BootstrapOptions): Promise<void> => {
  const { journal } = options
  const progress = journal.bootstrap.progress()
  if (progress?.stage === 'history') return
  if (progress?.stage === 'abandoned') return pullOn(journal, progress)
  if (progress?.stage === 'states') {
    if (await takeStates(options, progress)) return
  } else if (!isEmpty(journal)) return
  // A snapshot that vanished meanwhile has given way to a newer one.
  for (let attempt = 0; attempt < 2; attempt++) {
    const begun = await begin(options)
    if (begun === null || (await takeStates(options, begun))) return
  }
}

const isEmpty = (journal: Journal): boolean =>
  fetchedOf(journal) === 0 &&
  readSetting(journal.db, Scopes)?.includes('*') === true &&
  prepared(journal.db, 'SELECT 1 FROM fact WHERE cursor IS NOT NULL LIMIT 1').get() === undefined

const begin = async (options: BootstrapOptions): Promise<SnapshotProgress | null> => {
  const { journal } = options
  const offered = await ask(options)
  if (offered === null || !isSound(journal, offered)) return null
  const { manifest } = offered
  if (manifest.derivation !== sha256Hex(Buffer.from(foldingOf(AGGREGATES), 'utf8'))) return null
  const progress = { stage: 'states', part: 0, items: 0, cursor: 0, anchor: null, until: manifest.cursor } as const
  journal.atomically(() => {
    writeSetting(journal.db, Manifest, manifest)
    journal.bootstrap.cameTo(progress)
  })
  return progress
}

const ask = async ({ journal, link, now }: BootstrapOptions): Promise<OfferedSnapshot | null> => {
  try {
    const offered = await link.snapshot()
    writeSetting(journal.db, AwaitedSince, null)
    return offered
  } catch (error) {
    if (!(error instanceof SyncFailure) || error.code !== 'BUSY') throw error
    const since = readSetting(journal.db, AwaitedSince)
    if (since !== null && now() - Date.parse(since) > PATIENCE_MS) {
      writeSetting(journal.db, AwaitedSince, null)
      return null
    }
    if (since === null) writeSetting(journal.db, AwaitedSince, instant(now()))
    throw error
  }
}

const isSound = (journal: Journal, { manifest, text, signature }: OfferedSnapshot): boolean => {
  const known = readSetting(journal.db, HeadOffice)
  const key = known === null ? null : readPublicKey(known.publicKey)
  const first = manifest.parts.findIndex((part) => part.kind === 'facts')
  return (
    key !== null &&
    isTextSignedBy(key, text, signature) &&
    first > 0 &&
    manifest.parts.slice(first).every((part) => part.kind === 'facts')
  )
}

/** False when the snapshot is gone or not what was signed for: what had come of it is dropped. */
const takeStates = async (options: BootstrapOptions, from: SnapshotProgress): Promise<boolean> => {
  const { journal, link } = options
  const manifest = manifestOf(journal)
  const parts = manifest.parts.filter((part) => part.kind === 'states')
  const total = parts.reduce((sum, part) => sum + part.items, 0)
  let at = from.part ?? 0
  let done = parts.slice(0, at).reduce((sum, part) => sum + part.items, 0)
  let asked = askAhead(link, parts[at])
  while (at < parts.length) {
    const bytes = await asked
    const part = parts[at]
    const states = bytes === null || part === undefined ? null : openChunk(SnapshotState, part, bytes)
    if (states === null) {
      journal.atomically(() => {
        journal.bootstrap.abandon()
        forgetSnapshot(journal)
      })
      return false
    }
    at += 1
    asked = askAhead(link, parts[at])
    const over = at === parts.length
    journal.atomically(() => {
      journal.bootstrap.takeStates(states)
      journal.bootstrap.cameTo({ ...from, stage: over ? 'history' : 'states', part: at })
      if (over) cameTo(journal, manifest)
    })
    done += states.length
    options.fetched({ stored: done, remaining: total - done })
    await setImmediate()
  }
  return true
}

const pullOn = (journal: Journal, { cursor, anchor }: SnapshotProgress): void =>
  journal.atomically(() => {
    cameTo(journal, { cursor, anchor })
    forgetSnapshot(journal)
  })
