/** The act of a visit: what was done is made out and printed; what is made out is shown, printed again or annulled. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ActId, VisitId } from '../../domain/values/ids.ts'
import { calls } from '../app/connection.ts'
import { Dialog } from '../ui/dialog.tsx'
import { useTexts } from '../ui/language.tsx'
import { ActIssued } from './act-issued.tsx'
import { ActMaking } from './act-making.tsx'
import { actTexts } from './texts.ts'

interface Props {
  readonly visit: VisitId
  readonly onClose: () => void
}

export const ActDialog = ({ visit, onClose }: Props) => {
  const texts = useTexts(actTexts)
  const draft = useQuery(calls.acts.draft.queryOptions({ input: { visit } }))
  /** The act to show; `making` shows the form though there are acts; null follows from what the visit has. */
  const [shown, setShown] = useState<ActId | 'making' | null>(null)
  const data = draft.data ?? null
  const standing = data?.acts.findLast((act) => !act.cancelled)
  const act =
    shown === 'making' ? null : (shown ?? (data !== null && data.lines.length === 0 ? (standing?.id ?? null) : null))
  return (
    <Dialog title={texts.title(data?.patient.name ?? '')} width={1120} onClose={onClose}>
      {draft.data === null && <p role="alert">{texts.refusals.VISIT_UNKNOWN}</p>}
      {data !== null && act !== null && <ActIssued act={act} onClose={onClose} onAnother={() => setShown('making')} />}
      {data !== null && act === null && (
        <ActMaking
          key={data.visit}
          draft={data}
          onIssued={setShown}
          onClose={onClose}
          onBack={standing === undefined ? null : () => setShown(standing.id)}
        />
      )}
    </Dialog>
  )
}
