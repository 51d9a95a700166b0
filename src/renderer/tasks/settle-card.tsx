/** Settles cards: takes a shared number from one of two patients, or blocks one of two cards of a patient. */
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { ConflictTask } from '../../contract/tasks.ts'
import { formatCardNumber } from '../../domain/loyalty/card-number.ts'
import { client } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { usePresent } from '../app/session.ts'
import { appTexts } from '../app/texts.ts'
import { CardDialog } from '../loyalty/card-dialog.tsx'
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
  readonly task: Extract<ConflictTask, { kind: 'shared-card' | 'two-cards' }>
  readonly onClose: () => void
}

export const SettleCard = ({ task, onClose }: Props) => {
  const texts = useTexts(taskTexts)
  const loyalty = useTexts(loyaltyTexts)
  const general = useTexts(appTexts)
  const { standing } = usePresent()
  const notify = useNotify()
  const [chosen, setChosen] = useState<string | null>(null)
  const [given, setGiven] = useState(false)
  const shared = task.kind === 'shared-card'
  const cards = shared
    ? task.holders.map((one) => ({ patient: one.patient, number: task.number, entered: one.entered }))
    : task.cards.map((one) => ({ patient: task.patient, number: one.number, entered: one.entered }))
  const keyed = cards.map((card) => ({ ...card, key: `${card.number} ${card.patient.id}` }))
  const card = keyed.find((one) => one.key === chosen)
  const block = useMutation({
    mutationFn: (one: (typeof keyed)[number]) =>
      client.loyalty.block({ patient: one.patient.id, number: one.number, reason: 'double' }),
    onSuccess: (_view, { patient, number }) => {
      notify({
        tone: 'done',
        text: shared ? texts.card.doneShared(patient.name) : texts.card.doneTwo(patient.name, formatCardNumber(number))
      })
      // Whoever gave up the number has no card now: the next step is to give one.
      if (shared) setGiven(true)
      else onClose()
    }
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (card !== undefined && !block.isPending) block.mutate(card)
  }
  if (given && card !== undefined) return <CardDialog patient={card.patient.id} onClose={onClose} />
  return (
    <Dialog
      title={shared ? texts.card.sharedTitle(formatCardNumber(task.number)) : texts.card.twoTitle(task.patient.name)}
      width={560}
      onClose={onClose}
    >
      <form onSubmit={submit} className={classes.form}>
        <p>{shared ? texts.card.sharedAsk : texts.card.twoAsk}</p>
        <Choices
          chosen={chosen}
          choices={keyed.map((one) => ({
            key: one.key,
            label: shared ? one.patient.name : formatCardNumber(one.number),
            hint: texts.given(enteredText(one.entered, texts, standing.clinic.zone))
          }))}
          onChoose={setChosen}
        />
        {card !== undefined && <p className="soft">{texts.card.irreversible}</p>}
        {block.error !== null && (
          <p role="alert" className="danger">
            {loyaltyRefusalText(block.error, loyalty) ?? failureText(block.error, general)}
          </p>
        )}
        <div className={classes.buttons}>
          {card !== undefined && (
            <Button key={card.key} type="submit" danger keys="Enter" disabled={block.isPending} autoFocus>
              {texts.card.block(formatCardNumber(card.number))}
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
