/** The head of the worklist: what happened, how far it has come, and how it ends. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Board } from '../../contract/recovery.ts'
import { useNow } from '../app/clock.ts'
import { client } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { formatDate } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { useKeys } from '../ui/use-keys.ts'
import classes from './incident-screen.module.css'
import { minutesUntil } from './offer-key.ts'
import { ConfirmDialog } from './outcome-dialogs.tsx'
import { recoveryRefusalText } from './refusal-text.ts'
import { recoveryTexts } from './texts.ts'
import { boardTexts } from './board-texts.ts'

interface Props {
  readonly board: Board
  /** The keys of the worklist rest while a dialog of the head is open. */
  readonly onDialog: (open: boolean) => void
}

export const IncidentHead = ({ board, onDialog }: Props) => {
  const all = useTexts(recoveryTexts)
  const texts = useTexts(boardTexts)
  const general = useTexts(appTexts)
  const notify = useNotify()
  const now = useNow()
  const [dialog, setDialog] = useState<'none' | 'close' | 'withdraw'>('none')
  const { incident } = board
  const { counts, state, subject } = incident
  const show = (next: typeof dialog): void => {
    setDialog(next)
    onDialog(next !== 'none')
  }
  const onError = (error: unknown): void => {
    show('none')
    notify({ tone: 'danger', text: recoveryRefusalText(error, all) ?? failureText(error, general) })
  }
  const close = useMutation({
    mutationFn: (leaveNotReached: boolean) => client.recovery.close({ incident: incident.id, leaveNotReached }),
    onSuccess: () => {
      show('none')
      notify({ tone: 'done', text: texts.closed, undo: { label: general.undo, run: () => reopen.mutate() } })
    },
    onError
  })
  const reopen = useMutation({ mutationFn: () => client.recovery.reopen({ incident: incident.id }), onError })
  const withdraw = useMutation({
    mutationFn: () => client.recovery.withdraw({ incident: incident.id, reason: '' }),
    onSuccess: () => show('none'),
    onError
  })
  const repaired = useMutation({
    mutationFn: () => {
      if (subject.kind !== 'equipment-down') throw new Error('only a device can be repaired')
      return client.recovery.repaired({ equipment: subject.equipment })
    },
    onSuccess: () => notify({ tone: 'done', text: texts.repairedDone }),
    onError
  })
  const finished = counts.left === 0 && counts.callBack === 0
  const end = (): void => {
    if (finished && counts.notReached > 0) show('close')
    else close.mutate(false)
  }
  // Only what nobody has been told of can be unmade.
  const canWithdraw = state === 'open' && board.rows.every((row) => row.outcome === null)
  useKeys(
    {
      F2: state === 'open' ? end : undefined,
      F8: canWithdraw ? () => show('withdraw') : undefined,
      F6: state === 'open' && subject.kind === 'equipment-down' ? () => repaired.mutate() : undefined
    },
    { enabled: dialog === 'none' }
  )
  const left = board.closesAt === null ? 0 : minutesUntil(board.closesAt, now)
  return (
    <header className={classes.head}>
      <div className={classes.title}>
        <h1>
          <span className={classes.name} title={incident.name}>
            {all.kinds[subject.kind]}: {incident.name}
          </span>
          <span className={classes.when}>{texts.period(formatDate(incident.from), formatDate(incident.through))}</span>
        </h1>
        <p className={classes.figures}>
          <span>{texts.visits(counts.total)}</span>
          <span className="done">{texts.solved(counts.solved)}</span>
          {counts.notReached > 0 && <span className="attention">{texts.notReached(counts.notReached)}</span>}
          {counts.callBack > 0 && <span className="attention">{texts.callBack(counts.callBack)}</span>}
          <strong className={counts.left > 0 ? 'danger' : 'done'}>{texts.left(counts.left)}</strong>
          {left > 0 && state === 'open' && <span>{texts.untilClosing(left)}</span>}
          <span>{texts.number(incident.number)}</span>
          {state !== 'open' && <strong>{all.list.states[state]}</strong>}
        </p>
      </div>
      <div className={classes.ending}>
        {state === 'open' && finished && counts.total > 0 && counts.notReached === 0 && (
          <span className="done">{texts.allDone}</span>
        )}
        {state === 'open' && subject.kind === 'equipment-down' && (
          <Button keys="F6" onClick={() => repaired.mutate()}>
            {texts.actions.repaired}
          </Button>
        )}
        {canWithdraw && (
          <Button keys="F8" onClick={() => show('withdraw')}>
            {texts.actions.withdraw}
          </Button>
        )}
        {state === 'open' && (
          <Button keys="F2" primary={finished} onClick={end}>
            {texts.actions.close}
          </Button>
        )}
        {state === 'closed' && <Button onClick={() => reopen.mutate()}>{texts.actions.reopen}</Button>}
      </div>
      {dialog === 'close' && (
        <ConfirmDialog
          title={texts.closeTitle}
          explain={texts.closeExplain(counts.notReached)}
          confirm={texts.closeConfirm}
          keep={texts.keepCalling}
          onConfirm={() => close.mutate(true)}
          onClose={() => show('none')}
        />
      )}
      {dialog === 'withdraw' && (
        <ConfirmDialog
          title={texts.withdrawTitle}
          explain={texts.withdrawExplain[subject.kind]}
          confirm={texts.withdrawConfirm}
          keep={texts.keep}
          onConfirm={() => withdraw.mutate()}
          onClose={() => show('none')}
        />
      )}
    </header>
  )
}
