/** One document on a screen of its own. */
import { useQuery } from '@tanstack/react-query'
import type { DocumentId } from '../../domain/values/ids.ts'
import { calls } from '../app/connection.ts'
import { useNavigation } from '../app/screens.ts'
import { PatientStrip } from '../patients/patient-strip.tsx'
import { DocumentPanel } from './document-panel.tsx'
import classes from './documents.module.css'

export const DocumentScreen = ({ document: id }: { readonly document: DocumentId }) => {
  const { back } = useNavigation()
  const document = useQuery(calls.documents.document.queryOptions({ input: { id } }))
  const patient = document.data?.patient.id
  return (
    <div className={classes.screen}>
      {patient !== undefined && <PatientStrip patient={patient} />}
      <div className={classes.whole}>
        <DocumentPanel id={id} onClose={back} />
      </div>
    </div>
  )
}
