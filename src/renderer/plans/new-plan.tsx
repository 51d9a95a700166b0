/** A new plan for a patient, begun from a visit or from the patient's page. */
import { useQuery } from '@tanstack/react-query'
import type { PatientId, PlanId, VisitId } from '../../domain/values/ids.ts'
import { calls } from '../app/connection.ts'
import { useNavigation } from '../app/screens.ts'
import { PatientStrip } from '../patients/patient-strip.tsx'
import { PlanEditor } from './plan-editor.tsx'
import classes from './plan-screen.module.css'

interface Props {
  readonly patient: PatientId
  readonly visit: VisitId | null
}

export const NewPlan = ({ patient, visit }: Props) => {
  const { back } = useNavigation()
  const open = useOpenInstead()
  return (
    <div className={classes.screen}>
      <PatientStrip patient={patient} />
      {visit === null ? (
        <PlanEditor patient={patient} visit={null} plan={null} onDone={open} onCancel={back} />
      ) : (
        <FromVisit patient={patient} visit={visit} />
      )}
    </div>
  )
}

/** The finished plan takes the editor's place: one step back from it leads to where the editor was opened. */
const useOpenInstead = (): ((plan: PlanId) => void) => {
  const { go, back } = useNavigation()
  return (plan) => {
    back()
    go({ name: 'plan', plan })
  }
}

/** The doctor of the visit stands in the plan at once. */
const FromVisit = ({ patient, visit }: { readonly patient: PatientId; readonly visit: VisitId }) => {
  const { back } = useNavigation()
  const open = useOpenInstead()
  const row = useQuery(calls.visits.visit.queryOptions({ input: { id: visit } }))
  if (row.data === undefined) return null
  return (
    <PlanEditor
      patient={patient}
      visit={visit}
      plan={null}
      doctor={row.data?.doctor.id ?? null}
      onDone={open}
      onCancel={back}
    />
  )
}
