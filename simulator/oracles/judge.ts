/** Judges the end of a story: all desks and head office hold the same, nothing was lost or doubled, all sums and proofs hold. */
import { openJournal } from '../../src/core/storage/journal.ts'
import { readSetting } from '../../src/core/storage/settings.ts'
import { Acked, Fetched } from '../../src/core/sync/settings.ts'
import type { Edition, Pc } from '../desk/desk.ts'
import type { SimulatedOffice } from '../office/office.ts'
import { judgeChains } from './chains.ts'
import { judgeLedgers } from './ledgers.ts'
import { differenceOf, viewsOf } from './views.ts'
import type { Witness } from './witness.ts'

export interface Ending {
  readonly office: SimulatedOffice
  readonly pcs: readonly Pc[]
  readonly witness: Witness
  /** What all programs know in the end. */
  readonly edition: Edition
}

export const judge = async (ending: Ending): Promise<readonly string[]> => {
  const { witness } = ending
  await witness.judgePages()
  return [
    ...witness.failures.splice(0),
    ...(await judgeHoldings(ending)),
    ...(await judgeCursors(ending)),
    ...(await judgePapers(ending)),
    ...judgeViews(ending),
    ...(await judgeChains(ending)),
    ...(await judgeLedgers(ending))
  ]
}

interface Held {
  readonly id: string
  readonly chain: string
  readonly hash: string
  readonly effective: string
  readonly payload: string | null
}

/** Every fact is everywhere, to the letter and under the same verdict on its clock. */
const judgeHoldings = async ({ office, pcs, witness }: Ending): Promise<readonly string[]> => {
  const failures: string[] = []
  const there = await office.look<Held>(
    `SELECT (header::json ->> 'id') AS id, device || ' ' || epoch || ' ' || seq AS chain, hash, effective, payload FROM fact`
  )
  const byChain = new Map(there.map((fact) => [fact.chain, fact]))
  const ids = new Map(there.map((fact) => [fact.id, fact]))
  for (const [id, { type, payload, where }] of witness.recorded) {
    const held = ids.get(id)
    if (held === undefined) failures.push(`${type} ${id.slice(-6)} is lost: ${where}`)
    else if ((held.payload ?? '') !== payload)
      failures.push(`${type} ${id.slice(-6)} has another payload than recorded`)
  }
  for (const pc of pcs) {
    const here = pc.disk.database
      .prepare<[], Held>(`SELECT id, device || ' ' || epoch || ' ' || seq AS chain, hash, effective, payload FROM fact`)
      .all()
    const chains = new Set(here.map((fact) => fact.chain))
    const missing = there.find((fact) => !chains.has(fact.chain))
    if (missing !== undefined) failures.push(`${pc.name} has not got ${missing.chain}`)
    for (const fact of here) {
      const other = byChain.get(fact.chain)
      if (other === undefined) failures.push(`${pc.name} has ${fact.chain}, which head office has not`)
      else if (other.hash !== fact.hash) failures.push(`${pc.name} has another fact ${fact.chain} than head office`)
      else if (other.effective !== fact.effective)
        failures.push(`${pc.name} counts ${fact.chain} at ${fact.effective}, head office at ${other.effective}`)
      else if (other.payload !== fact.payload) failures.push(`${pc.name} has another payload of ${fact.chain}`)
    }
  }
  return failures
}

const judgeCursors = async ({ office, pcs }: Ending): Promise<readonly string[]> => {
  const failures: string[] = []
  const [row] = await office.look<{ facts: number; distinct: number; most: number; last: number }>(
    `SELECT count(*) AS facts, count(DISTINCT cursor) AS distinct, coalesce(max(cursor), 0) AS most,
       (SELECT last FROM scope_cursor WHERE scope = 'network') AS last FROM fact`
  )
  if (row === undefined || row.facts !== row.distinct || row.facts !== row.most || row.most !== row.last)
    failures.push(`the cursors of head office have gaps: ${JSON.stringify(row)}`)
  for (const pc of pcs) {
    const fetched = readSetting(pc.disk.database, Fetched)
    if (fetched !== row?.last) failures.push(`${pc.name} is at cursor ${fetched}, head office at ${row?.last}`)
    const life = pc.life
    const head = life === null ? null : life.desk.journal.head().seq
    if (head !== null && readSetting(pc.disk.database, Acked) !== head && head > 0)
      failures.push(
        `${pc.name} waits with ${head} facts of which ${readSetting(pc.disk.database, Acked)} are confirmed`
      )
  }
  return failures
}

const judgePapers = async ({ office, pcs }: Ending): Promise<readonly string[]> => {
  const there = new Set((await office.look<{ sha256: string }>('SELECT sha256 FROM blob')).map((row) => row.sha256))
  return pcs.flatMap((pc) =>
    pc.disk.database
      .prepare<[], { sha256: string }>('SELECT sha256 FROM blob_upload')
      .all()
      .filter(({ sha256 }) => !there.has(sha256))
      .map(({ sha256 }) => `head office has not got the paper ${sha256.slice(0, 8)} of ${pc.name}`)
  )
}

const judgeViews = ({ pcs, edition }: Ending): readonly string[] => {
  const failures: string[] = []
  const all = pcs.map((pc) => ({ pc, views: viewsOf(pc.disk.database) }))
  const [first, ...others] = all
  if (first === undefined) return failures
  for (const { pc, views } of others) {
    const difference = differenceOf(first.views, views)
    if (difference !== null) failures.push(`${first.pc.name} and ${pc.name} show different things: ${difference}`)
  }
  for (const { pc, views } of all) {
    const { device, epoch } = pc.identity
    openJournal({ db: pc.disk.database, device, epoch, now: () => 0, ...edition }).rebuild()
    const difference = differenceOf(views, viewsOf(pc.disk.database))
    if (difference !== null) failures.push(`${pc.name} shows other things after a rebuild: ${difference}`)
  }
  return failures
}
