/** Making an act out: the lines on the left, the receipt as it will come out on the right, one key for both. */
import { TextInput } from '@mantine/core'
import { keepPreviousData, skipToken, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import type { ActDraft } from '../../contract/acts.ts'
import type { ActForm } from '../../domain/acts/facts.ts'
import { ActId } from '../../domain/values/ids.ts'
import { formatMoney } from '../../domain/values/money.ts'
import { calls, client } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { lineForm, readActPayer, readWork, type ActPayerForm, type LineFault, type LineForm } from './act-form.ts'
import { ActLines } from './act-lines.tsx'
import { ActPayerFields } from './act-payer-fields.tsx'
import { ActPicture, PaperChoice, usePaper } from './act-paper.tsx'
import classes from './act.module.css'
import { actRefusalIn, actRefusalText } from './refusal-text.ts'
import { actTexts } from './texts.ts'

interface Props {
  readonly draft: ActDraft
  readonly onIssued: (act: ActId) => void
  readonly onClose: () => void
  /** Back to the act that the visit has; null while it has none. */
  readonly onBack: (() => void) | null
}

export const ActMaking = ({ draft, onIssued, onClose, onBack }: Props) => {
  const texts = useTexts(actTexts)
  const general = useTexts(appTexts)
  const notify = useNotify()
  const [id] = useState(() => ActId.parse(uuidv7()))
  const [lines, setLines] = useState<readonly LineForm[]>(() => draft.lines.map(lineForm))
  const [payer, setPayer] = useState<ActPayerForm>({ kind: 'patient' })
  const [contract, setContract] = useState('')
  const [again, setAgain] = useState(false)
  const [paper, turnPaper] = usePaper()
  const card = useQuery(calls.patients.card.queryOptions({ input: { id: draft.patient.id } }))

  const read = readWork(lines)
  const paidBy = readActPayer(payer, card.data?.representatives ?? [])
  const input =
    read.ok && paidBy !== null
      ? {
          id,
          visit: draft.visit,
          doctor: draft.doctor.id,
          work: [...read.work],
          payer: paidBy,
          contract: contract.trim() === '' ? null : contract.trim(),
          again
        }
      : null
  const picture = useQuery(
    calls.acts.preview.queryOptions({
      input: input === null ? skipToken : { ...input, form: paper },
      placeholderData: keepPreviousData
    })
  )

  const issue = useMutation({
    mutationFn: (print: ActForm | null) => {
      if (input === null) throw new Error('the act is not filled in')
      return client.acts.issue({ ...input, print })
    },
    onSuccess: ({ act, job }) => {
      notify({
        tone: 'done',
        text: job === null ? texts.issued(act.number) : texts.issuedAndSent(act.number, texts.paperName[paper])
      })
      onIssued(act.id)
    }
  })
  const ready = input !== null && !issue.isPending
  const repeated = actRefusalIn(issue.error)?.code === 'ALREADY_IN_ACT' && !again
  const issueAndPrint = (): void => {
    if (ready) issue.mutate(paper)
  }
  const issueOnly = (): void => {
    if (ready) issue.mutate(null)
  }
  useKeys({ F2: issueAndPrint, F3: issueOnly, F7: turnPaper, F9: repeated ? () => setAgain(true) : undefined })
  const failure =
    issue.error === null ? null : (actRefusalText(issue.error, texts) ?? failureText(issue.error, general))
  const lookFailure = issue.error === null && picture.error !== null ? actRefusalText(picture.error, texts) : null

  return (
    <div className={classes.dialog}>
      <div className={classes.left}>
        <ActLines
          visit={draft.visit}
          lines={lines}
          faults={read.ok ? NO_FAULTS : read.faults}
          empty={draft.acts.some((act) => !act.cancelled) ? texts.nothingToCharge : texts.noServices}
          onChange={(next) => {
            setLines(next)
            setAgain(false)
            issue.reset()
          }}
        />
        <div className={classes.more}>
          <ActPayerFields payer={payer} representatives={card.data?.representatives ?? []} onChange={setPayer} />
          <TextInput
            label={texts.contract}
            value={contract}
            maxLength={60}
            onChange={(event) => setContract(event.currentTarget.value)}
          />
        </div>
        {repeated && (
          <p className={classes.repeated}>
            {texts.againTitle}{' '}
            <Button keys="F9" onClick={() => setAgain(true)}>
              {texts.again}
            </Button>
          </p>
        )}
        {(failure ?? lookFailure) !== null && (
          <p className="danger" role="alert">
            {failure ?? lookFailure}
          </p>
        )}
        <div className={classes.end}>
          <p className={classes.total}>
            {texts.total} <strong>{read.ok ? formatMoney(read.total) : '—'}</strong>
          </p>
          {read.ok && <p className="soft">{texts.willBe(formatMoney(read.total))}</p>}
          <div className={classes.buttons}>
            <Button primary keys="F2" autoFocus disabled={!ready} onClick={issueAndPrint}>
              {texts.issueAndPrint}
            </Button>
            <Button keys="F3" disabled={!ready} onClick={issueOnly}>
              {texts.issueOnly}
            </Button>
            {onBack !== null && <Button onClick={onBack}>{texts.toIssued}</Button>}
            <Button keys="Esc" onClick={onClose}>
              {general.cancel}
            </Button>
          </div>
        </div>
      </div>
      <div className={classes.right}>
        <PaperChoice paper={paper} onTurn={turnPaper} />
        <ActPicture pages={input === null ? [] : (picture.data?.pages ?? [])} />
      </div>
    </div>
  )
}

const NO_FAULTS: ReadonlyMap<number, LineFault> = new Map<number, LineFault>()
