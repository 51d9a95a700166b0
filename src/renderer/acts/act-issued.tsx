/** An act that is made out: its paper, what was printed of it, one more copy, or its annulment. */
import { TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { ActView } from '../../contract/acts.ts'
import type { ActForm } from '../../domain/acts/facts.ts'
import type { ActId } from '../../domain/values/ids.ts'
import { formatMoney } from '../../domain/values/money.ts'
import { calls, client } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { usePresent } from '../app/session.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { formatDate, formatTime } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { useStepBack } from '../ui/step-back.ts'
import { useKeys } from '../ui/use-keys.ts'
import { ActPicture, PaperChoice, usePaper } from './act-paper.tsx'
import classes from './act.module.css'
import { actRefusalText } from './refusal-text.ts'
import { actTexts } from './texts.ts'

interface Props {
  readonly act: ActId
  readonly onClose: () => void
  /** Makes out one more act of the same visit; left out where there is no visit at hand. */
  readonly onAnother?: () => void
}

export const ActIssued = ({ act: id, onClose, onAnother }: Props) => {
  const texts = useTexts(actTexts)
  const general = useTexts(appTexts)
  const notify = useNotify()
  const { may } = usePresent()
  const [paper, turnPaper] = usePaper()
  const [reversing, setReversing] = useState(false)
  const act = useQuery(calls.acts.act.queryOptions({ input: { id } }))
  const picture = useQuery(calls.acts.picture.queryOptions({ input: { id, form: paper } }))
  const print = useMutation({
    mutationFn: (form: ActForm) => client.acts.print({ id, form }),
    onSuccess: (_, form) => notify({ tone: 'done', text: texts.queued(texts.paperName[form]) })
  })
  const printNow = (): void => {
    if (!print.isPending) print.mutate(paper)
  }
  const view = act.data ?? null
  const canReverse = view !== null && view.reversed === null && may('reverse-payments')
  const another = may('issue-acts') ? onAnother : undefined
  useKeys(
    {
      F2: may('issue-acts') ? printNow : undefined,
      F7: turnPaper,
      F8: canReverse ? () => setReversing(true) : undefined,
      F9: another
    },
    { enabled: !reversing }
  )
  if (view === null) return null
  const failure =
    print.error === null ? null : (actRefusalText(print.error, texts) ?? failureText(print.error, general))
  const out = view.printings.some((one) => one.form === paper)
  return (
    <div className={classes.dialog}>
      <div className={classes.left}>
        <header className={classes.issued}>
          <h2>{texts.number(view.number, formatDate(view.date), view.time)}</h2>
          {view.issuedBy !== null && <span className="soft">{texts.by(view.issuedBy)}</span>}
        </header>
        {view.reversed !== null && (
          <p className={classes.reversed}>▲ {texts.reversedOn(formatDate(view.reversed.on), view.reversed.reason)}</p>
        )}
        <Lines act={view} />
        <Printings act={view} />
        {failure !== null && (
          <p className="danger" role="alert">
            {failure}
          </p>
        )}
        {reversing ? (
          <Reversal act={view} onDone={() => setReversing(false)} />
        ) : (
          <div className={classes.buttons}>
            <Button primary keys="F2" disabled={print.isPending || !may('issue-acts')} onClick={printNow}>
              {out ? texts.printAgain : texts.print}
            </Button>
            {canReverse && (
              <Button keys="F8" onClick={() => setReversing(true)}>
                {texts.reverse}
              </Button>
            )}
            {another !== undefined && (
              <Button keys="F9" onClick={another}>
                {texts.another}
              </Button>
            )}
            <Button keys="Esc" autoFocus onClick={onClose}>
              {general.close}
            </Button>
          </div>
        )}
      </div>
      <div className={classes.right}>
        <PaperChoice paper={paper} onTurn={turnPaper} />
        <ActPicture pages={picture.data?.pages ?? []} />
      </div>
    </div>
  )
}

const Lines = ({ act }: { readonly act: ActView }) => {
  const texts = useTexts(actTexts)
  return (
    <div className={classes.scroll}>
      <table className={classes.lines} data-cancelled={act.reversed !== null}>
        <tbody>
          {act.lines.map((line, index) => (
            <tr key={`${line.service} ${line.tooth ?? ''} ${index}`}>
              <td>{line.name}</td>
              <td className={classes.narrow}>{line.tooth ?? ''}</td>
              <td className={`${classes.narrow} number`}>{line.quantity}</td>
              <td className={`${classes.money} number`}>{formatMoney(line.sum)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th colSpan={3}>{texts.total}</th>
            <th className="number">{formatMoney(act.total)}</th>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

const Printings = ({ act }: { readonly act: ActView }) => {
  const texts = useTexts(actTexts)
  const { standing } = usePresent()
  if (act.printings.length === 0) return <p className="soft">{texts.neverPrinted}</p>
  return (
    <ul className={classes.printings} aria-label={texts.printings}>
      {act.printings.map((one) => (
        <li key={one.job}>
          <span>{formatTime(one.at, standing.clinic.zone)}</span>
          <span>{texts.paperName[one.form]}</span>
          <strong>{one.copy === 0 ? texts.original : texts.copy(one.copy)}</strong>
          <span className="soft">
            {one.device}: {texts.outcome[one.outcome]}
          </span>
        </li>
      ))}
    </ul>
  )
}

const Reversal = ({ act, onDone }: { readonly act: ActView; readonly onDone: () => void }) => {
  const texts = useTexts(actTexts)
  const general = useTexts(appTexts)
  const notify = useNotify()
  const [reason, setReason] = useState('')
  const reverse = useMutation({
    mutationFn: () => client.acts.reverse({ id: act.id, reason: reason.trim() }),
    onSuccess: () => {
      notify({ tone: 'done', text: texts.reversed(act.number) })
      onDone()
    }
  })
  useStepBack(onDone)
  const ready = reason.trim().length >= 3 && !reverse.isPending
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (ready) reverse.mutate()
  }
  return (
    <form className={classes.reversal} onSubmit={submit}>
      <h2>{texts.reverseTitle(act.number)}</h2>
      <p>{texts.reverseWillBe(formatMoney(act.total))}</p>
      <TextInput
        label={texts.reverseReason}
        placeholder={texts.reverseHint}
        value={reason}
        maxLength={300}
        autoFocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {reverse.error !== null && (
        <p className="danger" role="alert">
          {actRefusalText(reverse.error, texts) ?? failureText(reverse.error, general)}
        </p>
      )}
      <div className={classes.buttons}>
        <Button keys="Esc" onClick={onDone}>
          {texts.keep}
        </Button>
        <Button type="submit" danger keys="Enter" disabled={!ready}>
          {texts.reverse}
        </Button>
      </div>
    </form>
  )
}
