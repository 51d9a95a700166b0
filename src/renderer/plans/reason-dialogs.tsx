/** A patient's refusal with its reason and what can be done about it; and the withdrawal of a plan made by mistake. */
import { Radio, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { PlanView } from '../../contract/plans.ts'
import { RefusalReason } from '../../domain/plans/facts.ts'
import { client } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Key } from '../ui/key.tsx'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { useKeys } from '../ui/use-keys.ts'
import classes from './plan-dialogs.module.css'
import { planRefusalText } from './refusal-text.ts'
import { planTexts } from './texts.ts'

interface Props {
  readonly plan: PlanView
  readonly onClose: () => void
}

export const RefusalDialog = ({ plan, onClose }: Props) => {
  const texts = useTexts(planTexts)
  const general = useTexts(appTexts)
  const notify = useNotify()
  const [reason, setReason] = useState<RefusalReason | null>(null)
  const [note, setNote] = useState('')
  const refuse = useMutation({
    mutationFn: (given: RefusalReason) =>
      client.plans.refuse({
        id: plan.id,
        version: plan.version.id,
        reason: given,
        note: note.trim() === '' ? null : note.trim()
      }),
    onSuccess: () => {
      notify({ tone: 'done', text: texts.refusal.done })
      onClose()
    }
  })
  const confirm = (): void => {
    if (reason !== null && !refuse.isPending) refuse.mutate(reason)
  }
  useKeys({
    F2: confirm,
    ...Object.fromEntries(RefusalReason.options.map((one, index) => [String(index + 1), () => setReason(one)]))
  })
  return (
    <Dialog title={texts.refusal.title} width={620} onClose={onClose}>
      <div className={classes.dialog}>
        <Radio.Group
          label={texts.refusal.reason}
          value={reason}
          onChange={(value) => setReason(RefusalReason.parse(value))}
        >
          <div className={classes.reasons}>
            {RefusalReason.options.map((one, index) => (
              <Radio
                key={one}
                {...(index === 0 ? { 'data-autofocus': true } : {})}
                value={one}
                label={
                  <>
                    {texts.reasons[one].name} <Key>{String(index + 1)}</Key>
                  </>
                }
              />
            ))}
          </div>
        </Radio.Group>
        {reason !== null && <p className={classes.advice}>{texts.reasons[reason].advice}</p>}
        <Textarea
          label={texts.refusal.note}
          value={note}
          maxLength={500}
          autosize
          minRows={2}
          maxRows={5}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {refuse.error !== null && (
          <p className="danger" role="alert">
            {planRefusalText(refuse.error, texts) ?? failureText(refuse.error, general)}
          </p>
        )}
        <div className={classes.buttons}>
          <Button primary keys="F2" disabled={reason === null || refuse.isPending} onClick={confirm}>
            {texts.refusal.confirm}
          </Button>
          <Button keys="Esc" onClick={onClose}>
            {texts.refusal.back}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

export const WithdrawalDialog = ({ plan, onClose }: Props) => {
  const texts = useTexts(planTexts)
  const general = useTexts(appTexts)
  const notify = useNotify()
  const [reason, setReason] = useState('')
  const withdraw = useMutation({
    mutationFn: () => client.plans.withdraw({ id: plan.id, version: plan.version.id, reason: reason.trim() }),
    onSuccess: () => {
      notify({ tone: 'done', text: texts.withdrawal.done(plan.number) })
      onClose()
    }
  })
  const ready = reason.trim().length >= 3 && !withdraw.isPending
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (ready) withdraw.mutate()
  }
  return (
    <Dialog title={texts.withdrawal.title} width={560} onClose={onClose}>
      <form className={classes.dialog} onSubmit={submit}>
        <p>{texts.withdrawal.willBe}</p>
        <TextInput
          label={texts.withdrawal.reason}
          placeholder={texts.withdrawal.hint}
          value={reason}
          maxLength={300}
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {withdraw.error !== null && (
          <p className="danger" role="alert">
            {planRefusalText(withdraw.error, texts) ?? failureText(withdraw.error, general)}
          </p>
        )}
        <div className={classes.buttons}>
          <Button onClick={onClose}>{texts.withdrawal.keep}</Button>
          <Button type="submit" danger keys="Enter" disabled={!ready}>
            {texts.withdraw}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
