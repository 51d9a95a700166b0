/** A new version of a plan, on a screen of its own, so that Esc leads back to the plan as it stands. */
import { useQuery } from '@tanstack/react-query'
import type { PlanId } from '../../domain/values/ids.ts'
import { calls } from '../app/connection.ts'
import { useNavigation } from '../app/screens.ts'
import { PatientStrip } from '../patients/patient-strip.tsx'
import { useTexts } from '../ui/language.tsx'
import { PlanEditor } from './plan-editor.tsx'
import classes from './plan-screen.module.css'
import { planTexts } from './texts.ts'

export const EditPlan = ({ plan: id }: { readonly plan: PlanId }) => {
  const texts = useTexts(planTexts)
  const { back } = useNavigation()
  const plan = useQuery(calls.plans.plan.queryOptions({ input: { id } }))
  if (plan.data === undefined) return null
  if (plan.data === null) return <p className={classes.gone}>{texts.refusals.PLAN_UNKNOWN}</p>
  const { patient, visit } = plan.data
  return (
    <div className={classes.screen}>
      <PatientStrip patient={patient.id} />
      <PlanEditor patient={patient.id} visit={visit} plan={plan.data} onDone={back} onCancel={back} />
    </div>
  )
}
