/** One patient of the worklist on one line: when it was to be, who, why first, and what can be done or was agreed. */
import { memo } from 'react'
import type { BoardRow, RecoveryConflict } from '../../contract/recovery.ts'
import type { Outcome } from '../../domain/recovery/facts.ts'
import type { IsoDate, TimeZone } from '../../domain/values/dates.ts'
import { formatTime } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import classes from './incident-screen.module.css'
import { boardTexts, type BoardTexts } from './board-texts.ts'

interface Props {
  readonly row: BoardRow
  readonly today: IsoDate
  readonly zone: TimeZone
  readonly chosen: boolean
  /** The incident is about several days, so that each line says which. */
  readonly dated: boolean
  readonly onChoose: () => void
}

const MARKS: Readonly<Record<BoardRow['progress'], string>> = {
  left: '▸',
  'call-back': '↻',
  'not-reached': '?',
  solved: '✓',
  'settled-elsewhere': '✓'
}

const BoardLineView = ({ row, today, zone, chosen, dated, onChoose }: Props) => {
  const texts = useTexts(boardTexts)
  const open = row.progress !== 'solved' && row.progress !== 'settled-elsewhere'
  const reasons = row.urgency.map((reason) => texts.urgency[reason])
  const status = statusText(row, texts, today, zone)
  return (
    <>
      <tr
        data-visit={row.visit}
        data-progress={row.progress}
        aria-selected={chosen}
        className={open ? '' : (classes.over ?? '')}
        onClick={onChoose}
      >
        <td className={classes.mark} aria-hidden="true">
          {MARKS[row.progress]}
        </td>
        <td className={classes.time}>
          {dated && <span className="soft">{texts.day(row.original.slot.date, today)} </span>}
          {row.original.slot.from}
        </td>
        <td title={[row.patient.name, row.note ?? ''].filter(Boolean).join(' · ')}>
          <span className={classes.patient}>
            <span className={classes.name}>{row.patient.name}</span>
            {reasons.length > 0 && <span className={`attention ${classes.urgency ?? ''}`}>▲ {reasons.join(', ')}</span>}
            {row.note !== null && <span className={`soft ${classes.note ?? ''}`}>{row.note}</span>}
          </span>
        </td>
        <td className={classes.status} title={status}>
          {status}
        </td>
      </tr>
      {row.conflicts.map((conflict) => (
        <tr key={conflictKey(conflict)} className={classes.conflict} data-chosen={chosen ? 'true' : undefined}>
          <td />
          <td colSpan={3} role="alert">
            ▲ {conflictText(conflict, texts, today, zone)}
          </td>
        </tr>
      ))}
    </>
  )
}

export const BoardLine = memo(BoardLineView)

const statusText = (row: BoardRow, texts: BoardTexts, today: IsoDate, zone: TimeZone): string => {
  if (row.progress === 'settled-elsewhere') return texts.elsewhere
  if (row.outcome !== null && row.progress !== 'left') {
    const said = texts.outcome(row.outcome.outcome, whenOf(row, row.outcome.outcome, texts, today, zone))
    return row.progress === 'not-reached' && row.attempts > 1 ? `${said}, ${texts.attempts(row.attempts)}` : said
  }
  if (row.best === null) return texts.noSlot
  return texts.best(
    `${texts.place(row.best, today)}, ${row.best.doctor}${row.best.clinic === row.original.clinic ? '' : `, ${row.best.clinic}`}`
  )
}

const whenOf = (row: BoardRow, outcome: Outcome, texts: BoardTexts, today: IsoDate, zone: TimeZone): string => {
  if (outcome.kind === 'call-back') return formatTime(outcome.at, zone)
  if (outcome.kind !== 'accepted') return ''
  const place = row.now ?? row.original
  return `${texts.place(place, today)}, ${place.doctor}${place.clinic === row.original.clinic ? '' : `, ${place.clinic}`}`
}

const conflictKey = (conflict: RecoveryConflict): string =>
  conflict.kind === 'slot-taken-twice' ? conflict.visit : conflict.earlier.id

const conflictText = (conflict: RecoveryConflict, texts: BoardTexts, today: IsoDate, zone: TimeZone): string => {
  if (conflict.kind === 'slot-taken-twice') return texts.conflictSlot(conflict.patient)
  const { outcome, by } = conflict.earlier
  const when =
    outcome.kind === 'accepted'
      ? `${texts.day(outcome.offer.slot.date, today)} ${outcome.offer.slot.from}`
      : outcome.kind === 'call-back'
        ? formatTime(outcome.at, zone)
        : ''
  return texts.conflictTwice(texts.outcome(outcome, when), by)
}
