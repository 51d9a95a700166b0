/** Today: who is here, who waits, what is late, and one key for the next step of the chosen visit. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { VisitRow } from '../../contract/visits.ts'
import { useNow } from '../app/clock.ts'
import { calls } from '../app/connection.ts'
import { useNavigation } from '../app/screens.ts'
import { usePresent } from '../app/session.ts'
import { formatDayLong } from '../ui/format.ts'
import { Key } from '../ui/key.tsx'
import { LanguageContext, useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { useContext } from 'react'
import { ConsentGate } from './consent-gate.tsx'
import { DayRow } from './day-row.tsx'
import classes from './today.module.css'
import { visitTexts } from './texts.ts'
import { useMove } from './use-move.ts'
import { WAIT_DANGER, waitingOf } from './waiting.ts'

/** Until somebody chooses, the day stands on the first visit that still needs the desk. */
const indexOfChosen = (visits: readonly VisitRow[], chosen: string | null): number => {
  const found = visits.findIndex((visit) => visit.id === chosen)
  if (found >= 0) return found
  const waiting = visits.findIndex((visit) => visit.state === 'arrived')
  if (waiting >= 0) return waiting
  return Math.max(
    0,
    visits.findIndex((visit) => visit.state === 'booked')
  )
}

export const Today = () => {
  const texts = useTexts(visitTexts)
  const language = useContext(LanguageContext)
  const { standing, may } = usePresent()
  const { go } = useNavigation()
  const now = useNow()
  const day = useQuery(calls.visits.day.queryOptions({ input: { date: null } }))
  const [byDoctor, setByDoctor] = useState(false)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [gate, setGate] = useState<VisitRow | null>(null)
  const move = useMove(setGate)
  const list = useRef<HTMLDivElement>(null)

  const visits = useMemo(() => {
    const all = day.data?.visits ?? []
    return byDoctor
      ? all.toSorted((a, b) => a.doctor.name.localeCompare(b.doctor.name, 'ru') || a.from.localeCompare(b.from))
      : all
  }, [day.data, byDoctor])
  const index = indexOfChosen(visits, chosenId)
  const chosen = visits[index]

  useEffect(() => {
    list.current?.querySelector(`[data-visit="${chosen?.id}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen?.id])

  const choose = (at: number): void => {
    const next = visits[Math.min(visits.length - 1, Math.max(0, at))]
    if (next !== undefined) setChosenId(next.id)
  }
  const moveOn = (): void => {
    if (chosen?.next != null && may('move-visits')) move.mutate({ visit: chosen, to: chosen.next })
  }
  const moveTo = (to: 'no-show' | 'cancelled') => (): void => {
    if (chosen?.moves.includes(to) === true) move.mutate({ visit: chosen, to })
  }
  useKeys(
    {
      ArrowDown: () => choose(index + 1),
      ArrowUp: () => choose(index - 1),
      PageDown: () => choose(index + 12),
      PageUp: () => choose(index - 12),
      Home: () => choose(0),
      End: () => choose(visits.length - 1),
      F2: moveOn,
      F8: moveTo('no-show'),
      Enter: () => {
        if (chosen !== undefined) go({ name: 'visit', visit: chosen.id })
      },
      V: () => setByDoctor(!byDoctor)
    },
    { enabled: gate === null }
  )

  const waiting = visits.filter((visit) => visit.state === 'arrived')
  const tooLong = waiting.filter((visit) => (waitingOf(visit, now, standing.clinic.zone)?.minutes ?? 0) >= WAIT_DANGER)
  const seated = visits.filter((visit) => visit.state === 'in-chair')

  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <h1 className={classes.title}>{formatDayLong(standing.today, language)}</h1>
        <p className={classes.figures}>
          <span>{texts.visits(visits.length)}</span>
          <span>{texts.inChair(seated.length)}</span>
          <span>{texts.waiting(waiting.length)}</span>
          {tooLong.length > 0 && <strong className="danger">▲ {texts.tooLong(tooLong.length, WAIT_DANGER)}</strong>}
        </p>
        <div className={classes.view}>
          <button type="button" aria-pressed={!byDoctor} onClick={() => setByDoctor(false)}>
            {texts.byTime}
          </button>
          <button type="button" aria-pressed={byDoctor} onClick={() => setByDoctor(true)}>
            {texts.byDoctor}
          </button>
          <Key>V</Key>
        </div>
      </header>
      {day.data !== undefined && visits.length === 0 ? (
        <div className={classes.empty}>
          <h2>{texts.empty}</h2>
          <p className="soft">{texts.emptyHint}</p>
        </div>
      ) : (
        <div className={classes.list} ref={list} tabIndex={0} role="region" aria-label={texts.columns.patient}>
          <table className={classes.table}>
            <colgroup>
              <col className={classes.colTime} />
              <col className={classes.colPatient} />
              <col className={classes.colDoctor} />
              <col className={classes.colChair} />
              <col className={classes.colState} />
              <col className={classes.colWait} />
              <col />
            </colgroup>
            <thead>
              <tr>
                <th scope="col">{texts.columns.time}</th>
                <th scope="col">{texts.columns.patient}</th>
                <th scope="col">{texts.columns.doctor}</th>
                <th scope="col">{texts.columns.chair}</th>
                <th scope="col">{texts.columns.state}</th>
                <th scope="col" className="number">
                  {texts.columns.wait}
                </th>
                <th scope="col">{texts.columns.needs}</th>
              </tr>
            </thead>
            <tbody>
              {visits.map((visit, at) => (
                <DayRow
                  key={visit.id}
                  visit={visit}
                  now={now}
                  zone={standing.clinic.zone}
                  chosen={visit.id === chosen?.id}
                  firstOfDoctor={byDoctor && visits[at - 1]?.doctor.id !== visit.doctor.id}
                  onChoose={() => setChosenId(visit.id)}
                  onOpen={() => go({ name: 'visit', visit: visit.id })}
                  onMove={moveOn}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {gate !== null && <ConsentGate visit={gate} onClose={() => setGate(null)} />}
    </div>
  )
}
