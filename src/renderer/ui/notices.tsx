/** What just happened, in one line at the bottom: with undo for ten seconds where a slip can be taken back. */
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { Key } from './key.tsx'
import classes from './notices.module.css'
import { useKeys } from './use-keys.ts'

export interface Notice {
  readonly tone: 'done' | 'attention' | 'danger'
  readonly text: string
  /** Takes the action back; offered for ten seconds. */
  readonly undo?: { readonly label: string; readonly run: () => void }
}

const NoticeContext = createContext<(notice: Notice) => void>(() => undefined)
export const useNotify = (): ((notice: Notice) => void) => useContext(NoticeContext)

const QuietContext = createContext<() => void>(() => undefined)
/** Takes the notice away, and the undo with it: whoever comes next must not read or undo what the one before did. */
export const useQuiet = (): (() => void) => useContext(QuietContext)

const UNDO_MS = 10_000
/** Long enough to be read out of the corner of the eye. */
const SHOWN_MS = 5_000

export const NoticeLine = ({ children }: { readonly children: ReactNode }) => {
  const [notice, setNotice] = useState<Notice | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const notify = useCallback((next: Notice) => {
    clearTimeout(timer.current)
    setNotice(next)
    timer.current = setTimeout(
      () => setNotice(null),
      next.undo === undefined && next.tone === 'done' ? SHOWN_MS : UNDO_MS
    )
  }, [])
  const quiet = useCallback(() => {
    clearTimeout(timer.current)
    setNotice(null)
  }, [])
  useEffect(() => () => clearTimeout(timer.current), [])
  const undo = useMemo(
    () =>
      notice?.undo === undefined
        ? undefined
        : () => {
            setNotice(null)
            notice.undo?.run()
          },
    [notice]
  )
  useKeys({ 'ctrl+Z': undo })
  return (
    <NoticeContext value={notify}>
      <QuietContext value={quiet}>{children}</QuietContext>
      <div className={classes.place} role="status" aria-live="polite">
        {notice !== null && (
          <div className={classes.notice} data-tone={notice.tone}>
            <span>{notice.text}</span>
            {undo !== undefined && (
              <button type="button" className={classes.undo} onClick={undo}>
                {notice.undo?.label} <Key>Ctrl Z</Key>
              </button>
            )}
          </div>
        )}
      </div>
    </NoticeContext>
  )
}
