/** From a dark window to the desk: core starting, failed, not enrolled, fetching, locked, or ready. */
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import { SignIn } from '../staff/sign-in.tsx'
import { LanguageContext, useTexts } from '../ui/language.tsx'
import { setClock } from './clock.ts'
import type { SyncProblemCode } from '../../contract/sync.ts'
import { calls, coreStore } from './connection.ts'
import classes from './app.module.css'
import { appTexts } from './texts.ts'
import { useWindowLanguage } from './window-language.ts'

/** Fetched while the PIN is typed, so that the first thing on the screen is quick and so is the second. */
const loadDesk = () => import('./desk-frame.tsx')
const DeskFrame = lazy(() => loadDesk().then((part) => ({ default: part.DeskFrame })))
const Enrol = lazy(() => import('../sync/enrol.tsx').then((part) => ({ default: part.Enrol })))

export const App = () => (
  <LanguageContext value={useWindowLanguage()}>
    <Suspense fallback={<div className={classes.quiet} />}>
      <Standing />
    </Suspense>
  </LanguageContext>
)

const Standing = () => {
  const core = useSyncExternalStore(coreStore.subscribe, coreStore.current)
  const texts = useTexts(appTexts)
  const standing = useQuery(calls.system.standing.queryOptions({ enabled: core.state === 'ready' }))
  const session = useQuery(calls.staff.session.queryOptions({ enabled: standing.data?.state === 'ready' }))
  const now = standing.data?.state === 'ready' ? standing.data.now : null
  useEffect(() => {
    if (now !== null) setClock(now)
  }, [now])

  const painted = session.data !== undefined
  useEffect(() => {
    if (painted) requestAnimationFrame(() => void loadDesk())
  }, [painted])

  if (core.state === 'failed') return <Whole title={texts.failed.title} text={failedText(core.fault, texts.failed)} />
  if (core.state === 'starting' || standing.data === undefined)
    return <div className={classes.quiet} role="status" aria-label={texts.starting} />
  switch (standing.data.state) {
    case 'not-enrolled':
      return <Enrol />
    case 'fetching':
      return (
        <Whole
          title={texts.fetching(standing.data.done, standing.data.total)}
          text={standing.data.problem === null ? texts.fetchingHint : stoppedText(standing.data.problem, texts)}
        />
      )
    case 'ready':
      if (session.data === undefined) return <div className={classes.quiet} />
      return session.data === null ? (
        <SignIn standing={standing.data} />
      ) : (
        <DeskFrame standing={standing.data} session={session.data} />
      )
  }
}

const stoppedText = (problem: SyncProblemCode, { fetchingStopped }: (typeof appTexts)['ru']): string => {
  switch (problem) {
    case 'UNREACHABLE':
    case 'BUSY':
    case 'RUBBISH':
    case 'STORAGE':
      return fetchingStopped[problem]
    case 'REVOKED':
    case 'UNAUTHENTICATED':
    case 'HEAD_OFFICE_CHANGED':
      return fetchingStopped.STRANGER
    default:
      return fetchingStopped.OTHER
  }
}

const failedText = (fault: string, texts: Readonly<Record<string, string>>): string =>
  texts[fault] ?? texts['program'] ?? ''

const Whole = ({ title, text }: { readonly title: string; readonly text: string }) => (
  <main className={classes.whole}>
    <h1>{title}</h1>
    <p>{text}</p>
  </main>
)
