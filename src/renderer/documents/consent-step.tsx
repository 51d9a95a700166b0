/** A consent that a visit needs, as the passport of the visit opens it. */
import { useQuery } from '@tanstack/react-query'
import type { ConsentKind } from '../../domain/clinic/facts.ts'
import { DOCUMENT_OF_CONSENT } from '../../domain/documents/kinds.ts'
import type { PatientId, VisitId } from '../../domain/values/ids.ts'
import { calls } from '../app/connection.ts'
import { DocumentDialog } from './document-dialog.tsx'

interface Props {
  readonly visit: VisitId
  readonly patient: PatientId
  readonly consent: ConsentKind | 'personal-data'
  readonly onClose: () => void
}

export const ConsentStep = ({ visit, patient, consent, onClose }: Props) => {
  const kind = consent === 'personal-data' ? 'personal-data-consent' : DOCUMENT_OF_CONSENT[consent]
  const documents = useQuery(calls.documents.ofVisit.queryOptions({ input: { visit } }))
  if (documents.data === undefined) return null
  const document = documents.data.needs.find((one) => one.kind === kind)?.document ?? null
  return (
    <DocumentDialog kind={kind} patient={patient} visit={visit} document={document?.id ?? null} onClose={onClose} />
  )
}
