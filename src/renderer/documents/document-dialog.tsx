/** The dialog of one paper: prepared first when there is none, then shown with what can be done. */
import { useState } from 'react'
import type { DocumentKind } from '../../domain/documents/kinds.ts'
import type { DocumentId, PatientId, VisitId } from '../../domain/values/ids.ts'
import { Dialog } from '../ui/dialog.tsx'
import { useTexts } from '../ui/language.tsx'
import { DocumentPanel } from './document-panel.tsx'
import { PrepareForm } from './prepare-form.tsx'
import { documentTexts } from './texts.ts'

interface Props {
  readonly kind: DocumentKind
  readonly patient: PatientId
  readonly visit: VisitId | null
  /** The document to go on with; null prepares a new one. */
  readonly document: DocumentId | null
  readonly onClose: () => void
}

export const DocumentDialog = ({ kind, patient, visit, document, onClose }: Props) => {
  const texts = useTexts(documentTexts)
  const [prepared, setPrepared] = useState<{ readonly id: DocumentId; readonly next: 'look' | 'screen' } | null>(null)
  const id = prepared?.id ?? document
  return (
    <Dialog title={texts.kinds[kind]} width={id === null ? 640 : 1180} onClose={onClose}>
      {id === null ? (
        <PrepareForm
          kind={kind}
          patient={patient}
          visit={visit}
          onPrepared={(made, next) => setPrepared({ id: made, next })}
          onClose={onClose}
        />
      ) : (
        <DocumentPanel titled id={id} signing={prepared?.next === 'screen'} onSigned={onClose} onClose={onClose} />
      )}
    </Dialog>
  )
}
