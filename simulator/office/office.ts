/**
 * The head office of a story: two processes of the real application over one real PostgreSQL, without a port. Its
 * tables can be copied and set back, for a fresh start of the next story and for a restore from a backup within one.
 */
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { issueCode } from '../../src/head-office/devices/codes.ts'
import { keepClinic, type Clinic } from '../../src/head-office/devices/clinics.ts'
import { clientConfig } from '../../src/head-office/database.ts'
import { ensureIdentity, type Identity } from '../../src/head-office/facts/identity.ts'
import { recordOwn, type OwnFact } from '../../src/head-office/facts/own.ts'
import { openTurns, type Turns } from '../../src/head-office/facts/turns.ts'
import { startProjector } from '../../src/head-office/figures/projector.ts'
import { UNMETERED } from '../../src/head-office/office.ts'
import { migrate } from '../../src/head-office/migrations.ts'
import { addRoutes, openApp } from '../../src/head-office/server.ts'
import { addLimits } from '../../src/head-office/service/limits.ts'
import type { CarriedAnswer } from '../../src/core/sync/http-answer.ts'
import type { CarriedRequest } from '../../src/core/sync/http-link.ts'
import { errandNow, onErrand, type Errand } from './errand.ts'
import { gatedDatabase, type GatedDatabase } from './gated-database.ts'

export const PROCESSES = 2

/** An answer whole, as it goes over the line. */
export interface Answer {
  readonly status: number
  readonly headers: CarriedAnswer['headers']
  readonly body: Buffer
}

export interface SimulatedOffice {
  readonly identity: Identity
  readonly database: GatedDatabase
  now: () => number
  /** Null when the process ended before it could answer. */
  answer(errand: Errand, url: URL, request: CarriedRequest, from: string): Promise<Answer | null>
  record(errand: Errand, facts: readonly OwnFact[]): Promise<void>
  /** A code for one more desk of a clinic. */
  code(clinic: Clinic): Promise<string>
  /** Counts the figures of the operators' page up to now. */
  countFigures(): Promise<void>
  /** Copies all tables under a name. */
  backUp(name: string): Promise<void>
  restore(name: string): Promise<void>
  /** Statements that look on, apart from the stories' connections. */
  look<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>
  blocked(backends: readonly number[]): Promise<ReadonlySet<number>>
  cancel(backends: readonly number[]): Promise<void>
  close(): Promise<void>
}

const CONNECTIONS = 16
/** A story is short: a newcomer begins from a snapshot all the same, and later ones replace it. */
const SNAPSHOTS = { least: 24, stale: 8 }

export const openOffice = async (url: string): Promise<SimulatedOffice> => {
  const database = gatedDatabase(url)
  const control = new pg.Client(clientConfig(url))
  await control.connect()
  await migrate(database, 0)
  const identity = await ensureIdentity(database, 0)
  const look = async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
    (await control.query<Row>(text, [...values])).rows
  // Rows of partitions are copied through the table that they are parts of.
  const tables = (
    await look<{ name: string }>(
      `SELECT relname AS name FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition`
    )
  )
    .map((row) => row.name)
    .filter((name) => name !== 'schema_migration')
  const office: SimulatedOffice = {
    identity,
    database,
    now: () => 0,
    answer: async (errand, url, request, from) => {
      const app = processes[errand.process % processes.length]
      if (app === undefined) throw new Error('head office has no process')
      return onErrand(errand, async () => {
        const reply = await app.inject({
          method: request.method,
          url: `${url.pathname}${url.search}`,
          headers: { ...request.headers },
          remoteAddress: from,
          ...(request.body === null || request.body === undefined ? {} : { payload: request.body })
        })
        if (errand.dead) return null
        return { status: reply.statusCode, headers: textHeaders(reply.headers), body: reply.rawPayload }
      })
    },
    record: (errand, facts) =>
      onErrand(errand, async () => void (await recordOwn(database, identity, facts, () => office.now()))),
    code: async (clinic) => {
      await keepClinic(database, clinic)
      return (await issueCode(database, clinic.id, office.now())).code
    },
    countFigures: async () => {
      const failures: unknown[] = []
      const projector = startProjector(
        database,
        () => office.now(),
        (error) => failures.push(error)
      )
      await projector.catchUp()
      if (failures.length > 0) throw failures[0]
    },
    backUp: async (name) => {
      await look(`DROP SCHEMA IF EXISTS "${name}" CASCADE`)
      await look(`CREATE SCHEMA "${name}"`)
      for (const table of tables) await look(`CREATE TABLE "${name}"."${table}" AS TABLE public."${table}"`)
    },
    restore: async (name) => {
      await look('BEGIN')
      // Foreign keys of one copy agree with each other; the order of tables must not matter.
      await look(`SET LOCAL session_replication_role = replica`)
      for (const table of tables) {
        await look(`DELETE FROM public."${table}"`)
        await look(`INSERT INTO public."${table}" SELECT * FROM "${name}"."${table}"`)
      }
      await look('COMMIT')
    },
    look,
    blocked: async (backends) => {
      const rows = await look<{ backend: number }>(
        'SELECT backend FROM unnest($1::int[]) AS backend WHERE cardinality(pg_blocking_pids(backend)) > 0',
        [backends]
      )
      return new Set(rows.map((row) => row.backend))
    },
    cancel: async (backends) => {
      for (const backend of backends) await look('SELECT pg_cancel_backend($1)', [backend])
    },
    close: async () => {
      for (const app of processes) await app.close()
      await database.close()
      await control.end()
    }
  }
  const processes: FastifyInstance[] = []
  for (let index = 0; index < PROCESSES; index++)
    processes.push(await openProcess(database, identity, () => office.now()))
  // All connections before the first story: making one takes time that no gate sees.
  await Promise.all(Array.from({ length: CONNECTIONS }, () => database.query('SELECT pg_sleep(0.05)')))
  return office
}

const openProcess = async (
  database: GatedDatabase,
  identity: Identity,
  now: () => number
): Promise<FastifyInstance> => {
  const app = openApp()
  // Desks of a story ask when they are told to, so nobody listens for nudges.
  const cursorWatch = { listen: () => () => undefined, close: () => Promise.resolve() }
  // Real time must not decide anything in a story; that limits hold is tested beside them.
  await addLimits(app, database, { devicePerMinute: 1e9, addressPerMinute: 1e9, eventLoopDelayMs: 0 })
  await addRoutes(
    app,
    { database, identity, now, cursorWatch, snapshots: SNAPSHOTS, meter: UNMETERED, turns: countedTurns(database) },
    'ru'
  )
  await app.ready()
  return app
}

/** Waiting for one's turn in a process is waiting for what another errand brings. */
const countedTurns = (database: GatedDatabase): Turns => {
  const turns = openTurns()
  return (chain) => {
    const turn = turns(chain)
    return {
      ...turn,
      come: () => {
        const [around, errand] = [database.surroundings, errandNow()]
        return around === null || errand === undefined ? turn.come() : around.turns.waiting(errand, () => turn.come())
      }
    }
  }
}

const textHeaders = (headers: Readonly<Record<string, unknown>>): CarriedAnswer['headers'] =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
