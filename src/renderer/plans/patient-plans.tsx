/** Plans of a patient, newest first: opened by Enter, or a new one begun by F2. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PatientId, PlanId } from '../../domain/values/ids.ts'
import { formatMoney } from '../../domain/values/money.ts'
import { calls } from '../app/connection.ts'
import { useNavigation } from '../app/screens.ts'
import { usePresent } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { formatDate } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import classes from './patient-plans.module.css'
import { planTexts } from './texts.ts'

interface Props {
  readonly patient: PatientId
  readonly name: string
  readonly onClose: () => void
}

export const PatientPlans = ({ patient, name, onClose }: Props) => {
  const texts = useTexts(planTexts)
  const { may } = usePresent()
  const { go } = useNavigation()
  const [chosen, setChosen] = useState(0)
  const plans = useQuery(calls.plans.ofPatient.queryOptions({ input: { patient } }))
  const rows = plans.data ?? []
  const at = Math.min(chosen, Math.max(0, rows.length - 1))
  const open = (plan: PlanId | undefined): void => {
    if (plan === undefined) return
    onClose()
    go({ name: 'plan', plan })
  }
  const begin = (): void => {
    onClose()
    go({ name: 'new-plan', patient, visit: null })
  }
  useKeys({
    F2: may('edit-plans') ? begin : undefined,
    ArrowDown: () => setChosen(Math.min(rows.length - 1, at + 1)),
    ArrowUp: () => setChosen(Math.max(0, at - 1)),
    Enter: () => open(rows[at]?.id)
  })
  // Opens with everything at hand, so that Enter opens a plan and does not begin one.
  if (plans.data === undefined) return null
  return (
    <Dialog title={texts.list.titleOf(name)} width={1000} onClose={onClose}>
      <div className={classes.dialog}>
        {plans.data.length === 0 && <p className="soft">{texts.list.none}</p>}
        <div className={classes.list}>
          <table className={classes.table}>
            <tbody>
              {rows.map((plan, index) => (
                <tr
                  key={plan.id}
                  aria-selected={index === at}
                  onClick={() => setChosen(index)}
                  onDoubleClick={() => open(plan.id)}
                >
                  <td className={classes.date}>{formatDate(plan.proposedOn)}</td>
                  <td className={classes.number}>{plan.number}</td>
                  <td title={plan.title}>
                    {plan.title} · {plan.doctor.name}
                  </td>
                  <td className={classes.status}>
                    {plan.outdated || plan.conflict ? (
                      <span className="attention">▲ {plan.outdated ? texts.list.outdated : texts.list.conflict}</span>
                    ) : (
                      texts.status[plan.status]
                    )}
                  </td>
                  <td className={classes.done}>{plan.done === 0 ? '' : texts.list.done(formatMoney(plan.done))}</td>
                  <td className={`${classes.sum} number`}>{formatMoney(plan.total)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div className={classes.buttons}>
          <Button
            primary={rows.length > 0}
            keys="Enter"
            data-autofocus={rows.length > 0 ? true : undefined}
            disabled={rows.length === 0}
            onClick={() => open(rows[at]?.id)}
          >
            {texts.list.open}
          </Button>
          <Button
            primary={rows.length === 0}
            keys="F2"
            data-autofocus={rows.length === 0 ? true : undefined}
            disabled={!may('edit-plans')}
            onClick={begin}
          >
            {texts.list.new}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
