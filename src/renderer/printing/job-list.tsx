/** The papers of the queue, one line each: when, what, where to, and how it stands. */
import { Fragment, useEffect, useRef } from 'react'
import type { PrintJobRow } from '../../contract/printing.ts'
import type { PrintJobId } from '../../domain/printing/job.ts'
import type { TimeZone } from '../../domain/values/dates.ts'
import { useNow } from '../app/clock.ts'
import { sayWhen } from '../sync/when.ts'
import { useTexts } from '../ui/language.tsx'
import classes from './queue.module.css'
import { isQuestion, QUEUE_PARTS, type QueuePart } from './queue-order.ts'
import { jobWords } from './state-text.ts'
import { printingTexts } from './texts.ts'

interface Props {
  readonly parts: Readonly<Record<QueuePart, readonly PrintJobRow[]>>
  readonly selected: PrintJobId
  readonly zone: TimeZone
  readonly onSelect: (job: PrintJobId) => void
}

export const JobList = ({ parts, selected, zone, onSelect }: Props) => {
  const texts = useTexts(printingTexts)
  const now = useNow()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  return (
    <div className={classes.list} ref={list} role="region" aria-label={texts.queue.list} tabIndex={0}>
      <table className={classes.table}>
        <colgroup>
          <col className={classes.colTime} />
          <col />
          <col className={classes.colPrinter} />
          <col className={classes.colState} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{texts.queue.columns.time}</th>
            <th scope="col">{texts.queue.columns.paper}</th>
            <th scope="col">{texts.queue.columns.printer}</th>
            <th scope="col">{texts.queue.columns.state}</th>
          </tr>
        </thead>
        <tbody>
          {QUEUE_PARTS.filter((part) => parts[part].length > 0).map((part) => (
            <Fragment key={part}>
              <tr className={classes.part} data-part={part}>
                <th scope="colgroup" colSpan={4}>
                  {texts.queue.parts[part]}
                </th>
              </tr>
              {parts[part].map((job) => (
                <tr key={job.id} aria-selected={job.id === selected} onClick={() => onSelect(job.id)}>
                  <td className={classes.time}>{sayWhen(job.queuedAt, now, zone)}</td>
                  <td title={[job.title, job.patient ?? ''].filter(Boolean).join(' · ')}>
                    {job.patient !== null && <span className={classes.patient}>{job.patient}</span>}
                    {job.title}
                    {job.copy > 0 && <span className={classes.copy}>{texts.job.copy(job.copy)}</span>}
                  </td>
                  <td className="soft" title={job.printerName}>
                    {job.printerName}
                  </td>
                  <td className={classes.state} data-state={isQuestion(job) ? 'question' : job.state}>
                    {jobWords(job, texts)}
                    {job.state === 'sending' && <Progress job={job} />}
                  </td>
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Progress = ({ job }: { readonly job: PrintJobRow }) => {
  const texts = useTexts(printingTexts).job
  const percent = job.bytesTotal === 0 ? 0 : Math.floor((job.bytesSent / job.bytesTotal) * 100)
  return (
    <>
      <progress className={classes.progress} max={100} value={percent} aria-label={texts.progress} />
      <span className="small soft">{texts.done(percent)}</span>
    </>
  )
}
