/** A paper of which nobody knows whether it came out finds the person at the desk, whatever screen is open. */
import { useQuery } from '@tanstack/react-query'
import { RIGHT_FOR_PAPER } from '../../domain/printing/rights.ts'
import { calls } from '../app/connection.ts'
import { useNavigation } from '../app/screens.ts'
import { usePresent } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { useTexts } from '../ui/language.tsx'
import classes from './lights.module.css'
import { isQuestion } from './queue-order.ts'
import { printingTexts } from './texts.ts'

const MANY = 200

export const PrintQuestion = () => {
  const texts = useTexts(printingTexts)
  const { may } = usePresent()
  const { screen, go } = useNavigation()
  const jobs = useQuery(calls.printing.jobs.queryOptions({ input: { states: ['unknown'], limit: MANY } }))
  const questions = (jobs.data ?? []).filter((job) => isQuestion(job) && may(RIGHT_FOR_PAPER[job.kind]))
  const [first] = questions
  if (first === undefined || screen.name === 'print-queue') return null
  const title = first.copy === 0 ? first.title : `${first.title}, ${texts.job.copy(first.copy)}`
  return (
    <div className={classes.question} role="alert">
      <p>
        <strong>{texts.question.one(title)}</strong>
        <span>
          {texts.question.look}: {first.printerName}
          {questions.length > 1 && ` · ${texts.question.more(questions.length - 1)}`}
        </span>
      </p>
      <Button keys="Alt 0" onClick={() => go({ name: 'print-queue', job: first.id })}>
        {texts.question.answer}
      </Button>
    </div>
  )
}
