/** Words for somebody who stands at the desk now, whatever happened; two of the situations become an incident for one patient. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { VisitRow } from '../../contract/visits.ts'
import type { Situation } from '../../domain/recovery/script.ts'
import { calls } from '../app/connection.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Key } from '../ui/key.tsx'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { NewIncident } from './new-incident.tsx'
import { NeverSay, ScriptLines } from './script-words.tsx'
import { recoveryTexts } from './texts.ts'
import classes from './words-dialog.module.css'

interface Props {
  /** Whose data stands in the words; null for words without a patient. */
  readonly visit: VisitRow | null
  readonly onClose: () => void
}

export const WordsDialog = ({ visit, onClose }: Props) => {
  const texts = useTexts(recoveryTexts).words
  const situations = useQuery(calls.recovery.situations.queryOptions())
  const [chosen, setChosen] = useState<Situation | null>(null)
  const list = situations.data ?? []
  useKeys(
    {
      ...Object.fromEntries(list.map((one, index) => [String(index + 1), () => setChosen(one.key)])),
      Backspace: () => setChosen(null)
    },
    { enabled: chosen === null || visit === null || (chosen !== 'doctor-ill' && chosen !== 'equipment-down') }
  )
  if (visit !== null && (chosen === 'doctor-ill' || chosen === 'equipment-down')) {
    return <NewIncident visit={visit} kind={chosen} onClose={onClose} />
  }
  return (
    <Dialog
      onClose={onClose}

      title={visit === null ? texts.title : texts.titleFor(visit.patient.name)}
      width={chosen === null ? 520 : 720}
    >
      {chosen === null ? (
        <ol className={classes.list}>
          {list.map((one, index) => (
            <li key={one.key}>
              <button
                type="button"
                onClick={() => setChosen(one.key)}
                {...(index === 0 ? { 'data-autofocus': true } : {})}
              >
                <Key>{String(index + 1)}</Key>
                <span>{one.title}</span>
                {visit !== null && (one.key === 'doctor-ill' || one.key === 'equipment-down') && (
                  <span className="soft">{texts.incidentHint}</span>
                )}
              </button>
            </li>
          ))}
        </ol>
      ) : (
        <Words situation={chosen} visit={visit} onBack={() => setChosen(null)} onClose={onClose} />
      )}
    </Dialog>
  )
}

interface WordsProps {
  readonly situation: Situation
  readonly visit: VisitRow | null
  readonly onBack: () => void
  readonly onClose: () => void
}

const Words = ({ situation, visit, onBack, onClose }: WordsProps) => {
  const texts = useTexts(recoveryTexts).words
  const script = useQuery(calls.recovery.script.queryOptions({ input: { situation, visit: visit?.id ?? null } }))
  if (script.data === undefined) return null
  return (
    <div className={classes.words}>
      <h2>{script.data.title}</h2>
      <ScriptLines script={script.data} />
      <NeverSay script={script.data} />
      {script.data.afterwards.length > 0 && (
        <p className="soft">
          {texts.afterwards}. {script.data.afterwards.join('. ')}.
        </p>
      )}
      <div className={classes.buttons}>
        <Button keys="⌫" onClick={onBack}>
          {texts.back}
        </Button>
        <Button keys="Esc" onClick={onClose}>
          {texts.close}
        </Button>
      </div>
    </div>
  )
}
