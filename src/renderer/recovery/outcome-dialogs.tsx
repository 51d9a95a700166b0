/** The two outcomes that need a word more: why refused, and when to call back. */
import { TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { TalkChoice } from '../../contract/recovery.ts'
import { RefusalReason } from '../../domain/recovery/facts.ts'
import {
  ClockTime,
  epochMilliseconds,
  instant,
  instantOf,
  type Instant,
  type IsoDate,
  type TimeZone
} from '../../domain/values/dates.ts'
import { nowAtClinic } from '../app/clock.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Key } from '../ui/key.tsx'
import { formatTime } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import classes from './outcome-dialogs.module.css'
import { boardTexts } from './board-texts.ts'

interface DialogProps {
  readonly name: string
  readonly onChoose: (choice: TalkChoice) => void
  readonly onClose: () => void
}

export const RefuseDialog = ({ name, onChoose, onClose }: DialogProps) => {
  const texts = useTexts(boardTexts)
  const general = useTexts(appTexts)
  const [reason, setReason] = useState<RefusalReason | null>(null)
  const [note, setNote] = useState('')
  const choose = (chosen: RefusalReason): void => {
    if (chosen === 'other') setReason('other')
    else onChoose({ kind: 'refused', reason: chosen, note: note.trim() === '' ? null : note.trim() })
  }
  useKeys(Object.fromEntries(RefusalReason.options.map((one, index) => [String(index + 1), () => choose(one)])))
  const ready = reason !== 'other' || note.trim().length > 2
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (reason !== null && ready) onChoose({ kind: 'refused', reason, note: note.trim() === '' ? null : note.trim() })
  }
  return (
    <Dialog
      onClose={onClose}

      title={texts.refuseTitle(name)}
      width={480}
    >
      <form onSubmit={submit} className={classes.form}>
        <ol className={classes.choices}>
          {RefusalReason.options.map((one, index) => (
            <li key={one}>
              <button
                type="button"
                aria-pressed={reason === one}
                onClick={() => choose(one)}
                {...(index === 0 ? { 'data-autofocus': true } : {})}
              >
                <Key>{String(index + 1)}</Key>
                {texts.reasons[one]}
              </button>
            </li>
          ))}
        </ol>
        {reason === 'other' && (
          <>
            <TextInput
              label={texts.refuseNote}
              value={note}
              maxLength={300}
              autoFocus
              onChange={(event) => setNote(event.currentTarget.value)}
            />
            <div className={classes.buttons}>
              <Button type="submit" primary keys="Enter" disabled={!ready}>
                {texts.refuseConfirm}
              </Button>
              <Button keys="Esc" onClick={onClose}>
                {general.cancel}
              </Button>
            </div>
          </>
        )}
      </form>
    </Dialog>
  )
}

const IN_MINUTES = [15, 30, 60, 120] as const

interface CallBackProps extends DialogProps {
  readonly today: IsoDate
  readonly zone: TimeZone
}

export const CallBackDialog = ({ name, today, zone, onChoose, onClose }: CallBackProps) => {
  const texts = useTexts(boardTexts)
  const general = useTexts(appTexts)
  const [typed, setTyped] = useState('')
  const inMinutes = (minutes: number): Instant => instant(epochMilliseconds(nowAtClinic()) + minutes * 60_000)
  const choose = (at: Instant): void => onChoose({ kind: 'call-back', at, note: null })
  useKeys(Object.fromEntries(IN_MINUTES.map((minutes, index) => [String(index + 1), () => choose(inMinutes(minutes))])))
  const time = ClockTime.safeParse(typed.trim().replace('.', ':').padStart(5, '0'))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (time.success) choose(instantOf(today, time.data, zone))
  }
  return (
    <Dialog
      onClose={onClose}

      title={texts.callBackTitle(name)}
      width={480}
    >
      <form onSubmit={submit} className={classes.form}>
        <ol className={classes.choices}>
          {IN_MINUTES.map((minutes, index) => (
            <li key={minutes}>
              <button
                type="button"
                onClick={() => choose(inMinutes(minutes))}
                {...(index === 0 ? { 'data-autofocus': true } : {})}
              >
                <Key>{String(index + 1)}</Key>
                {texts.callBackIn(minutes)}
                <span className="soft">{formatTime(inMinutes(minutes), zone)}</span>
              </button>
            </li>
          ))}
        </ol>
        <TextInput
          label={texts.callBackAt}
          placeholder="15:30"
          value={typed}
          maxLength={5}
          autoComplete="off"
          error={typed.length >= 4 && !time.success ? texts.wrongTime : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <Button type="submit" primary keys="Enter" disabled={!time.success}>
            {texts.callBackConfirm}
          </Button>
          <Button keys="Esc" onClick={onClose}>
            {general.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

interface ConfirmProps {
  readonly title: string
  readonly explain: string
  readonly confirm: string
  readonly keep: string
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** For what cannot be taken back by a key: says what will happen, and leaves things alone unless told otherwise. */
export const ConfirmDialog = ({ title, explain, confirm, keep, onConfirm, onClose }: ConfirmProps) => {
  useKeys({ F2: onConfirm })
  return (
    <Dialog onClose={onClose} title={title} width={480}>
      <div className={classes.form}>
        <p>{explain}</p>
        <div className={classes.buttons}>
          <Button keys="Esc" onClick={onClose} data-autofocus>
            {keep}
          </Button>
          <Button danger keys="F2" onClick={onConfirm}>
            {confirm}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
