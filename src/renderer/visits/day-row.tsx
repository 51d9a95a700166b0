/** One visit of the day on one line; the chosen one shows its next key. */
import { memo } from 'react'
import type { VisitNeed, VisitRow } from '../../contract/visits.ts'
import type { Instant, TimeZone } from '../../domain/values/dates.ts'
import { Key } from '../ui/key.tsx'
import { useTexts } from '../ui/language.tsx'
import classes from './today.module.css'
import { visitTexts } from './texts.ts'
import { isLate, waitingOf } from './waiting.ts'

interface Props {
  readonly visit: VisitRow
  readonly now: Instant
  readonly zone: TimeZone
  readonly chosen: boolean
  readonly firstOfDoctor: boolean
  readonly onChoose: () => void
  readonly onOpen: () => void
  readonly onMove: () => void
}

const NEEDS_SHOWN = 3

const isMoney = (need: VisitNeed): boolean => need.kind === 'payment' || need.kind === 'debt'

const DayRowView = ({ visit, now, zone, chosen, firstOfDoctor, onChoose, onOpen, onMove }: Props) => {
  const texts = useTexts(visitTexts)
  const waiting = waitingOf(visit, now, zone)
  const late = isLate(visit, now, zone)
  const over = visit.state === 'left' || visit.state === 'cancelled' || visit.state === 'no-show'
  const alarming = waiting?.tone === 'danger' || late
  // Money is never cut off: it stands apart from what may be shortened.
  const money = visit.needs.filter(isMoney).map((need) => texts.need(need))
  const needs = visit.needs.filter((need) => !isMoney(need)).map((need) => texts.need(need))
  return (
    <tr
      data-visit={visit.id}
      data-state={visit.state}
      aria-selected={chosen}
      className={[classes.row, over ? classes.over : '', firstOfDoctor ? classes.first : ''].join(' ')}
      onClick={onChoose}
      onDoubleClick={onOpen}
    >
      <td className={classes.time}>
        <span className={alarming ? classes.mark : classes.noMark} aria-hidden="true">
          ▲
        </span>
        {visit.from}
      </td>
      <td className={classes.patient} title={visit.patient.name}>
        {visit.patient.name}
        {visit.patient.minor && <span className="faint"> · {visit.patient.age}</span>}
        {visit.patient.allergy !== null && (
          <span className="danger" title={texts.allergy(visit.patient.allergy)}>
            {' '}
            ⚠
          </span>
        )}
      </td>
      <td title={visit.doctor.name}>
        <span className="soft">{visit.doctor.specialty === null ? '' : texts.specialties[visit.doctor.specialty]}</span>{' '}
        {visit.doctor.name}
      </td>
      <td className="soft">{visit.chair}</td>
      <td className={late ? 'attention' : visit.state === 'in-chair' ? 'done' : ''}>
        {late ? texts.late : texts.states[visit.state]}
      </td>
      <td className={`number ${waiting === null || waiting.tone === 'calm' ? 'soft' : waiting.tone}`}>
        {waiting === null ? '' : texts.lasting(Math.trunc(waiting.minutes))}
      </td>
      <td>
        <div className={classes.needs} title={[...needs, ...money].join(' · ')}>
          <span className={classes.papers}>
            {needs.slice(0, NEEDS_SHOWN).join(' · ')}
            {needs.length > NEEDS_SHOWN ? ` +${needs.length - NEEDS_SHOWN}` : ''}
          </span>
          {money.length > 0 && <span className={classes.money}>{money.join(' · ')}</span>}
          {chosen && (
            <span className={classes.actions}>
              {visit.next !== null && (
                <button type="button" className={classes.next} onClick={onMove} tabIndex={-1}>
                  {texts.moves[visit.next]} <Key>F2</Key>
                </button>
              )}
              <button type="button" className={classes.open} onClick={onOpen} tabIndex={-1} title={texts.open}>
                <span aria-hidden="true">▸</span>
                <span className="hidden-visually">{texts.open}</span> <Key>Enter</Key>
              </button>
            </span>
          )}
        </div>
      </td>
    </tr>
  )
}

export const DayRow = memo(DayRowView)
