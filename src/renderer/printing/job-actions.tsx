/** What a person may do with a paper of the queue; each action has its key. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { PrinterRow, PrintJobRow } from '../../contract/printing.ts'
import type { PrintJobId } from '../../domain/printing/job.ts'
import { PrinterId } from '../../domain/printing/printer.ts'
import { RIGHT_FOR_PAPER } from '../../domain/printing/rights.ts'
import { calls, client, queries } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { usePresent } from '../app/session.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { useKeys } from '../ui/use-keys.ts'
import classes from './queue.module.css'
import { isQuestion } from './queue-order.ts'
import { printRefusalText } from './refusal-text.ts'
import { printingTexts } from './texts.ts'

interface Props {
  readonly job: PrintJobRow
  readonly printers: readonly PrinterRow[]
  readonly onShow: (job: PrintJobId) => void
}

type Wish = 'yes' | 'no' | 'retry' | 'repeat' | 'cancel'

const ask = (wish: Wish, id: PrintJobId, printer: PrinterId | null): Promise<PrintJobRow> => {
  switch (wish) {
    case 'yes':
      return client.printing.settle({ id, cameOut: true })
    case 'no':
      return client.printing.settle({ id, cameOut: false })
    case 'retry':
      return client.printing.retry({ id, printer })
    case 'repeat':
      return client.printing.repeat({ id, printer })
    case 'cancel':
      return client.printing.cancel({ id })
  }
}

export const JobActions = ({ job, printers, onShow }: Props) => {
  const texts = useTexts(printingTexts)
  const general = useTexts(appTexts)
  const { may } = usePresent()
  const notify = useNotify()
  const [target, setTarget] = useState<PrinterId | null>(null)
  const run = useMutation({
    mutationFn: (wish: Wish) => ask(wish, job.id, target),
    onSuccess: async (answer, wish) => {
      // A copy is a new line of the list: it can be shown only when the list has it.
      await queries.invalidateQueries({ queryKey: calls.printing.jobs.key() })
      onShow(answer.id)
      notify({ tone: 'done', text: doneText(answer, wish) })
    }
  })
  const doneText = (answer: PrintJobRow, wish: Wish): string => {
    switch (wish) {
      case 'yes':
        return texts.done.settledYes(answer.title)
      case 'no':
        return texts.done.settledNo(answer.title)
      case 'retry':
        return texts.done.retried(answer.title)
      case 'repeat':
        return texts.done.repeated(answer.title, answer.copy)
      case 'cancel':
        return answer.state === 'cancelled' ? texts.done.cancelled(answer.title) : texts.done.stopping(answer.title)
    }
  }
  const allowed = may(RIGHT_FOR_PAPER[job.kind])
  const does = (wish: Wish, isOffered: boolean): (() => void) | undefined =>
    isOffered && allowed && !run.isPending ? () => run.mutate(wish) : undefined
  const yes = does('yes', job.may.settle)
  const no = does('no', job.may.settle && job.settled === null)
  const retry = does('retry', job.may.retry)
  const repeat = does('repeat', job.may.repeat)
  const cancel = does('cancel', job.may.cancel)
  useKeys({ F2: yes ?? retry, F3: no, F4: repeat, Delete: cancel })

  if (!allowed) return <p className="soft">{texts.job.forbidden}</p>
  const question = isQuestion(job)
  const others = printers.filter(({ printer }) => printer.kind === job.kind && printer.enabled)
  const choosable = (job.may.retry || job.may.repeat) && others.length > 1
  // While an answer is being written down the buttons stay where they are.
  const idle = !run.isPending
  return (
    <>
      <div className={classes.actions}>
        {job.may.settle && job.settled === null && (
          <>
            <Button primary={question} keys="F2" disabled={!idle} onClick={yes}>
              {texts.job.yes}
            </Button>
            <Button keys="F3" disabled={!idle} onClick={no}>
              {question ? texts.job.no : texts.job.didNotCome}
            </Button>
          </>
        )}
        {job.may.retry && (
          <Button primary={job.state === 'failed'} keys="F2" disabled={!idle} onClick={retry}>
            {job.state === 'queued' ? texts.job.retryNow : texts.job.retry}
          </Button>
        )}
        {job.may.repeat && (
          <Button primary={job.settled === 'did-not'} keys="F4" disabled={!idle} onClick={repeat}>
            {texts.job.repeat}
          </Button>
        )}
        {job.may.settle && job.settled !== null && (
          <Button keys="F2" disabled={!idle} onClick={yes}>
            {texts.job.yesAfterAll}
          </Button>
        )}
        {job.may.cancel && (
          <Button keys="Del" danger={job.state === 'sending'} disabled={!idle} onClick={cancel}>
            {job.state === 'sending' ? texts.job.stop : texts.job.cancel}
          </Button>
        )}
        {choosable && (
          <label className={classes.target}>
            <span className="soft">{texts.job.on}</span>
            <select
              value={target ?? ''}
              onChange={(event) =>
                setTarget(event.currentTarget.value === '' ? null : PrinterId.parse(event.currentTarget.value))
              }
            >
              <option value="">{texts.job.usual}</option>
              {others.map(({ printer }) => (
                <option key={printer.id} value={printer.id}>
                  {printer.name}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {job.kind === 'a4' && (job.state === 'printed' || job.state === 'sent' || job.state === 'unknown') && (
        <p className="soft">{texts.job.a4Copy}</p>
      )}
      {run.error !== null && (
        <p className="danger" role="alert">
          {printRefusalText(run.error, texts) ?? failureText(run.error, general)}
        </p>
      )}
    </>
  )
}
