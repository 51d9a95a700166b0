/** Incidents: what is going wrong, how many patients are still without an outcome, which calls were promised. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { IncidentSummary, OpenPromise } from '../../contract/recovery.ts'
import { formatPhone } from '../../domain/values/phone.ts'
import { calls } from '../app/connection.ts'
import { useNavigation } from '../app/screens.ts'
import { usePresent } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { formatDate, formatTime } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import classes from './incidents-screen.module.css'
import { NewIncident } from './new-incident.tsx'
import { recoveryTexts } from './texts.ts'
import { boardTexts } from './board-texts.ts'
import { WordsDialog } from './words-dialog.tsx'

export const IncidentsScreen = () => {
  const texts = useTexts(recoveryTexts).list
  const { may } = usePresent()
  const { go } = useNavigation()
  const allowed = may('handle-incidents')
  const { data } = useQuery(calls.recovery.incidents.queryOptions({ enabled: allowed }))
  const promises = useQuery(calls.recovery.promises.queryOptions({ enabled: allowed }))
  const [chosen, setChosen] = useState(0)
  const [dialog, setDialog] = useState<'none' | 'new' | 'words'>('none')
  const incidents = data ?? []
  const at = Math.min(chosen, Math.max(0, incidents.length - 1))
  const open = (incident: IncidentSummary | undefined): void => {
    if (incident !== undefined) go({ name: 'incident', incident: incident.id })
  }
  useKeys(
    {
      N: () => setDialog('new'),
      W: () => setDialog('words'),
      ArrowDown: () => setChosen(Math.min(incidents.length - 1, at + 1)),
      ArrowUp: () => setChosen(Math.max(0, at - 1)),
      Enter: () => open(incidents[at])
    },
    { enabled: allowed && dialog === 'none' }
  )
  if (!allowed) return <p className={classes.forbidden}>{texts.forbidden}</p>
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <h1>{texts.title}</h1>
        <div className={classes.actions}>
          <Button keys="W" onClick={() => setDialog('words')}>
            {texts.words}
          </Button>
          <Button primary keys="N" onClick={() => setDialog('new')}>
            {texts.add}
          </Button>
        </div>
      </header>
      {data !== undefined && incidents.length === 0 && (
        <div className={classes.empty}>
          <h2>{texts.empty}</h2>
          <p className="soft">{texts.emptyHint}</p>
        </div>
      )}
      <div className={classes.list}>
        {incidents.length > 0 && <IncidentTable incidents={incidents} at={at} onChoose={setChosen} onOpen={open} />}
        <Promises promises={promises.data ?? []} />
      </div>
      {dialog === 'new' && <NewIncident onClose={() => setDialog('none')} />}
      {dialog === 'words' && <WordsDialog visit={null} onClose={() => setDialog('none')} />}
    </div>
  )
}

interface TableProps {
  readonly incidents: readonly IncidentSummary[]
  readonly at: number
  readonly onChoose: (index: number) => void
  readonly onOpen: (incident: IncidentSummary) => void
}

const IncidentTable = ({ incidents, at, onChoose, onOpen }: TableProps) => {
  const all = useTexts(recoveryTexts)
  const board = useTexts(boardTexts)
  const texts = all.list
  return (
    <table className={classes.table}>
      <colgroup>
        <col />
        <col className={classes.colWhen} />
        <col className={classes.colCount} />
        <col className={classes.colCount} />
        <col className={classes.colCount} />
        <col className={classes.colCount} />
        <col className={classes.colState} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{texts.columns.what}</th>
          <th scope="col">{texts.columns.when}</th>
          <th scope="col" className="number">
            {texts.columns.left}
          </th>
          <th scope="col" className="number">
            {texts.columns.callBack}
          </th>
          <th scope="col" className="number">
            {texts.columns.notReached}
          </th>
          <th scope="col" className="number">
            {texts.columns.solved}
          </th>
          <th scope="col">{texts.columns.state}</th>
        </tr>
      </thead>
      <tbody>
        {incidents.map((incident, index) => {
          const { counts, state } = incident
          const unfinished = counts.left + counts.callBack > 0
          return (
            <tr
              key={incident.id}
              aria-selected={index === at}
              data-state={state}
              onClick={() => onChoose(index)}
              onDoubleClick={() => onOpen(incident)}
            >
              <td title={incident.reason}>
                <strong>{all.kinds[incident.subject.kind]}</strong>: {incident.name}
                <span className="soft">
                  {' '}
                  · {incident.clinic} · {board.number(incident.number)}
                  {incident.only !== null && ` · ${texts.onePatient}`}
                </span>
              </td>
              <td>{board.period(formatDate(incident.from), formatDate(incident.through))}</td>
              <td className={`number ${counts.left > 0 ? 'danger' : 'faint'}`}>{counts.left}</td>
              <td className={`number ${counts.callBack > 0 ? 'attention' : 'faint'}`}>{counts.callBack}</td>
              <td className={`number ${counts.notReached > 0 ? 'attention' : 'faint'}`}>{counts.notReached}</td>
              <td className="number">{counts.solved}</td>
              <td className={state === 'open' ? '' : unfinished ? 'danger' : 'soft'}>
                {state === 'closed' && unfinished ? `▲ ${texts.unfinished}` : texts.states[state]}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

const Promises = ({ promises }: { readonly promises: readonly OpenPromise[] }) => {
  const texts = useTexts(recoveryTexts).list
  const { standing } = usePresent()
  const { go } = useNavigation()
  if (promises.length === 0) return null
  return (
    <section className={classes.promises} aria-label={texts.promises}>
      <h2>{texts.promises}</h2>
      <ul>
        {promises.map((one) => (
          <li key={`${one.incident} ${one.visit}`}>
            <span className={classes.promiseTime}>
              {one.at === null ? '' : formatTime(one.at, standing.clinic.zone)}
            </span>
            <button type="button" onClick={() => go({ name: 'patient', patient: one.patient.id })}>
              {one.patient.name}
            </button>
            <span>{one.patient.phones.map(formatPhone).join(', ')}</span>
            <span className="soft">{texts.promiseKinds[one.kind]}</span>
            {one.kind === 'contact-centre' && (
              <span className={one.ready ? 'done' : 'soft'}>{one.ready ? texts.ready : texts.notReady}</span>
            )}
            {one.note !== null && <span className="soft">{one.note}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
