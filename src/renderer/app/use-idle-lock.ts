/** Locks the desk when nobody has touched it for a while; core holds to the same limit by itself. */
import { useEffect } from 'react'

const EVENTS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

export const useIdleLock = (seconds: number, lock: () => void): void => {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const restart = (): void => {
      clearTimeout(timer)
      timer = setTimeout(lock, seconds * 1000)
    }
    restart()
    for (const event of EVENTS) window.addEventListener(event, restart, { passive: true })
    return () => {
      clearTimeout(timer)
      for (const event of EVENTS) window.removeEventListener(event, restart)
    }
  }, [seconds, lock])
}
