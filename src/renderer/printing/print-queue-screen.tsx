/** What is on its way to paper, and what needs an answer? The queue of this workstation with the paper beside it. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PrintJobId } from '../../domain/printing/job.ts'
import { calls } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { useNavigation } from '../app/screens.ts'
import { usePresent } from '../app/session.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { JobList } from './job-list.tsx'
import { JobPanel } from './job-panel.tsx'
import classes from './queue.module.css'
import { QUEUE_PARTS, queueParts, selectedJob } from './queue-order.ts'
import { printingTexts } from './texts.ts'

const MOST = 200

export const PrintQueueScreen = ({ job }: { readonly job: PrintJobId | null }) => {
  const texts = useTexts(printingTexts)
  const general = useTexts(appTexts)
  const { standing } = usePresent()
  const { go } = useNavigation()
  const [chosen, setChosen] = useState(job)
  const printers = useQuery(calls.printing.printers.queryOptions())
  // A busy day may push what is unfinished out of the newest: it is asked for by itself.
  const open = useQuery(
    calls.printing.jobs.queryOptions({ input: { states: ['unknown', 'queued', 'sending', 'failed'], limit: MOST } })
  )
  const recent = useQuery(calls.printing.jobs.queryOptions({ input: { states: [], limit: MOST } }))
  const parts = queueParts([...(open.data ?? []), ...(recent.data ?? [])], standing.today, standing.clinic.zone)
  const all = QUEUE_PARTS.flatMap((part) => parts[part])
  const selected = selectedJob(parts, chosen)
  // Pinned: a paper that comes later must not slip under the hand that is about to press a key.
  if (selected !== null && chosen === null) setChosen(selected.id)
  const at = selected === null ? -1 : all.indexOf(selected)
  const move = (by: number): void => setChosen(all[Math.min(all.length - 1, Math.max(0, at + by))]?.id ?? null)
  const openSettings = (): void => go({ name: 'settings' })
  useKeys({ ArrowDown: () => move(1), ArrowUp: () => move(-1), F9: openSettings })

  const failure = open.error ?? recent.error ?? printers.error
  const known = open.data !== undefined && recent.data !== undefined && printers.data !== undefined
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <h1>{texts.queue.title}</h1>
        {known && <span className="soft">{texts.queue.figures(parts.waiting.length, parts.today.length)}</span>}
        <Button keys="F9" onClick={openSettings}>
          {texts.queue.settings}
        </Button>
      </header>
      {failure !== null && (
        <p className={classes.failure} role="alert">
          {failureText(failure, general)}
        </p>
      )}
      {known && selected === null && <Nothing withPrinters={printers.data.length > 0} />}
      {known && selected !== null && (
        <div className={classes.body}>
          <JobList parts={parts} selected={selected.id} zone={standing.clinic.zone} onSelect={setChosen} />
          <JobPanel key={selected.id} job={selected} printers={printers.data} onShow={setChosen} />
        </div>
      )}
    </div>
  )
}

const Nothing = ({ withPrinters }: { readonly withPrinters: boolean }) => {
  const texts = useTexts(printingTexts).queue
  const { may } = usePresent()
  return (
    <div className={classes.empty}>
      <h2>{withPrinters ? texts.empty : texts.noPrinters}</h2>
      <p className="soft">
        {withPrinters ? texts.emptyHint : may('configure-desk') ? texts.noPrintersHint : texts.noPrintersForbidden}
      </p>
    </div>
  )
}
