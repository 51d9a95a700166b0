/** The gate into the chair: consents are missing; sign them, or go on with a reason and a name. */
import { TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { VisitRow } from '../../contract/visits.ts'
import { useNavigation } from '../app/screens.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import classes from './consent-gate.module.css'
import { gateTexts } from './gate-texts.ts'
import { visitTexts } from './texts.ts'
import { useMove } from './use-move.ts'

export const ConsentGate = ({ visit, onClose }: { readonly visit: VisitRow; readonly onClose: () => void }) => {
  const texts = useTexts(gateTexts)
  const visits = useTexts(visitTexts)
  const general = useTexts(appTexts)
  const { go } = useNavigation()
  const [reason, setReason] = useState('')
  const [responsible, setResponsible] = useState('')
  const move = useMove(() => undefined)
  const missing = visit.needs.filter((need) => need.kind === 'consent' || need.kind === 'personal-data-consent')

  const ready = reason.trim().length >= 3 && responsible.trim().length >= 2 && !move.isPending
  const goOn = (): void => {
    if (!ready) return
    move.mutate(
      { visit, to: 'in-chair', override: { reason: reason.trim(), responsible: responsible.trim() } },
      { onSuccess: onClose }
    )
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    goOn()
  }
  useKeys({ F8: goOn })
  return (
    <Dialog title={texts.title(visit.patient.name)} width={520} onClose={onClose}>
      <form onSubmit={submit} className={classes.form}>
        <p>{texts.explain}</p>
        <ul>
          {missing.map((need) => (
            <li key={visits.need(need)}>{visits.need(need)}</li>
          ))}
        </ul>
        <Button
          primary
          keys="Enter"
          data-autofocus
          onClick={() => {
            onClose()
            go({ name: 'visit', visit: visit.id })
          }}
        >
          {texts.sign}
        </Button>
        <fieldset className={classes.override}>
          <legend>{texts.override}</legend>
          <TextInput
            label={texts.reason}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={300}
          />
          <TextInput
            label={texts.responsible}
            value={responsible}
            onChange={(event) => setResponsible(event.currentTarget.value)}
            maxLength={120}
          />
          <div className={classes.buttons}>
            <Button type="submit" keys="F8" disabled={!ready}>
              {texts.goOn}
            </Button>
            <Button onClick={onClose} keys="Esc">
              {general.cancel}
            </Button>
          </div>
        </fieldset>
      </form>
    </Dialog>
  )
}
