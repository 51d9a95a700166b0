/** Acts of a patient, newest first: opened by Enter to be shown, printed again or annulled. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ActSummary } from '../../contract/acts.ts'
import type { ActId, PatientId } from '../../domain/values/ids.ts'
import { formatMoney } from '../../domain/values/money.ts'
import { calls } from '../app/connection.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { formatDate } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { ActIssued } from './act-issued.tsx'
import classes from './patient-acts.module.css'
import { actTexts } from './texts.ts'

interface Props {
  readonly patient: PatientId
  readonly name: string
  readonly onClose: () => void
}

export const PatientActs = ({ patient, name, onClose }: Props) => {
  const texts = useTexts(actTexts)
  const acts = useQuery(calls.acts.ofPatient.queryOptions({ input: { patient } }))
  const [opened, setOpened] = useState<ActId | null>(null)
  return (
    <Dialog title={texts.actsOf(name)} width={1120} onClose={onClose}>
      {opened === null ? <ActList acts={acts.data} onOpen={setOpened} /> : <ActIssued act={opened} onClose={onClose} />}
    </Dialog>
  )
}

const ActList = ({
  acts,
  onOpen
}: {
  readonly acts: readonly ActSummary[] | undefined
  readonly onOpen: (act: ActId) => void
}) => {
  const texts = useTexts(actTexts)
  const [chosen, setChosen] = useState(0)
  const rows = acts ?? []
  const at = Math.min(chosen, Math.max(0, rows.length - 1))
  const open = (act: ActId | undefined): void => {
    if (act !== undefined) onOpen(act)
  }
  useKeys({
    ArrowDown: () => setChosen(Math.min(rows.length - 1, at + 1)),
    ArrowUp: () => setChosen(Math.max(0, at - 1)),
    Enter: () => open(rows[at]?.id)
  })
  return (
    <div className={classes.dialog}>
      {acts?.length === 0 && <p className="soft">{texts.none}</p>}
      <div className={classes.list}>
        <table className={classes.table}>
          <tbody>
            {rows.map((act, index) => (
              <tr
                key={act.id}
                aria-selected={index === at}
                data-cancelled={act.cancelled}
                onClick={() => setChosen(index)}
                onDoubleClick={() => open(act.id)}
              >
                <td className={classes.date}>{formatDate(act.date)}</td>
                <td className={classes.number}>{act.number}</td>
                <td title={act.services.join('; ')}>{act.services.join('; ')}</td>
                <td className={classes.doctor}>{act.doctor.name}</td>
                <td className={classes.state}>
                  {act.cancelled ? texts.cancelled : act.printed === 0 ? texts.notPrinted : ''}
                </td>
                <td className={`${classes.sum} number`}>{formatMoney(act.total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div>
        <Button primary keys="Enter" data-autofocus disabled={rows.length === 0} onClick={() => open(rows[at]?.id)}>
          {texts.open}
        </Button>
      </div>
    </div>
  )
}
