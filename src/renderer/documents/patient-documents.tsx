/** All papers of a patient, and a new one of any kind. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DocumentKind } from '../../domain/documents/kinds.ts'
import type { DocumentId, PatientId } from '../../domain/values/ids.ts'
import { calls } from '../app/connection.ts'
import { usePresent } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { formatDate } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { DocumentDialog } from './document-dialog.tsx'
import classes from './documents.module.css'
import { documentTexts } from './texts.ts'

interface Props {
  readonly patient: PatientId
  readonly name: string
  readonly onClose: () => void
}

type Opened = { readonly kind: DocumentKind; readonly document: DocumentId | null }

export const PatientDocuments = ({ patient, name, onClose }: Props) => {
  const [opened, setOpened] = useState<Opened | null>(null)
  return opened === null ? (
    <DocumentsList patient={patient} name={name} onClose={onClose} onOpen={setOpened} />
  ) : (
    <DocumentDialog {...opened} patient={patient} visit={null} onClose={() => setOpened(null)} />
  )
}

const DocumentsList = ({ patient, name, onClose, onOpen }: Props & { readonly onOpen: (opened: Opened) => void }) => {
  const texts = useTexts(documentTexts)
  const { may } = usePresent()
  const [chosen, setChosen] = useState(0)
  const documents = useQuery(calls.documents.ofPatient.queryOptions({ input: { patient } }))
  const templates = useQuery(calls.documents.templates.queryOptions())
  const rows = documents.data ?? []
  const kinds = may('prepare-documents') ? (templates.data?.kinds ?? []) : []
  const open = (index: number): void => {
    const row = rows[index]
    if (row !== undefined) onOpen({ kind: row.kind, document: row.id })
  }
  useKeys({
    ArrowDown: () => setChosen(Math.min(rows.length - 1, chosen + 1)),
    ArrowUp: () => setChosen(Math.max(0, chosen - 1)),
    Enter: () => open(chosen),
    ...Object.fromEntries(
      kinds.map((one, index) => [String(index + 1), () => onOpen({ kind: one.kind, document: null })])
    )
  })
  return (
    <Dialog title={texts.patient.title(name)} width={980} onClose={onClose}>
      {/* Takes the first focus, so that Enter opens the chosen line and not what happens to be the first button. */}
      <div className={classes.ofPatient} tabIndex={-1} data-autofocus>
        {documents.data !== undefined && rows.length === 0 && <p className="soft">{texts.patient.none}</p>}
        {rows.length > 0 && (
          <div className={classes.list}>
            <table className={classes.table}>
              <tbody>
                {rows.map((row, index) => (
                  <tr
                    key={row.id}
                    aria-selected={index === chosen}
                    onClick={() => setChosen(index)}
                    onDoubleClick={() => open(index)}
                  >
                    <td className={classes.date}>{formatDate(row.on)}</td>
                    <td className={classes.no}>{row.number}</td>
                    <td title={row.title}>{texts.kinds[row.kind]}</td>
                    <td>
                      {texts.statuses[row.status]}
                      {row.originalAwaited && <span className="attention"> · {texts.originalAwaited}</span>}
                      {row.fileElsewhere && <span className="soft"> · {texts.fileElsewhereShort}</span>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {(templates.data?.faults.length ?? 0) > 0 && (
          <p className="danger">
            {texts.patient.faults(new Set(templates.data?.faults.map((fault) => fault.file)).size)}
          </p>
        )}
        {kinds.length > 0 && <h2>{texts.patient.new}</h2>}
        <div className={classes.kinds}>
          {kinds.map((one, index) => (
            <Button key={one.kind} keys={String(index + 1)} onClick={() => onOpen({ kind: one.kind, document: null })}>
              {texts.kinds[one.kind]}
            </Button>
          ))}
        </div>
      </div>
    </Dialog>
  )
}
