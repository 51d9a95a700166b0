/** Acts of a patient, newest first; each opens to be shown, printed again or annulled. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ActId, PatientId } from '../../domain/values/ids.ts'
import { formatMoney } from '../../domain/values/money.ts'
import { calls } from '../app/connection.ts'
import { Dialog } from '../ui/dialog.tsx'
import { formatDate } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import { ActIssued } from './act-issued.tsx'
import classes from './patient-acts.module.css'
import { actTexts } from './texts.ts'

interface Props {
  readonly patient: PatientId
  /** The screen under the dialog leaves its keys alone meanwhile. */
  readonly onOpen?: (open: boolean) => void
}

export const PatientActs = ({ patient, onOpen }: Props) => {
  const texts = useTexts(actTexts)
  const acts = useQuery(calls.acts.ofPatient.queryOptions({ input: { patient } }))
  const [opened, setOpened] = useState<ActId | null>(null)
  const open = (act: ActId | null): void => {
    setOpened(act)
    onOpen?.(act !== null)
  }
  return (
    <section className={classes.section} aria-label={texts.acts}>
      <h2 className={classes.head}>
        {texts.acts} <span className="faint">{acts.data?.length ?? ''}</span>
      </h2>
      {acts.data?.length === 0 && <p className="soft">{texts.none}</p>}
      <ul className={classes.list}>
        {acts.data?.map((act) => (
          <li key={act.id}>
            <button type="button" className={classes.row} data-cancelled={act.cancelled} onClick={() => open(act.id)}>
              <span>{formatDate(act.date)}</span>
              <strong>{act.number}</strong>
              <span className={classes.services} title={act.services.join('; ')}>
                {act.services.join('; ')}
              </span>
              <span>{act.doctor.name}</span>
              <span className="soft">
                {act.cancelled ? texts.cancelled : act.printed === 0 ? texts.notPrinted : ''}
              </span>
              <span className="number">{formatMoney(act.total)}</span>
            </button>
          </li>
        ))}
      </ul>
      {opened !== null && (
        <Dialog title={texts.acts} width={1120} onClose={() => open(null)}>
          <ActIssued act={opened} onClose={() => open(null)} />
        </Dialog>
      )}
    </section>
  )
}
