/** What has head office seen? Explains the light in plain words, shows a partial success as partial, and synchronises on request. */
import { useMutation, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { SyncStatus } from '../../contract/sync.ts'
import { formatDate, localDate, localTime, type Instant } from '../../domain/values/dates.ts'
import { useNow } from '../app/clock.ts'
import { calls, queries } from '../app/connection.ts'
import { useNavigation } from '../app/screens.ts'
import { usePresent } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import classes from './sync.module.css'
import { syncTexts } from './texts.ts'
import { sayWhen } from './when.ts'

export const SyncScreen = () => {
  const texts = useTexts(syncTexts).page
  const status = useQuery(calls.sync.status.queryOptions())
  const now = useMutation(
    calls.sync.syncNow.mutationOptions({
      onSuccess: (fresh) => queries.setQueryData(calls.sync.status.queryKey(), fresh)
    })
  )
  const start = (): void => {
    if (status.data !== undefined && status.data.state !== 'working') now.mutate({})
  }
  useKeys({ F2: start })
  const phase = status.data?.phase ?? null

  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1>{texts.title}</h1>
        <Button
          primary
          keys="F2"
          onClick={start}
          disabled={status.data === undefined || status.data.state === 'working'}
        >
          {texts.now}
        </Button>
        <span role="status" className="soft">
          {phase === null ? '' : texts.working[phase]}
        </span>
      </div>
      {status.data === undefined ? status.error !== null && <p>{texts.alone}</p> : <Standing status={status.data} />}
    </div>
  )
}

const Standing = ({ status }: { readonly status: SyncStatus }) => {
  const texts = useTexts(syncTexts).page
  const { standing } = usePresent()
  const now = useNow()
  const when = (moment: SyncStatus['sawAllAt']): string =>
    moment === null ? '' : sayWhen(moment, now, standing.clinic.zone)
  const moment = (at: Instant): string => {
    const { zone } = standing.clinic
    return `${formatDate(localDate(at, zone))} ${localTime(at, zone)}`
  }
  const { problem } = status
  return (
    <dl className={classes.standing}>
      <Row title={texts.sentTitle}>
        <p>
          {status.sawAllAt === null
            ? texts.sentNever
            : (status.waiting === 0 ? texts.sentAll : texts.sentTill)(when(status.sawAllAt))}
        </p>
        {status.waiting > 0 && <p>{texts.waits(status.waiting, when(status.waitingSince))}</p>}
        {status.papersWaiting > 0 && <p>{texts.papersWait(status.papersWaiting)}</p>}
      </Row>
      <Row title={texts.fetchedTitle}>
        {status.history === null ? (
          <p>{status.fetchedAllAt === null ? texts.fetchedNever : texts.fetchedAll(when(status.fetchedAllAt))}</p>
        ) : (
          <p>{texts.history(status.history.done, status.history.total)}</p>
        )}
        {status.toFetch > 0 && <p>{texts.toFetch(status.toFetch)}</p>}
        {status.unshown > 0 && <p className={classes.stopped}>{texts.unshown(status.unshown)}</p>}
      </Row>
      {status.toReview > 0 && <Review />}
      {status.clock !== null && (
        <Row title={texts.clockTitle}>
          <p className={classes.stopped}>
            {texts.clock(moment(status.clock.desk), status.clock.office === null ? null : moment(status.clock.office))}
          </p>
        </Row>
      )}
      <Row title={texts.problemTitle}>
        {problem === null ? (
          <p>{texts.noProblem}</p>
        ) : (
          <>
            <p className={status.state === 'stopped' ? classes.stopped : undefined}>{texts.problems[problem.code]}</p>
            {problem.achieved !== null && <p>{texts.achieved[problem.achieved]}</p>}
            {problem.retryAt !== null && <p className="soft">{texts.retry(when(problem.retryAt))}</p>}
          </>
        )}
      </Row>
    </dl>
  )
}

/** After a new epoch: the same may have been entered twice, once before the PC was set back and once after. */
const Review = () => {
  const texts = useTexts(syncTexts).page
  const { standing, may } = usePresent()
  const { go } = useNavigation()
  const entries = useQuery(calls.sync.toReview.queryOptions())
  const done = useMutation(calls.sync.reviewed.mutationOptions())
  const list = entries.data ?? []
  const settle = (): void => {
    if (list.length > 0 && may('configure-desk')) done.mutate({ facts: list.map((one) => one.fact) })
  }
  useKeys({ F3: settle })
  return (
    <Row title={texts.reviewTitle}>
      <p>{texts.review(list.length)}</p>
      <table className={classes.entries}>
        <tbody>
          {list.map(({ fact, kind, at, by, patient }) => (
            <tr key={fact}>
              <td>
                {formatDate(localDate(at, standing.clinic.zone))} {localTime(at, standing.clinic.zone)}
              </td>
              <td>{texts.kinds[kind] ?? texts.otherKind}</td>
              <td>
                {patient !== null && (
                  <button
                    type="button"
                    className={classes.name}
                    onClick={() => go({ name: 'patient', patient: patient.id })}
                  >
                    {patient.name}
                  </button>
                )}
              </td>
              <td className="soft">{by ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button keys="F3" onClick={settle} disabled={!may('configure-desk') || list.length === 0 || done.isPending}>
        {texts.reviewed}
      </Button>
      {!may('configure-desk') && <p className="soft">{texts.reviewRight}</p>}
    </Row>
  )
}

const Row = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <div className={classes.row}>
    <dt>{title}</dt>
    <dd>{children}</dd>
  </div>
)
