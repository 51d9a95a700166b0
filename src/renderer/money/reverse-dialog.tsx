/** Gives a payment back: says what will happen, asks why, and leaves it alone unless told otherwise. */
import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { PaymentView } from '../../contract/money.ts'
import { client } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import classes from './payment-dialog.module.css'
import { moneyRefusalText } from './refusal-text.ts'
import { moneyTexts } from './texts.ts'

const SHORTEST_REASON = 3

export const ReverseDialog = ({
  payment,
  onClose
}: {
  readonly payment: PaymentView
  readonly onClose: () => void
}) => {
  const texts = useTexts(moneyTexts)
  const general = useTexts(appTexts)
  const notify = useNotify()
  const [reason, setReason] = useState('')
  const reverse = useMutation({
    mutationFn: () => client.money.reverse({ id: payment.id, reason: reason.trim() }),
    onSuccess: () => {
      notify({ tone: 'done', text: texts.reverse.done(payment.number) })
      onClose()
    }
  })
  const ready = reason.trim().length >= SHORTEST_REASON && !reverse.isPending
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (ready) reverse.mutate()
  }
  return (
    <Dialog title={texts.reverse.title(payment.number)} width={560} onClose={onClose}>
      <form onSubmit={submit} className={classes.form}>
        <p className={classes.willBe}>{texts.reverse.willBe(texts.pay.ways(payment), payment.patient.name)}</p>
        {payment.card > 0 && <p className="soft">{texts.reverse.toCard}</p>}
        <TextInput
          label={texts.reverse.reason}
          description={texts.reverse.reasonHint}
          value={reason}
          maxLength={300}
          autoFocus
          data-autofocus
          error={
            reverse.error === null
              ? undefined
              : (moneyRefusalText(reverse.error, texts) ?? failureText(reverse.error, general))
          }
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <Button onClick={onClose} keys="Esc">
            {texts.reverse.keep}
          </Button>
          <Button type="submit" danger keys="Enter" disabled={!ready}>
            {texts.reverse.confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
