/**
 * Follows the facts, keeps the figures of every clinic and day, and lists what breaks a rule; apart from pushes, so that
 * counting never delays a desk.
 */
import { clinicAggregate } from '../../domain/clinic/evolve.ts'
import { ClinicId } from '../../domain/values/ids.ts'
import { asColumn, isPassing, type Database, type Sql } from '../database.ts'
import { startFollower, type Follower } from '../follower.ts'
import { lastCursor } from '../facts/read-page.ts'
import { noteAwaited } from './awaited.ts'
import { judge } from './check.ts'
import { noteBroken, noteVerdict, takeReadable } from './flags.ts'
import { FIGURE_SOURCES, FIGURES_VERSION, folder, type Figure } from './sources.ts'
import { factsOfAggregates, portionsOf, type AggregateFacts, type AggregateName } from './stored-facts.ts'

const STEP = 2000
const CLINIC = clinicAggregate.kind
const foldClinic = folder(clinicAggregate)

export const startProjector = (database: Database, now: () => number, onError: (error: unknown) => void): Follower =>
  startFollower(() => step(database, now()), onError)

/** One transaction's worth; false when there was nothing to do. Several processes take turns on the locked row. */
const step = (database: Database, now: number): Promise<boolean> =>
  database.transaction(async (sql) => {
    const [progress] = await sql.query<{ version: number; cursor: number }>(
      'SELECT version, cursor FROM figure_progress FOR UPDATE'
    )
    const outdated = progress?.version !== FIGURES_VERSION
    if (outdated) await sql.query('TRUNCATE figure, unread_fact, awaited_paper')
    const from = outdated ? 0 : progress.cursor
    const to = Math.min(await lastCursor(sql), from + STEP)
    const again = new Set(await takeReadable(sql, STEP))
    if (to === from && !outdated && again.size === 0) return false
    const names = await sql.query<{ kind: string; aggregate: string }>(
      'SELECT DISTINCT kind, aggregate FROM fact WHERE (cursor > $1 AND cursor <= $2) OR cursor = ANY($3::bigint[])',
      [from, to, [...again]]
    )
    const isNew = (cursor: number): boolean => (cursor > from && cursor <= to) || again.has(cursor)
    for (const portion of await portionsOf(sql, names)) await take(sql, portion, isNew, now)
    await sql.query('UPDATE figure_progress SET version = $1, cursor = $2', [FIGURES_VERSION, to])
    return true
  })

/** What one aggregate says must not keep all others from being counted: it is looked for by halves and listed. */
const take = async (
  sql: Sql,
  names: readonly AggregateName[],
  isNew: (cursor: number) => boolean,
  now: number
): Promise<void> => {
  await sql.query('SAVEPOINT portion')
  try {
    const read = await factsOfAggregates(sql, names)
    const aggregates = read.filter((one) => !one.tooMuch)
    await project(sql, aggregates)
    await noteAwaited(sql, aggregates)
    await noteVerdict(sql, judge(aggregates, isNew), now)
    for (const one of read) if (one.tooMuch) await noteBroken(sql, one, 'too-much', now)
    await sql.query('RELEASE SAVEPOINT portion')
  } catch (error) {
    if (!isOfData(error)) throw error
    await sql.query('ROLLBACK TO SAVEPOINT portion')
    await sql.query('RELEASE SAVEPOINT portion')
    const [only] = names
    if (names.length > 1) {
      const half = Math.trunc(names.length / 2)
      await take(sql, names.slice(0, half), isNew, now)
      await take(sql, names.slice(half), isNew, now)
    } else if (only !== undefined) await noteBroken(sql, only, 'uncounted', now)
  }
}

/** It comes from what was read, and would come again: a value that no column takes, a sum above all bounds. */
const isOfData = (error: unknown): boolean => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? /^(22|23|54)/.test(code) : !isPassing(error)
}

const project = async (sql: Sql, aggregates: readonly AggregateFacts[]): Promise<void> => {
  for (const { aggregate, facts } of aggregates.filter((one) => one.kind === CLINIC)) {
    const clinic = foldClinic(facts)
    // Whoever wrote a clinic under an id that is none: the fact is kept, there is nothing to show it by.
    if (clinic === null || !ClinicId.safeParse(aggregate).success) continue
    await sql.query(
      'INSERT INTO clinic (id, name, zone) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET name = excluded.name, zone = excluded.zone',
      [aggregate, asColumn(clinic.name), clinic.zone]
    )
  }
  const counted = aggregates.flatMap((one): (AggregateName & Figure)[] => {
    const figure = FIGURE_SOURCES.find((source) => source.kind === one.kind)?.figure(one.facts)
    return figure === undefined || figure === null ? [] : [{ kind: one.kind, aggregate: one.aggregate, ...figure }]
  })
  await sql.query(
    `DELETE FROM figure WHERE ctid = ANY (ARRAY (
       SELECT place FROM unnest($1::text[], $2::text[]) AS gone (kind, aggregate) CROSS JOIN LATERAL (
         SELECT ctid AS place FROM figure WHERE figure.kind = gone.kind AND figure.aggregate = gone.aggregate OFFSET 0
       ) AS counted))`,
    [aggregates.map((one) => one.kind), aggregates.map((one) => one.aggregate)]
  )
  await sql.query(
    `INSERT INTO figure (kind, aggregate, clinic, day, state, kopecks)
     SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[], $4::date[], $5::text[], $6::bigint[])`,
    [
      counted.map((one) => one.kind),
      counted.map((one) => one.aggregate),
      counted.map((one) => one.clinic),
      counted.map((one) => one.day),
      counted.map((one) => one.state),
      counted.map((one) => one.kopecks)
    ]
  )
}
