/** The clinic's clock in the window: core's time carried on, ticking often enough for waiting timers. */
import { useEffect, useState } from 'react'
import { instant, type Instant } from '../../domain/values/dates.ts'

let offset = 0
export const setClock = (coreNow: Instant): void => {
  offset = Date.parse(coreNow) - Date.now()
}
export const nowAtClinic = (): Instant => instant(Date.now() + offset)

/** The present moment, renewed every so many milliseconds. */
export const useNow = (everyMs = 10_000): Instant => {
  const [now, setNow] = useState(nowAtClinic)
  useEffect(() => {
    const timer = setInterval(() => setNow(nowAtClinic()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
