/** Settles points spent beyond the account: owed until the next ones, or forgiven with a reason. */
import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { ConflictTask } from '../../contract/tasks.ts'
import { client } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { usePresent } from '../app/session.ts'
import { appTexts } from '../app/texts.ts'
import { loyaltyRefusalText } from '../loyalty/refusal-text.ts'
import { loyaltyTexts } from '../loyalty/texts.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { Choices } from './choices.tsx'
import { enteredText } from './task-words.ts'
import classes from './tasks.module.css'
import { taskTexts } from './texts.ts'

interface Props {
  readonly task: Extract<ConflictTask, { kind: 'overspent' }>
  readonly onClose: () => void
}

export const SettlePoints = ({ task, onClose }: Props) => {
  const texts = useTexts(taskTexts)
  const loyalty = useTexts(loyaltyTexts)
  const general = useTexts(appTexts)
  const { standing, may } = usePresent()
  const notify = useNotify()
  const [how, setHow] = useState<'owed' | 'forgiven' | null>(null)
  const [reason, setReason] = useState('')
  const points = loyalty.points(task.points)
  const settle = useMutation({
    mutationFn: (chosen: 'owed' | 'forgiven') =>
      client.loyalty.settleOverspend({
        patient: task.patient.id,
        how: chosen,
        points: task.points,
        reason: chosen === 'forgiven' ? reason : null
      }),
    onSuccess: (_view, chosen) => {
      const said = chosen === 'owed' ? texts.points.doneOwed : texts.points.doneForgiven
      notify({ tone: 'done', text: said(task.patient.name, points) })
      onClose()
    }
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (how !== null && !settle.isPending) settle.mutate(how)
  }
  const forgives = may('reverse-payments')
  return (
    <Dialog title={texts.points.title(task.patient.name)} width={560} onClose={onClose}>
      <form onSubmit={submit} className={classes.form}>
        <p>{texts.points.lack(points)}</p>
        <ul className={classes.sides}>
          {task.spends.map((spend) => (
            <li key={spend.entered.at}>
              {texts.spent(loyalty.points(spend.points), enteredText(spend.entered, texts, standing.clinic.zone))}
            </li>
          ))}
        </ul>
        <Choices
          chosen={how}
          choices={[
            { key: 'owed', label: texts.points.owed, hint: texts.points.owedHint },
            {
              key: 'forgiven',
              label: texts.points.forgiven,
              hint: forgives ? texts.points.forgivenHint : texts.points.forbidden,
              disabled: !forgives
            }
          ]}
          onChoose={(key) => setHow(key === 'owed' ? 'owed' : 'forgiven')}
        />
        {how === 'forgiven' && (
          <TextInput
            label={texts.points.reason}
            value={reason}
            maxLength={300}
            autoComplete="off"
            autoFocus
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        {settle.error !== null && (
          <p role="alert" className="danger">
            {loyaltyRefusalText(settle.error, loyalty) ?? failureText(settle.error, general)}
          </p>
        )}
        <div className={classes.buttons}>
          {how !== null && (
            <Button
              key={how}
              type="submit"
              primary
              keys="Enter"
              disabled={settle.isPending || (how === 'forgiven' && reason.trim().length < 3)}
              autoFocus={how === 'owed'}
            >
              {how === 'owed' ? texts.points.owed : texts.points.forgiven}
            </Button>
          )}
          <Button keys="Esc" onClick={onClose}>
            {general.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
