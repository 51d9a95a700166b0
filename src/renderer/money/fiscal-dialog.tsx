/** Writes down the marks of the fiscal receipt that the cash register printed for a payment or its refund. */
import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { PaymentView } from '../../contract/money.ts'
import { FiscalMarks } from '../../domain/money/facts.ts'
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

interface Props {
  readonly payment: PaymentView
  /** Marks typed last at this desk: the register and its storage are mostly the same. */
  readonly last: FiscalMarks | null
  readonly onClose: () => void
}

const FIELDS = ['storage', 'document', 'sign', 'register'] as const
type Field = (typeof FIELDS)[number]
const MOST_DIGITS: Readonly<Record<Field, number>> = { storage: 16, document: 10, sign: 10, register: 16 }

export const FiscalDialog = ({ payment, last, onClose }: Props) => {
  const texts = useTexts(moneyTexts)
  const general = useTexts(appTexts)
  const notify = useNotify()
  const operation = payment.reversed === null ? 'payment' : 'refund'
  const known = payment.fiscal.find((marks) => marks.operation === operation)
  const [typed, setTyped] = useState<Readonly<Record<Field, string>>>({
    storage: known?.storage ?? last?.storage ?? '',
    document: known?.document ?? '',
    sign: known?.sign ?? '',
    register: known?.register ?? last?.register ?? ''
  })
  const [tried, setTried] = useState(false)
  const marks = FiscalMarks.safeParse({ ...typed, register: typed.register === '' ? null : typed.register, operation })
  const wrong = new Set(marks.success ? [] : marks.error.issues.map((issue) => issue.path[0]))

  const save = useMutation({
    mutationFn: (given: FiscalMarks) => client.money.noteFiscalMarks({ id: payment.id, marks: given }),
    onSuccess: () => {
      notify({ tone: 'done', text: texts.fiscal.done(payment.number) })
      onClose()
    }
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (marks.success) save.mutate(marks.data)
  }
  return (
    <Dialog title={texts.fiscal.title(payment.number)} width={480} onClose={onClose}>
      <form onSubmit={submit} className={classes.form}>
        <p className="soft">
          {texts.fiscal[operation]}. {texts.fiscal.explain}
        </p>
        {FIELDS.map((field) => (
          <TextInput
            key={field}
            label={texts.fiscal[field]}
            value={typed[field]}
            inputMode="numeric"
            autoComplete="off"
            maxLength={MOST_DIGITS[field]}
            error={tried && wrong.has(field) ? texts.fiscal.wrong[field] : undefined}
            {...(field === (typed.storage === '' ? 'storage' : 'document')
              ? { autoFocus: true, 'data-autofocus': true }
              : {})}
            onChange={(event) => setTyped({ ...typed, [field]: event.currentTarget.value.replaceAll(/\D/g, '') })}
          />
        ))}
        {save.error !== null && (
          <p className="danger" role="alert">
            {moneyRefusalText(save.error, texts) ?? failureText(save.error, general)}
          </p>
        )}
        <div className={classes.buttons}>
          <Button type="submit" primary keys="Enter" disabled={save.isPending}>
            {texts.fiscal.save}
          </Button>
          <Button onClick={onClose} keys="Esc">
            {general.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
