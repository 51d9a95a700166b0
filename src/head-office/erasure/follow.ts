/**
 * Carries out orders of destruction at head office, and empties whatever arrives later about what was destroyed: a desk
 * that was offline knows nothing of the order yet. Apart from pushes, so that it never delays a desk.
 */
import type { ErasureOrder } from '../../domain/erasure/evolve.ts'
import { ErasureCarriedOut } from '../../domain/erasure/facts.ts'
import { planErasure } from '../../domain/erasure/plan.ts'
import { newFact } from '../../domain/fact.ts'
import { instant, localDate, TimeZone } from '../../domain/values/dates.ts'
import type { Sql } from '../database.ts'
import { lastCursor } from '../facts/read-page.ts'
import type { Office } from '../office.ts'
import { erasureOf } from './list.ts'
import { orderFacts, record } from './order.ts'
import { knownPerson } from './person.ts'

const STEP = 2000
const ZONE = TimeZone.parse('Europe/Moscow')

type Around = Pick<Office, 'database' | 'identity' | 'now'> & {
  /** Snapshots for new desks hold what was destroyed: they are made anew. */
  readonly forgetSnapshots: (sql: Sql) => Promise<void>
}

/** One step; false when there was nothing to do. Several processes take turns on the locked row. */
export const followErasures = async (around: Around): Promise<boolean> => {
  const { database } = around
  const [before] = await database.query<{ cursor: number }>('SELECT cursor FROM erasure_progress')
  const from = before?.cursor ?? 0
  const to = Math.min(await lastCursor(database), from + STEP)
  if (to === from) return false
  // Ordered before this step counts as done: a crash in between orders twice, which destroys nothing twice.
  for (const { patient, erasure } of await newsOfErasedPeople(database, from, to))
    await orderWhatCameLate(around, erasure, patient)
  const carried = await database.transaction(async (sql) => {
    const [progress] = await sql.query<{ cursor: number }>('SELECT cursor FROM erasure_progress FOR UPDATE')
    if (progress?.cursor !== from) return []
    const orders = await sql.query<{ aggregate: string }>(
      `SELECT DISTINCT aggregate FROM fact WHERE cursor > $1 AND cursor <= $2 AND kind = 'erasure' AND device = $3`,
      [from, to, around.identity.device]
    )
    const done: Carried[] = []
    for (const { aggregate } of orders) done.push(...(await carryOut(sql, around, aggregate)))
    await emptyLatecomers(sql, around, from, to)
    await sql.query('UPDATE erasure_progress SET cursor = $1', [to])
    return done
  })
  for (const { erasure, facts, blobs } of carried)
    await record(around, [newFact(ErasureCarriedOut, 'erasure', erasure, { facts, blobs })])
  // Old versions of the rows still lie in the files of the database until they are cleaned.
  if (carried.length > 0) {
    await database.query(
      'DELETE FROM upload USING erased_blob WHERE upload.sha256 = erased_blob.sha256 AND received < length'
    )
    await database.query('VACUUM fact, quarantined_fact, blob, upload_piece')
  }
  return true
}

interface Carried {
  readonly erasure: string
  readonly facts: number
  readonly blobs: number
}

const carryOut = async (sql: Sql, around: Around, id: string): Promise<Carried[]> => {
  const { identity, now, forgetSnapshots } = around
  const orders = (await erasureOf(sql, id, identity.device))?.orders ?? []
  const carried: Carried[] = []
  if (orders.length === 0) return carried
  // Whoever stores a paper, or what a withdrawn desk tells, comes wholly before this or knows of it.
  await sql.query('LOCK TABLE blob, quarantined_fact IN SHARE ROW EXCLUSIVE MODE')
  for (const order of orders) {
    if (!(await remember(sql, order))) continue
    const facts = await emptied(sql, order)
    await sql.query(
      `UPDATE quarantined_fact SET payload = NULL, salt = NULL FROM unnest($1::text[], $2::text[]) AS gone (kind, aggregate)
       WHERE quarantined_fact.kind = gone.kind AND quarantined_fact.aggregate = gone.aggregate`,
      columns(order)
    )
    const blobs = await sql.query('DELETE FROM blob WHERE sha256 = ANY($1) RETURNING sha256', [[...order.blobs]])
    await sql.query('DELETE FROM awaited_paper WHERE sha256 = ANY($1)', [[...order.blobs]])
    await sql.query(
      `DELETE FROM figure USING unnest($1::text[], $2::text[]) AS gone (kind, aggregate)
       WHERE figure.kind = gone.kind AND figure.aggregate = gone.aggregate`,
      columns(order)
    )
    await forgetSnapshots(sql)
    await sql.query(
      'UPDATE erasure_act SET carried_at = $2, facts = facts + $3, blobs = blobs + $4 WHERE erasure = $1',
      [id, new Date(now()), facts, blobs.length]
    )
    carried.push({ erasure: id, facts, blobs: blobs.length })
  }
  return carried
}

const columns = ({ aggregates }: ErasureOrder): readonly [string[], string[]] => [
  aggregates.map((one) => one.kind),
  aggregates.map((one) => one.id)
]

/** False when all of it was destroyed before. */
const remember = async (sql: Sql, order: ErasureOrder): Promise<boolean> => {
  const things = await sql.query(
    'INSERT INTO erased_aggregate (kind, aggregate) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING RETURNING kind',
    columns(order)
  )
  const papers = await sql.query(
    'INSERT INTO erased_blob (sha256) SELECT * FROM unnest($1::text[]) ON CONFLICT DO NOTHING RETURNING sha256',
    [[...order.blobs]]
  )
  return things.length + papers.length > 0
}

const emptied = async (sql: Sql, order: ErasureOrder): Promise<number> =>
  (
    await sql.query(
      `UPDATE fact SET payload = NULL, salt = NULL FROM unnest($1::text[], $2::text[]) AS gone (kind, aggregate)
       WHERE fact.kind = gone.kind AND fact.aggregate = gone.aggregate AND payload IS NOT NULL RETURNING fact.seq`,
      columns(order)
    )
  ).length

const emptyLatecomers = async (sql: Sql, { forgetSnapshots }: Around, from: number, to: number): Promise<void> => {
  const late = await sql.query(
    `UPDATE fact SET payload = NULL, salt = NULL FROM erased_aggregate AS gone
     WHERE fact.kind = gone.kind AND fact.aggregate = gone.aggregate AND cursor > $1 AND cursor <= $2 AND payload IS NOT NULL
     RETURNING cursor`,
    [from, to]
  )
  // A snapshot may have been built since they came.
  if (late.length > 0) await forgetSnapshots(sql)
}

/** People of whom nothing was to be kept, and about whom a desk that did not know yet has just told something. */
const newsOfErasedPeople = (
  sql: Sql,
  from: number,
  to: number
): Promise<readonly { readonly patient: string; readonly erasure: string }[]> =>
  sql.query(
    `SELECT DISTINCT patient, erasure FROM fact JOIN erased_person ON payload LIKE '%' || patient || '%'
     WHERE cursor > $1 AND cursor <= $2 AND kind <> 'erasure' AND payload IS NOT NULL`,
    [from, to]
  )

const orderWhatCameLate = async (around: Around, id: string, patient: string): Promise<void> => {
  const { data } = await knownPerson(around.database, patient)
  const plan = planErasure(data, 'everything', localDate(instant(around.now()), ZONE))
  // The person is gone already: naming the empty rest again would order for ever.
  const items = plan.items.filter((one) => one.kind !== 'patient')
  if (items.length > 0) await record(around, orderFacts(id, { ...plan, items }, around.now()))
}
