/** Plans of a patient, newest first, with the way to a new one. */
import { useQuery } from '@tanstack/react-query'
import type { PatientId } from '../../domain/values/ids.ts'
import { formatMoney } from '../../domain/values/money.ts'
import { calls } from '../app/connection.ts'
import { useNavigation } from '../app/screens.ts'
import { usePresent } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { formatDate } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import classes from './patient-plans.module.css'
import { planTexts } from './texts.ts'

export const PatientPlans = ({ patient }: { readonly patient: PatientId }) => {
  const texts = useTexts(planTexts)
  const { may } = usePresent()
  const { go } = useNavigation()
  const plans = useQuery(calls.plans.ofPatient.queryOptions({ input: { patient } }))
  return (
    <section className={classes.section} aria-label={texts.list.title}>
      <header className={classes.head}>
        <h2>{texts.list.title}</h2>
        {may('edit-plans') && (
          <Button onClick={() => go({ name: 'new-plan', patient, visit: null })}>{texts.list.new}</Button>
        )}
      </header>
      {plans.data?.length === 0 && <p className="soft">{texts.list.none}</p>}
      <ul className={classes.list}>
        {plans.data?.map((plan) => (
          <li key={plan.id}>
            <button type="button" className={classes.row} onClick={() => go({ name: 'plan', plan: plan.id })}>
              <span>{formatDate(plan.proposedOn)}</span>
              <strong>{plan.number}</strong>
              <span className={classes.title}>
                {plan.title} · {plan.doctor.name}
              </span>
              <span className={plan.outdated || plan.conflict ? 'attention' : 'soft'}>
                {plan.outdated ? texts.list.outdated : texts.status[plan.status]}
              </span>
              <span className="soft">{plan.done === 0 ? '' : texts.list.done(formatMoney(plan.done))}</span>
              <span className="number">{formatMoney(plan.total)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
