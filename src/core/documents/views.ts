/** Table of documents: what lists show, and what decides whether a consent is there. */
import type { Document } from '../../domain/documents/evolve.ts'
import { teethOf } from '../../domain/documents/snapshot.ts'
import { originalAwaited, standingChannels, statusOf, validUntil } from '../../domain/documents/status.ts'
import { projection } from '../storage/projection.ts'
import { prepared, putRow } from '../storage/query.ts'

export interface DocumentTables {
  /**
   * `hands` is JSON of who signed for the patient, [{ role, kind }]; `teeth` and `channels` are JSON arrays. `text` names the
   * PDF whose text was signed or printed last, `signed` the one with drawn signatures.
   */
  document: {
    id: string
    patient: string
    visit: string | null
    clinic: string
    kind: string
    number: string
    title: string
    template_version: number
    scope: string
    status: string
    on_date: string
    prepared_at: string
    signed_on: string | null
    valid_until: string | null
    mode: string | null
    hands: string
    teeth: string
    channels: string
    clinician: string | null
    original_awaited: number
    text: string | null
    signed: string | null
    copies: number
  }
}

export const documentProjection = projection<Document | null>({
  kind: 'document',
  version: 2,
  tables: ['document'],
  schema: [
    `CREATE TABLE document (
      id TEXT PRIMARY KEY, patient TEXT NOT NULL, visit TEXT, clinic TEXT NOT NULL, kind TEXT NOT NULL, number TEXT NOT NULL,
      title TEXT NOT NULL, template_version INTEGER NOT NULL, scope TEXT NOT NULL, status TEXT NOT NULL, on_date TEXT NOT NULL,
      prepared_at TEXT NOT NULL, signed_on TEXT, valid_until TEXT, mode TEXT, hands TEXT NOT NULL, teeth TEXT NOT NULL,
      channels TEXT NOT NULL, clinician TEXT, original_awaited INTEGER NOT NULL, text TEXT, signed TEXT, copies INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX document_of_patient ON document (patient, kind, status)',
    'CREATE INDEX document_of_visit ON document (visit) WHERE visit IS NOT NULL',
    "CREATE INDEX document_unfinished ON document (clinic, prepared_at) WHERE original_awaited = 1 OR status = 'signed'"
  ],
  project: (db, id, document) => {
    if (document === null) {
      prepared(db, 'DELETE FROM document WHERE id = ?').run(id)
      return
    }
    const { patientSigned, snapshot } = document
    putRow<DocumentTables['document']>(db, 'document', {
      id,
      patient: document.patient,
      visit: document.visit,
      clinic: document.clinic,
      kind: document.kind,
      number: document.number,
      title: document.title,
      template_version: document.template.version,
      scope: document.template.scope,
      status: statusOf(document),
      on_date: snapshot.on,
      prepared_at: document.preparedAt,
      signed_on: patientSigned?.on ?? null,
      valid_until: validUntil(document),
      mode: patientSigned?.mode ?? null,
      hands: JSON.stringify(
        snapshot.signers.map((one) => ({ role: one.role, kind: one.role === 'patient' ? null : one.kind }))
      ),
      teeth: JSON.stringify(teethOf(snapshot)),
      channels: JSON.stringify(standingChannels(document)),
      clinician: document.clinicianSigned?.clinician ?? snapshot.clinician?.id ?? null,
      original_awaited: originalAwaited(document) ? 1 : 0,
      text: patientSigned?.sha256 ?? document.printed.at(-1) ?? null,
      signed: document.clinicianSigned?.signed ?? patientSigned?.signed ?? null,
      copies: document.copies
    })
  }
})
