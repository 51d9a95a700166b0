/** One paper of the queue: how it stands, what can be done with it, how it looks, and what has happened to it. */
import { useQuery } from '@tanstack/react-query'
import type { PrinterRow, PrintJobRow } from '../../contract/printing.ts'
import type { PrintJobId } from '../../domain/printing/job.ts'
import { isReceiptKind } from '../../domain/printing/printer.ts'
import { useNow } from '../app/clock.ts'
import { calls } from '../app/connection.ts'
import { usePresent } from '../app/session.ts'
import { sayWhen } from '../sync/when.ts'
import { useTexts } from '../ui/language.tsx'
import { JobActions } from './job-actions.tsx'
import classes from './queue.module.css'
import { isQuestion } from './queue-order.ts'
import { eventText, jobAbout, jobWords, statusHelp, statusWords } from './state-text.ts'
import { printingTexts } from './texts.ts'

interface Props {
  readonly job: PrintJobRow
  readonly printers: readonly PrinterRow[]
  readonly onShow: (job: PrintJobId) => void
}

export const JobPanel = ({ job, printers, onShow }: Props) => {
  const texts = useTexts(printingTexts)
  const own = printers.find(({ printer }) => printer.id === job.printer)
  const unwell = own !== undefined && own.status.state !== 'ready'
  return (
    <section className={classes.panel} aria-label={texts.job.details}>
      <div className={classes.panelHead}>
        {job.patient !== null && <p className="soft">{job.patient}</p>}
        <h2>
          {job.title}
          {job.copy > 0 && <span className={classes.copy}>{texts.job.copy(job.copy)}</span>}
        </h2>
        <p className={classes.state} data-state={isQuestion(job) ? 'question' : job.state}>
          {jobWords(job, texts)}
        </p>
        <p>{jobAbout(job, texts)}</p>
        {unwell && (
          <p className="soft">
            {texts.job.printerNow(
              own.printer.name,
              own.printer.enabled ? statusWords(own.status, texts) : texts.help.off
            )}
            {own.printer.enabled && <>. {statusHelp(own.status, texts)}</>}
          </p>
        )}
        <JobActions job={job} printers={printers} onShow={onShow} />
      </div>
      <div className={classes.paper} role="region" aria-label={texts.job.preview} tabIndex={0}>
        <Preview job={job} />
        <History job={job} />
      </div>
    </section>
  )
}

const Preview = ({ job }: { readonly job: PrintJobRow }) => {
  const texts = useTexts(printingTexts).job
  const preview = useQuery(calls.printing.preview.queryOptions({ input: { id: job.id } }))
  if (preview.data === undefined) return null
  if (preview.data === null) {
    const raw = job.kept && isReceiptKind(job.kind)
    return raw ? null : <p className="soft">{job.kept ? texts.noPreview : texts.gone}</p>
  }
  return (
    <img
      className={classes.picture}
      data-narrow={job.kind === 'receipt-58'}
      src={`data:image/svg+xml,${encodeURIComponent(preview.data.svg)}`}
      alt={`${texts.preview}: ${job.title}`}
    />
  )
}

const History = ({ job }: { readonly job: PrintJobRow }) => {
  const texts = useTexts(printingTexts)
  const { standing } = usePresent()
  const now = useNow()
  const history = useQuery(calls.printing.history.queryOptions({ input: { id: job.id } }))
  const colleagues = useQuery(calls.staff.colleagues.queryOptions())
  if (history.data === undefined) return null
  return (
    <div className={classes.history}>
      <h3>{texts.job.history}</h3>
      <ol>
        {history.data.map((event, index) => (
          <li key={`${event.at} ${index + 1}`}>
            <span className={classes.time}>{sayWhen(event.at, now, standing.clinic.zone)}</span>
            <span>{eventText(event, texts)}</span>
            <span className="soft">{colleagues.data?.find((one) => one.id === event.by)?.shortName ?? ''}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
