/** The schema's history: each step is applied once, in order, and a shipped one is never edited. */
import type { Database, Sql } from './database.ts'
import { UPLOADS_SQL } from './blobs/schema.ts'
import { ERASED_PAPERS_SQL, ERASURE_SQL } from './erasure/schema.ts'
import { AWAITED_SQL } from './figures/awaited.ts'
import { PARTITIONS_SQL } from './partitions/migration.ts'
import { SNAPSHOTS_SQL } from './snapshots/schema.ts'

interface Migration {
  readonly name: string
  readonly sql: string
}

const MIGRATIONS: readonly Migration[] = [
  {
    name: '0001-facts-and-devices',
    sql: `
      -- Name and zone come from the clinic's own facts once there are any.
      CREATE TABLE clinic (id uuid PRIMARY KEY, name text NOT NULL, zone text);
      CREATE TABLE device (
        id uuid PRIMARY KEY,
        -- Null for head office itself, which writes facts too but stands in no clinic.
        clinic uuid REFERENCES clinic,
        name text NOT NULL,
        public_key text NOT NULL,
        -- Prefix of the numbers on papers; never given twice in a clinic, also not after revocation.
        series int,
        -- Head of the device's chain as held here: what the next fact must continue.
        epoch int NOT NULL DEFAULT 0,
        acked int NOT NULL DEFAULT 0,
        head text NOT NULL,
        -- What the device itself told of its last fact, and up to which cursor it has fetched others' facts.
        recorded int NOT NULL DEFAULT 0,
        pulled bigint NOT NULL DEFAULT 0,
        enrolled_at timestamptz NOT NULL,
        last_contact timestamptz NOT NULL,
        revoked_at timestamptz,
        UNIQUE (clinic, series)
      );
      CREATE TABLE enrolment_code (
        hash text PRIMARY KEY,
        clinic uuid NOT NULL REFERENCES clinic,
        expires_at timestamptz NOT NULL,
        used_by uuid,
        used_at timestamptz
      );
      -- One row per replication scope. A push locks it to its commit, so cursors become visible in their order.
      CREATE TABLE scope_cursor (scope text PRIMARY KEY, last bigint NOT NULL);
      INSERT INTO scope_cursor VALUES ('network', 0);
      CREATE TABLE fact (
        cursor bigint PRIMARY KEY,
        device uuid NOT NULL REFERENCES device,
        epoch int NOT NULL,
        seq int NOT NULL,
        kind text NOT NULL,
        aggregate text NOT NULL,
        clock text NOT NULL,
        effective text NOT NULL,
        received_at timestamptz NOT NULL,
        -- Text, not jsonb: a fact is kept to the letter, as its hash demands.
        header text NOT NULL,
        hash text NOT NULL,
        payload text,
        salt text,
        UNIQUE (device, epoch, seq)
      );
      CREATE INDEX fact_of_aggregate ON fact (kind, aggregate);
      CREATE TABLE blob (
        sha256 text PRIMARY KEY,
        bytes bytea NOT NULL,
        device uuid NOT NULL REFERENCES device,
        received_at timestamptz NOT NULL
      );
      -- Already compressed content (PDF, strokes): PostgreSQL need not try again.
      ALTER TABLE blob ALTER COLUMN bytes SET STORAGE EXTERNAL;`
  },
  {
    name: '0002-operators',
    sql: `
      CREATE TABLE setting (name text PRIMARY KEY, value text NOT NULL);
      CREATE TABLE operator_session (token_hash text PRIMARY KEY, expires_at timestamptz NOT NULL);`
  },
  {
    name: '0003-figures',
    sql: `
      -- Derived from facts; emptied and filled anew when the version changes.
      CREATE TABLE figure_progress (version int NOT NULL, cursor bigint NOT NULL);
      INSERT INTO figure_progress VALUES (0, 0);
      CREATE TABLE figure (
        kind text NOT NULL,
        aggregate text NOT NULL,
        clinic uuid NOT NULL,
        day date NOT NULL,
        state text NOT NULL,
        kopecks bigint NOT NULL,
        PRIMARY KEY (kind, aggregate)
      );
      CREATE INDEX figure_of_day ON figure (day, clinic, kind);`
  },
  {
    name: '0004-receipts',
    sql: `
      -- One row per accepted push: what the device vouched for, and what head office has signed for it. Never changed,
      -- but for the head of a part of a batch, which the device vouches for later.
      CREATE TABLE receipt (
        device uuid NOT NULL REFERENCES device,
        epoch int NOT NULL,
        seq int NOT NULL,
        hash text NOT NULL,
        received_at timestamptz NOT NULL,
        -- Null while only the sound beginning of a refused batch is held: the device has signed for the end of the batch.
        head_signature text,
        signature text NOT NULL,
        PRIMARY KEY (device, epoch, seq)
      );`
  },
  {
    name: '0005-chains',
    sql: `
      -- One row per device and epoch. A device that was cloned or set back goes on in a new chain with a key of its own,
      -- and the old one stays open for the PC that still continues it.
      CREATE TABLE chain (
        device uuid NOT NULL REFERENCES device,
        epoch int NOT NULL,
        public_key text NOT NULL,
        -- Head as held here: what the next fact must continue.
        acked int NOT NULL DEFAULT 0,
        head text NOT NULL,
        -- What the PC itself told of its last fact, and up to which cursor it has fetched others' facts.
        recorded int NOT NULL DEFAULT 0,
        recorded_at timestamptz,
        pulled bigint NOT NULL DEFAULT 0,
        -- Facts that were sealed again when this epoch began.
        resealed int NOT NULL DEFAULT 0,
        opened_at timestamptz NOT NULL,
        last_contact timestamptz NOT NULL,
        -- When an operator has looked at the beginning of this epoch; nobody needs to look at the first.
        looked_at timestamptz,
        PRIMARY KEY (device, epoch),
        UNIQUE (device, public_key)
      );
      INSERT INTO chain (device, epoch, public_key, acked, head, recorded, pulled, opened_at, last_contact)
        SELECT id, epoch, public_key, acked, head, recorded, pulled, enrolled_at, last_contact FROM device;
      ALTER TABLE device DROP COLUMN public_key, DROP COLUMN epoch, DROP COLUMN acked, DROP COLUMN head,
        DROP COLUMN recorded, DROP COLUMN pulled, DROP COLUMN last_contact;
      -- Desks as people know them, each with the chain of the PC that was here last: a copy or an older state of it is
      -- told of on the desk's own page.
      CREATE VIEW desk AS
        SELECT device.id, clinic, name, series, revoked_at, latest.epoch, acked, recorded, recorded_at, pulled, last_contact
        FROM device JOIN LATERAL (
          SELECT * FROM chain WHERE chain.device = device.id ORDER BY last_contact DESC, epoch DESC LIMIT 1
        ) AS latest ON true
        WHERE clinic IS NOT NULL;`
  },
  {
    name: '0006-withdrawal-and-scopes',
    sql: `
      ALTER TABLE device
        -- A withdrawn device is to destroy its data once it has sent what it still held.
        ADD COLUMN wipe boolean NOT NULL DEFAULT false,
        -- Which facts it gets whole: those of the network, or those of its own clinic.
        ADD COLUMN gets text NOT NULL DEFAULT 'network' CHECK (gets IN ('network', 'clinic')),
        -- When an operator has left what is kept apart as it is; what comes later is to be looked at again.
        ADD COLUMN quarantine_left_at timestamptz;
      -- What withdrawn devices sent: part of their chains, but without a cursor, so that nobody is given it.
      CREATE TABLE quarantined_fact (
        device uuid NOT NULL REFERENCES device,
        epoch int NOT NULL,
        seq int NOT NULL,
        kind text NOT NULL,
        aggregate text NOT NULL,
        clock text NOT NULL,
        effective text NOT NULL,
        received_at timestamptz NOT NULL,
        header text NOT NULL,
        hash text NOT NULL,
        payload text,
        salt text,
        PRIMARY KEY (device, epoch, seq)
      );`
  },
  { name: '0008-partitions', sql: PARTITIONS_SQL },
  { name: '0009-erasure', sql: ERASURE_SQL },
  {
    name: '0010-checks',
    sql: `
      -- Facts that break a rule of business, for a person to look at; named by their cursors.
      CREATE TABLE flagged_fact (
        cursor bigint PRIMARY KEY,
        reason text NOT NULL CHECK (reason IN ('payload', 'not-begun')),
        noted_at timestamptz NOT NULL,
        -- Who has taken it over, as people write their names.
        owner text,
        owned_at timestamptz,
        settled_at timestamptz,
        -- Null when it settled by itself: the beginning came later.
        settled_by text,
        note text
      );
      CREATE INDEX flagged_fact_open ON flagged_fact (cursor) WHERE settled_at IS NULL;
      -- Facts of types or versions that only a newer program knows: read again once this one does.
      CREATE TABLE unread_fact (cursor bigint PRIMARY KEY, kind text NOT NULL, type text NOT NULL, v int NOT NULL);
      -- What is here already is looked at too.
      UPDATE figure_progress SET version = 0;`
  },
  { name: '0011-snapshots', sql: SNAPSHOTS_SQL },
  { name: '0012-uploads', sql: UPLOADS_SQL },
  {
    name: '0013-checks-that-hold',
    sql: `
      -- A version may be any whole number that a fact can carry.
      ALTER TABLE unread_fact ALTER COLUMN v TYPE bigint;
      -- What cannot be counted, or is too much to be read, is listed and no longer stops everything.
      ALTER TABLE flagged_fact DROP CONSTRAINT flagged_fact_reason_check,
        ADD CHECK (reason IN ('payload', 'not-begun', 'uncounted', 'too-much'));`
  },
  { name: '0014-erased-papers', sql: ERASED_PAPERS_SQL },
  { name: '0015-awaited-papers', sql: AWAITED_SQL }
]

/** The database was written by a newer head office; this one must not touch it. */
export class NewerSchema extends Error {
  override readonly name = 'NewerSchema'
}

/** Any number, as long as every process of a head office takes the same. */
const MIGRATION_LOCK = 7_318_001

/** Brings the schema up to date; several processes may start at once. @throws {NewerSchema} */
export const migrate = async (database: Database, now: number): Promise<void> => {
  await database.transaction(async (sql) => {
    await sql.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    await sql.query(
      'CREATE TABLE IF NOT EXISTS schema_migration (name text PRIMARY KEY, applied_at timestamptz NOT NULL)'
    )
    const applied = new Set(
      (await sql.query<{ name: string }>('SELECT name FROM schema_migration')).map((row) => row.name)
    )
    const known = new Set(MIGRATIONS.map((migration) => migration.name))
    for (const name of applied) if (!known.has(name)) throw new NewerSchema(`unknown migration ${name}`)
    for (const migration of MIGRATIONS) if (!applied.has(migration.name)) await apply(sql, migration, now)
  })
}

/** In an empty database: the schema as it was when exactly these steps had been applied. @throws {NewerSchema} */
export const buildSchema = async (sql: Sql, names: readonly string[], now: number): Promise<void> => {
  for (const name of names)
    if (!MIGRATIONS.some((one) => one.name === name)) throw new NewerSchema(`unknown migration ${name}`)
  await sql.query('CREATE TABLE schema_migration (name text PRIMARY KEY, applied_at timestamptz NOT NULL)')
  for (const migration of MIGRATIONS) if (names.includes(migration.name)) await apply(sql, migration, now)
}

/** False as well when a newer head office has changed it meanwhile: this one must not serve it any more. */
export const schemaIsCurrent = async (sql: Sql): Promise<boolean> => {
  const applied = await sql.query<{ name: string }>('SELECT name FROM schema_migration')
  return (
    applied.length === MIGRATIONS.length && applied.every(({ name }) => MIGRATIONS.some((one) => one.name === name))
  )
}

const apply = async (sql: Sql, migration: Migration, now: number): Promise<void> => {
  await sql.query(migration.sql)
  await sql.query('INSERT INTO schema_migration VALUES ($1, $2)', [migration.name, new Date(now)])
}
