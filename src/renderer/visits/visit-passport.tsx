/** The passport of a visit: everything this patient still needs today, in order, with one key for the next step. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PassportEvent, PassportStep } from '../../contract/passport.ts'
import type { VisitRow } from '../../contract/visits.ts'
import { VisitState } from '../../domain/visits/facts.ts'
import { localDate, type Instant } from '../../domain/values/dates.ts'
import type { VisitId } from '../../domain/values/ids.ts'
import { calls } from '../app/connection.ts'
import { useNavigation } from '../app/screens.ts'
import { usePresent, type ReadyStanding } from '../app/session.ts'
import { PatientStrip } from '../patients/patient-strip.tsx'
import { recoveryTexts } from '../recovery/texts.ts'
import { WordsDialog } from '../recovery/words-dialog.tsx'
import { Button } from '../ui/button.tsx'
import { formatDate, formatTime } from '../ui/format.ts'
import { Key } from '../ui/key.tsx'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { ConsentGate } from './consent-gate.tsx'
import { passportTexts } from './passport-texts.ts'
import { StepDialog } from './step-dialogs.tsx'
import classes from './visit-passport.module.css'
import { visitTexts } from './texts.ts'
import { useMove } from './use-move.ts'

const MARKS: Readonly<Record<PassportStep['status'], string>> = { done: '✓', needed: '▸', later: '·', offered: '·' }

/** The desk has nothing left to do about it, and yet it is not done. */
const awaitsDoctor = (step: PassportStep): boolean => step.kind === 'consent' && step.clinicianAwaited

export const VisitPassport = ({ visit: id }: { readonly visit: VisitId }) => {
  const texts = useTexts(passportTexts)
  const visits = useTexts(visitTexts)
  const recovery = useTexts(recoveryTexts)
  const { may } = usePresent()
  const { go } = useNavigation()
  const { data: passport } = useQuery(calls.passport.of.queryOptions({ input: { visit: id } }))
  const [gate, setGate] = useState<VisitRow | null>(null)
  const [chosen, setChosen] = useState<number | null>(null)
  const [opened, setOpened] = useState<PassportStep | null>(null)
  const [talking, setTalking] = useState(false)
  const move = useMove(setGate)

  const steps = passport?.steps ?? []
  const next = steps.findIndex((step) => step.status === 'needed')
  const at = chosen ?? Math.max(0, next)
  const step = steps[at]
  const open = (which: PassportStep | undefined): void => {
    if (which !== undefined && which.status !== 'later') setOpened(which)
  }
  const visit = passport?.visit
  const moveOn = (): void => {
    if (visit?.next != null) move.mutate({ visit, to: visit.next })
  }
  useKeys(
    {
      F2: () => open(steps[next] ?? step),
      F4: moveOn,
      F6: () => setTalking(may('handle-incidents')),
      Enter: () => open(step),
      ArrowDown: () => setChosen(Math.min(steps.length - 1, at + 1)),
      ArrowUp: () => setChosen(Math.max(0, at - 1)),
      G: () => {
        if (visit !== undefined) go({ name: 'patient', patient: visit.patient.id })
      },
      ...Object.fromEntries(steps.slice(0, 9).map((one, index) => [String(index + 1), () => open(one)]))
    },
    { enabled: gate === null && opened === null && !talking }
  )

  if (passport === undefined) return null
  if (visit === undefined) return <p className={classes.gone}>{visits.refusals.VISIT_UNKNOWN}</p>
  return (
    <div className={classes.screen}>
      <PatientStrip patient={visit.patient.id} />
      <header className={classes.head}>
        <h1>
          {visit.from}–{visit.to} · {visit.doctor.name}
        </h1>
        <span>{visit.chair}</span>
        <strong>{visits.states[visit.state]}</strong>
        <span className={classes.services} title={visit.services.map((one) => one.name).join('; ')}>
          {visit.services.map((one) => (one.tooth === null ? one.name : `${one.name}, ${one.tooth}`)).join('; ')}
        </span>
        {visit.next !== null && (
          <Button keys="F4" onClick={moveOn}>
            {visits.moves[visit.next]}
          </Button>
        )}
        {may('handle-incidents') && (
          <Button keys="F6" onClick={() => setTalking(true)}>
            {recovery.list.words}
          </Button>
        )}
      </header>
      <ol className={classes.steps}>
        {steps.map((one, index) => (
          <li
            key={one.kind === 'consent' ? one.consent : one.kind}
            className={classes.step}
            data-status={awaitsDoctor(one) ? 'awaited' : one.status}
            aria-current={index === at ? 'step' : undefined}
            onClick={() => setChosen(index)}
            onDoubleClick={() => open(one)}
          >
            <span className={classes.order}>{index + 1}</span>
            <span
              className={classes.mark}
              aria-label={awaitsDoctor(one) ? texts.doctorAwaited : texts.status[one.status]}
            >
              {awaitsDoctor(one) ? '◐' : MARKS[one.status]}
            </span>
            <span className={classes.title}>{texts.title(one)}</span>
            <span className={classes.detail}>{texts.detail(one)}</span>
            {one.status !== 'later' && (
              <span className={classes.action}>
                <Button
                  primary={index === next}
                  onClick={() => open(one)}
                  tabIndex={-1}
                  {...(index === next ? { keys: 'F2' } : index === at ? { keys: 'Enter' } : {})}
                >
                  {texts.action(one)}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ol>
      <Timeline events={passport?.events ?? []} />
      {gate !== null && <ConsentGate visit={gate} onClose={() => setGate(null)} />}
      {talking && <WordsDialog visit={visit} onClose={() => setTalking(false)} />}
      {opened !== null && <StepDialog visit={visit} step={opened} onClose={() => setOpened(null)} />}
    </div>
  )
}

const Timeline = ({ events }: { readonly events: readonly PassportEvent[] }) => {
  const texts = useTexts(passportTexts)
  const visits = useTexts(visitTexts)
  const { standing } = usePresent()
  const words: Readonly<Record<string, string>> = texts.events
  return (
    <footer className={classes.feed}>
      <span className="soft">{texts.feed}</span>
      <span className={classes.events}>
        {events.slice(0, 6).map((event) => {
          const state = VisitState.safeParse(event.detail)
          return (
            <span key={`${event.at} ${event.type}`}>
              {momentText(event.at, standing)}{' '}
              {state.success ? visits.states[state.data] : (words[event.type] ?? event.type)}
              {event.by === null ? '' : ` (${event.by})`}
            </span>
          )
        })}
      </span>
      <span className="soft">
        {texts.toPatient} <Key>G</Key>
      </span>
    </footer>
  )
}

/** The time alone means today. */
const momentText = (moment: Instant, { clinic, today }: ReadyStanding): string => {
  const date = localDate(moment, clinic.zone)
  const time = formatTime(moment, clinic.zone)
  return date === today ? time : `${formatDate(date).slice(0, 5)} ${time}`
}
