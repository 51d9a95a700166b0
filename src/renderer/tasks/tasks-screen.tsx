/** Tasks: what desks entered apart and a person must settle, the most pressing first, one key away from settling it. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ConflictTask } from '../../contract/tasks.ts'
import { assertNever } from '../../domain/values/assert-never.ts'
import { calls } from '../app/connection.ts'
import { usePresent } from '../app/session.ts'
import { appTexts } from '../app/texts.ts'
import { loyaltyTexts } from '../loyalty/texts.ts'
import { Button } from '../ui/button.tsx'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { SettleCard } from './settle-card.tsx'
import { SettleDoubleBooking } from './settle-double-booking.tsx'
import { SettlePoints } from './settle-points.tsx'
import { SettleValues } from './settle-values.tsx'
import { rightFor, taskWords } from './task-words.ts'
import classes from './tasks.module.css'
import { taskTexts } from './texts.ts'

export const TasksScreen = () => {
  const texts = useTexts(taskTexts)
  const loyalty = useTexts(loyaltyTexts)
  const general = useTexts(appTexts)
  const { may, standing } = usePresent()
  const notify = useNotify()
  const list = useQuery(calls.tasks.list.queryOptions())
  const [chosen, setChosen] = useState(0)
  /** Kept as it was opened: another desk may settle it meanwhile, and core then says so. */
  const [open, setOpen] = useState<ConflictTask | null>(null)
  const tasks = list.data ?? []
  const at = Math.min(chosen, Math.max(0, tasks.length - 1))
  const settle = (task: ConflictTask | undefined): void => {
    if (task === undefined) return
    if (may(rightFor(task))) setOpen(task)
    else notify({ tone: 'attention', text: general.forbidden })
  }
  useKeys(
    {
      ArrowDown: () => setChosen(Math.min(tasks.length - 1, at + 1)),
      ArrowUp: () => setChosen(Math.max(0, at - 1)),
      Enter: () => settle(tasks[at])
    },
    { enabled: open === null }
  )
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <h1>{texts.title}</h1>
        {tasks.length > 0 && <span className="soft">{texts.count(tasks.length)}</span>}
        {tasks.length > 0 && (
          <Button primary keys="Enter" className={classes.settle ?? ''} onClick={() => settle(tasks[at])}>
            {texts.settle}
          </Button>
        )}
      </header>
      {list.data !== undefined && tasks.length === 0 ? (
        <div className={classes.empty}>
          <h2>{texts.empty}</h2>
          <p className="soft">{texts.emptyHint}</p>
        </div>
      ) : (
        <ul className={classes.list} role="listbox" aria-label={texts.title} tabIndex={0}>
          {tasks.map((task, index) => {
            const words = taskWords(task, texts, loyalty, standing.clinic.zone)
            return (
              <li
                key={task.key}
                role="option"
                aria-selected={index === at}
                className={classes.task}
                ref={(element) => {
                  if (index === at) element?.scrollIntoView({ block: 'nearest' })
                }}
                onClick={() => setChosen(index)}
                onDoubleClick={() => settle(task)}
              >
                <strong className={words.danger ? 'danger' : ''}>
                  {words.danger ? '⚠ ' : ''}
                  {words.kind}
                </strong>
                <div className={classes.about}>
                  <p>
                    <strong>{words.who}</strong>
                    <span className="soft"> · {words.what}</span>
                  </p>
                  {words.sides.map((side, number) => (
                    <p key={`${number} ${side.value}`} className={classes.side}>
                      <span>{side.value}</span>
                      <span className="soft">{side.entered}</span>
                    </p>
                  ))}
                </div>
              </li>
            )
          })}
        </ul>
      )}
      {open !== null && <Settling task={open} onClose={() => setOpen(null)} />}
    </div>
  )
}

const Settling = ({ task, onClose }: { readonly task: ConflictTask; readonly onClose: () => void }) => {
  switch (task.kind) {
    case 'values':
      return <SettleValues task={task} onClose={onClose} />
    case 'double-booking':
      return <SettleDoubleBooking task={task} onClose={onClose} />
    case 'overspent':
      return <SettlePoints task={task} onClose={onClose} />
    case 'shared-card':
    case 'two-cards':
      return <SettleCard task={task} onClose={onClose} />
    default:
      return assertNever(task, 'conflict task')
  }
}
