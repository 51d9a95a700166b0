/** The passport of a visit: everything this patient still needs today, in order, with one key for the next step. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { VisitRow } from '../../contract/visits.ts'
import type { VisitId } from '../../domain/values/ids.ts'
import { calls } from '../app/connection.ts'
import { PatientStrip } from '../patients/patient-strip.tsx'
import { Button } from '../ui/button.tsx'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { ConsentGate } from './consent-gate.tsx'
import classes from './visit-passport.module.css'
import { visitTexts } from './texts.ts'
import { useMove } from './use-move.ts'

export const VisitPassport = ({ visit: id }: { readonly visit: VisitId }) => {
  const texts = useTexts(visitTexts)
  const { data: visit } = useQuery(calls.visits.visit.queryOptions({ input: { id } }))
  const [gate, setGate] = useState<VisitRow | null>(null)
  const move = useMove(setGate)
  const moveOn = (): void => {
    if (visit?.next != null) move.mutate({ visit, to: visit.next })
  }
  useKeys({ F4: moveOn }, { enabled: gate === null })
  if (visit === undefined) return null
  if (visit === null) return <p className={classes.gone}>{texts.refusals.VISIT_UNKNOWN}</p>
  return (
    <div className={classes.screen}>
      <PatientStrip patient={visit.patient.id} />
      <header className={classes.head}>
        <h1>
          {visit.from}–{visit.to} · {visit.doctor.name}
        </h1>
        <span className="soft">{texts.states[visit.state]}</span>
        {visit.next !== null && (
          <Button keys="F4" onClick={moveOn} className={classes.move ?? ''}>
            {texts.moves[visit.next]}
          </Button>
        )}
      </header>
      <ol className={classes.steps}>
        {visit.needs.map((need, index) => (
          <li key={texts.need(need)} className={classes.step} data-next={index === 0}>
            {texts.need(need)}
          </li>
        ))}
      </ol>
      {gate !== null && <ConsentGate visit={gate} onClose={() => setGate(null)} />}
    </div>
  )
}
