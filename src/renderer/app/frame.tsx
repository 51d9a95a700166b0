/** The frame around every screen: rail, search line, the screen, the honest bottom line. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Session } from '../../contract/staff.ts'
import { FindPalette } from '../patients/find-palette.tsx'
import { SyncLight } from '../sync/sync-light.tsx'
import { PrintQuestion } from '../printing/print-question.tsx'
import { PrinterLights } from '../printing/printer-lights.tsx'
import { formatTime } from '../ui/format.ts'
import { Key } from '../ui/key.tsx'
import { useTexts } from '../ui/language.tsx'
import { stepBack } from '../ui/step-back.ts'
import { useKeys } from '../ui/use-keys.ts'
import { useNow } from './clock.ts'
import { calls, client, queries } from './connection.ts'
import classes from './frame.module.css'
import { ScreenView } from './screen-view.tsx'
import { goBack, goTo, NavigationContext, type Navigation, type Screen, type Way } from './screens.ts'
import { PresentContext, type Present, type ReadyStanding } from './session.ts'
import { appTexts } from './texts.ts'
import { useIdleLock } from './use-idle-lock.ts'
import { useScanner } from './use-scanner.ts'

/** Alt and a digit for what is opened by heart; those numbers stay, so what came later has a letter. */
const RAIL = [
  { name: 'today', key: '1' },
  { name: 'patients', key: '2' },
  { name: 'incidents', key: '3' },
  { name: 'tasks', key: 'T' },
  { name: 'cash', key: '4' },
  { name: 'loyalty', key: '5' },
  { name: 'documents', key: '6' },
  { name: 'imports', key: '7' },
  { name: 'settings', key: '8' }
] as const

export const Frame = ({ standing, session }: { readonly standing: ReadyStanding; readonly session: Session }) => {
  const texts = useTexts(appTexts)
  const [way, setWay] = useState<Way>([{ name: 'today' }])
  const [finding, setFinding] = useState(false)
  const [screen] = way

  const navigation: Navigation = useMemo(
    () => ({
      screen,
      go: (next: Screen) => setWay((current) => goTo(current, next)),
      back: () => setWay(goBack),
      start: (next: Screen) => setWay([next])
    }),
    [screen]
  )
  const lock = useCallback(() => {
    void client.staff.lock().then(() => queries.invalidateQueries({ queryKey: calls.staff.key() }))
  }, [])
  useIdleLock(session.lockAfterSeconds, lock)
  const present: Present = useMemo(
    () => ({ session, standing, may: (right) => session.rights.includes(right), lock }),
    [session, standing, lock]
  )
  const find = useCallback(() => setFinding(true), [])

  const dialogWasOpen = useRef(false)
  useEffect(() => {
    // Noted before anybody hears the key: by the time it comes here the dialog that it closed is gone from the page.
    const note = (): void => {
      dialogWasOpen.current = document.querySelector('[aria-modal="true"]') !== null
    }
    window.addEventListener('keydown', note, { capture: true })
    return () => window.removeEventListener('keydown', note, { capture: true })
  }, [])

  useKeys(
    {
      F12: lock,
      'ctrl+K': find,
      '/': find,
      // A dialog closes itself; the screen under it stays.
      Escape: () => {
        if (!dialogWasOpen.current && !stepBack()) setWay(goBack)
      },
      ...Object.fromEntries(RAIL.map(({ name, key }) => [`alt+${key}`, () => navigation.start({ name })]))
    },
    { enabled: !finding }
  )

  useEffect(() => {
    window.stoika.painted(screen.name)
  }, [screen.name])

  return (
    <PresentContext value={present}>
      <NavigationContext value={navigation}>
        <div className={classes.frame}>
          <nav className={classes.rail} aria-label={texts.product}>
            <div className={classes.brand}>{texts.product}</div>
            {RAIL.map(({ name, key }) => (
              <button
                key={name}
                type="button"
                className={classes.railItem}
                aria-current={screen.name === name ? 'page' : undefined}
                onClick={() => navigation.start({ name })}
              >
                <span>{texts.rail[name]}</span>
                {name === 'tasks' && <TaskCount />}
                <span className={classes.railKey}>Alt {key}</span>
              </button>
            ))}
          </nav>
          <header className={classes.top}>
            <button type="button" className={classes.find} onClick={find}>
              <span>{texts.find}</span>
              <Key>Ctrl K</Key>
            </button>
            <span className={classes.person}>{session.person.shortName}</span>
            <button type="button" className={classes.lock} onClick={lock}>
              {texts.lock} <Key>F12</Key>
            </button>
          </header>
          <main className={classes.screen}>
            <PrintQuestion />
            <ScreenView screen={screen} />
          </main>
          <footer className={classes.bottom}>
            <SyncLight />
            <PrinterLights />
            <BottomClock standing={standing} />
          </footer>
        </div>
        <Scanner />
        <FindPalette opened={finding} onClose={() => setFinding(false)} />
      </NavigationContext>
    </PresentContext>
  )
}

/** How many tasks wait; nothing while there are none. */
const TaskCount = () => {
  const { data } = useQuery(calls.tasks.count.queryOptions())
  return data === undefined || data.open === 0 ? null : <span className={classes.railCount}>{data.open}</span>
}

/** Hears scans for as long as somebody is signed in. */
const Scanner = () => {
  useScanner()
  return null
}

const BottomClock = ({ standing }: { readonly standing: ReadyStanding }) => {
  const now = useNow()
  // The date turns at midnight without anybody touching the desk.
  useQuery(calls.system.standing.queryOptions({ refetchInterval: 60_000 }))
  return (
    <span className={classes.clock}>
      {standing.clinic.shortName} · {formatTime(now, standing.clinic.zone)}
    </span>
  )
}
