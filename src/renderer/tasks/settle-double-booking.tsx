/** Settles a double booking: asks whom to move, then finds that patient another time. */
import { useState } from 'react'
import type { ConflictTask } from '../../contract/tasks.ts'
import type { VisitId } from '../../domain/values/ids.ts'
import { usePresent } from '../app/session.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { formatDate } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import { RebookVisit } from '../visits/rebook-visit.tsx'
import { Choices } from './choices.tsx'
import { enteredText } from './task-words.ts'
import classes from './tasks.module.css'
import { taskTexts } from './texts.ts'

interface Props {
  readonly task: Extract<ConflictTask, { kind: 'double-booking' }>
  readonly onClose: () => void
}

export const SettleDoubleBooking = ({ task, onClose }: Props) => {
  const texts = useTexts(taskTexts)
  const general = useTexts(appTexts)
  const { standing } = usePresent()
  const [moved, setMoved] = useState<VisitId | null>(null)
  const chosen = task.visits.find((visit) => visit.id === moved)
  if (chosen !== undefined) return <RebookVisit visit={chosen} date={task.date} onClose={onClose} />
  const hints = task.visits.map((visit) =>
    visit.movable
      ? texts.booked(enteredText(visit.booked, texts, standing.clinic.zone))
      : visit.state === 'in-chair'
        ? texts.booking.seated
        : texts.booking.elsewhere(visit.clinic)
  )
  return (
    <Dialog title={texts.booking.title(formatDate(task.date))} width={560} onClose={onClose}>
      <div className={classes.form}>
        <p>{task.visits.some((visit) => visit.movable) ? texts.booking.ask : texts.booking.none}</p>
        <Choices
          chosen={null}
          choices={task.visits.map((visit, index) => ({
            key: visit.id,
            label: `${visit.from}–${visit.to} ${visit.patient.name}`,
            hint: [visit.doctor.name, visit.chair, hints[index] ?? ''].filter(Boolean).join(' · '),
            disabled: !visit.movable
          }))}
          onChoose={(key) => setMoved(task.visits.find((visit) => visit.id === key)?.id ?? null)}
        />
        <div className={classes.buttons}>
          <Button keys="Esc" onClick={onClose}>
            {general.cancel}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
