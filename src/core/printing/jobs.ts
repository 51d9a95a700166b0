/** The print queue on disk: rows and their history. What may follow what is decided in the domain and done by the spool. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { CopyMark, ReceiptDocument } from '../../domain/printing/document.ts'
import {
  PrintEvent,
  PrintJob,
  type JobReason,
  type PrintedPaper,
  PrintJobId,
  type PrintJobState
} from '../../domain/printing/job.ts'
import type { Printer, PrinterId, PrinterKind } from '../../domain/printing/printer.ts'
import type { Instant } from '../../domain/values/dates.ts'
import type { StaffId } from '../../domain/values/ids.ts'
import type { Database } from '../storage/database.ts'
import { prepared } from '../storage/query.ts'
import type { Payload } from './transports/transport.ts'

interface JobRecord {
  readonly id: string
  readonly document: string
  readonly version: number
  readonly kind: string
  readonly title: string
  readonly printer: string
  readonly printer_name: string
  readonly copy: number
  readonly state: string
  readonly attempts: number
  readonly bytes_total: number
  readonly bytes_sent: number
  readonly reason: string | null
  readonly queued_at: string
  readonly changed_at: string
  readonly settled: string | null
  readonly asked_by: string | null
  readonly kept: number
}

const COLUMNS = `id, document, version, kind, title, printer, printer_name, copy, state, attempts, bytes_total, bytes_sent,
  reason, queued_at, changed_at, settled, asked_by, payload IS NOT NULL AS kept`

const parsed = (json: string | null): unknown => (json === null ? null : JSON.parse(json))

const jobOf = (row: JobRecord): PrintJob =>
  PrintJob.parse({
    id: row.id,
    paper: { document: row.document, version: row.version },
    kind: row.kind,
    title: row.title,
    printer: row.printer,
    printerName: row.printer_name,
    copy: row.copy,
    state: row.state,
    attempts: row.attempts,
    bytesTotal: row.bytes_total,
    bytesSent: row.bytes_sent,
    reason: parsed(row.reason),
    queuedAt: row.queued_at,
    changedAt: row.changed_at,
    settled: row.settled,
    askedBy: row.asked_by,
    kept: row.kept === 1
  })

const many = (rows: readonly unknown[]): PrintJob[] => (rows as readonly JobRecord[]).map(jobOf)
const one = (row: unknown): PrintJob | null => (row === undefined ? null : jobOf(row as JobRecord))

/** What a receipt was laid out from: its words, and the mark of the copy it is, if it is one. */
const ReceiptSource = z.object({ document: ReceiptDocument, mark: CopyMark.nullable() })
export type ReceiptSource = z.infer<typeof ReceiptSource>

/** What is to be printed; a receipt's source stays beside its bytes, so that it can be shown and laid out anew. */
export interface Content {
  readonly format: Payload['format']
  readonly bytes: Uint8Array
  readonly receipt: ReceiptSource | null
}

export interface NewJob {
  readonly id: PrintJobId
  readonly paper: PrintedPaper
  readonly kind: PrinterKind
  readonly title: string
  readonly printer: Printer
  readonly copy: number
  readonly content: Content
  readonly at: Instant
  readonly by: StaffId | null
}

export const insertJob = (db: Database, job: NewJob): PrintJob => {
  const { bytes, format, receipt } = job.content
  prepared(
    db,
    `INSERT INTO print_job (id, document, version, kind, title, printer, printer_name, copy, state, attempts, bytes_total,
       bytes_sent, reason, queued_at, changed_at, settled, asked_by, format, receipt, payload, payload_sha256)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'queued', 0, ?, 0, NULL, ?, ?, NULL, ?, ?, ?, ?, ?)`
  ).run(
    job.id,
    job.paper.document,
    job.paper.version,
    job.kind,
    job.title,
    job.printer.id,
    job.printer.name,
    job.copy,
    bytes.length,
    job.at,
    job.at,
    job.by,
    format,
    receipt === null ? null : JSON.stringify(receipt),
    bytes,
    createHash('sha256').update(bytes).digest('hex')
  )
  const stored = jobById(db, job.id)
  if (stored === null) throw new Error('a print job vanished while it was written')
  return stored
}

export const jobById = (db: Database, id: PrintJobId): PrintJob | null =>
  one(prepared(db, `SELECT ${COLUMNS} FROM print_job WHERE id = ?`).get(id))

/** The original of a paper in a kind, unless it was called off before anything left. */
export const originalOf = (db: Database, paper: PrintedPaper, kind: PrinterKind): PrintJob | null =>
  one(
    prepared(
      db,
      `SELECT ${COLUMNS} FROM print_job WHERE document = ? AND version = ? AND kind = ? AND copy = 0 AND state <> 'cancelled'`
    ).get(paper.document, paper.version, kind)
  )

export const nextCopy = (db: Database, paper: PrintedPaper, kind: PrinterKind): number => {
  const row = prepared(
    db,
    'SELECT max(copy) AS last FROM print_job WHERE document = ? AND version = ? AND kind = ?'
  ).get(paper.document, paper.version, kind) as { readonly last: number | null }
  return (row.last ?? 0) + 1
}

export const firstQueued = (db: Database, printer: PrinterId): PrintJob | null =>
  one(
    prepared(
      db,
      `SELECT ${COLUMNS} FROM print_job WHERE printer = ? AND state = 'queued' ORDER BY position LIMIT 1`
    ).get(printer)
  )

/** Papers that wait for a printer. */
export const queuedFor = (db: Database, printer: PrinterId): PrintJobId[] =>
  (
    prepared(db, `SELECT id FROM print_job WHERE printer = ? AND state = 'queued' ORDER BY position`).all(
      printer
    ) as readonly { readonly id: string }[]
  ).map((row) => PrintJobId.parse(row.id))

/** SQLite's way to say «all of them». */
export const NO_LIMIT = -1

export const listJobs = (db: Database, states: readonly PrintJobState[], limit: number): PrintJob[] =>
  states.length === 0
    ? many(prepared(db, `SELECT ${COLUMNS} FROM print_job ORDER BY position DESC LIMIT ?`).all(limit))
    : many(
        prepared(
          db,
          `SELECT ${COLUMNS} FROM print_job WHERE state IN (SELECT value FROM json_each(?)) ORDER BY position DESC LIMIT ?`
        ).all(JSON.stringify(states), limit)
      )

export const jobsOf = (db: Database, document: string): PrintJob[] =>
  many(prepared(db, `SELECT ${COLUMNS} FROM print_job WHERE document = ? ORDER BY position`).all(document))

export const countJobs = (db: Database, printer: PrinterId): { readonly waiting: number; readonly doubtful: number } =>
  prepared(
    db,
    `SELECT (SELECT count(*) FROM print_job WHERE printer = ? AND state IN ('queued', 'sending')) AS waiting,
            (SELECT count(*) FROM print_job WHERE printer = ? AND state = 'unknown' AND settled IS NULL) AS doubtful`
  ).get(printer, printer) as { readonly waiting: number; readonly doubtful: number }

/** Null once forgotten. */
export const contentOf = (db: Database, id: PrintJobId): Content | null => {
  const row = prepared(db, 'SELECT format, receipt, payload FROM print_job WHERE id = ?').get(id) as
    | { readonly format: Payload['format']; readonly receipt: string | null; readonly payload: Uint8Array | null }
    | undefined
  if (row === undefined || row.payload === null) return null
  return {
    format: row.format,
    bytes: row.payload,
    receipt: row.receipt === null ? null : ReceiptSource.parse(parsed(row.receipt))
  }
}

export interface JobChange {
  readonly state: PrintJobState
  readonly reason: JobReason | null
  readonly bytesSent: number
  readonly at: Instant
  readonly left?: boolean
  readonly requeued?: boolean
  readonly settled?: 'came-out' | 'did-not'
}

export const changeJob = (db: Database, id: PrintJobId, change: JobChange): void => {
  prepared(
    db,
    `UPDATE print_job SET state = ?, reason = ?, bytes_sent = ?, changed_at = ?, attempts = attempts + ?,
       queued_at = coalesce(?, queued_at), settled = coalesce(?, settled) WHERE id = ?`
  ).run(
    change.state,
    change.reason === null ? null : JSON.stringify(change.reason),
    change.bytesSent,
    change.at,
    change.left === true ? 1 : 0,
    change.requeued === true ? change.at : null,
    change.settled ?? null,
    id
  )
}

/** Sends the same paper another way: other printer, other bytes, same job. Only for what has not left. */
export const moveJob = (db: Database, id: PrintJobId, printer: Printer, content: Content): void => {
  prepared(
    db,
    'UPDATE print_job SET printer = ?, printer_name = ?, bytes_total = ?, payload = ?, payload_sha256 = ? WHERE id = ?'
  ).run(
    printer.id,
    printer.name,
    content.bytes.length,
    content.bytes,
    createHash('sha256').update(content.bytes).digest('hex'),
    id
  )
}

export interface EventLine {
  readonly at: Instant
  readonly by: StaffId | null
  readonly what: PrintEvent['what']
  readonly state: PrintJobState
  readonly reason: JobReason | null
  readonly bytesSent: number
}

export const noteEvent = (db: Database, job: PrintJobId, line: EventLine): void => {
  prepared(
    db,
    'INSERT INTO print_event (job, at, staff, what, state, reason, bytes_sent) VALUES (?, ?, ?, ?, ?, ?, ?)'
  ).run(
    job,
    line.at,
    line.by,
    line.what,
    line.state,
    line.reason === null ? null : JSON.stringify(line.reason),
    line.bytesSent
  )
}

export const eventsOf = (db: Database, job: PrintJobId): PrintEvent[] =>
  (
    prepared(
      db,
      'SELECT at, staff, what, state, reason, bytes_sent FROM print_event WHERE job = ? ORDER BY position'
    ).all(job) as readonly {
      readonly at: string
      readonly staff: string | null
      readonly what: string
      readonly state: string
      readonly reason: string | null
      readonly bytes_sent: number
    }[]
  ).map((row) =>
    PrintEvent.parse({
      at: row.at,
      by: row.staff,
      what: row.what,
      state: row.state,
      reason: parsed(row.reason),
      bytesSent: row.bytes_sent
    })
  )

/** Drops what was printed and keeps that it was: bytes and words go, numbers and states stay. Answers the jobs touched. */
export const forgetContent = (
  db: Database,
  where: { readonly document: string } | { readonly endedBefore: Instant }
): PrintJobId[] => {
  const condition = 'document' in where ? 'document = ?' : 'changed_at < ?'
  const ids = prepared(
    db,
    `UPDATE print_job SET payload = NULL, receipt = NULL
     WHERE ${condition} AND payload IS NOT NULL AND state NOT IN ('queued', 'sending') RETURNING id`
  ).all('document' in where ? where.document : where.endedBefore) as readonly { readonly id: string }[]
  return ids.map((row) => PrintJob.shape.id.parse(row.id))
}
