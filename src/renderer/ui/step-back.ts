/** Esc inside a screen or a dialog: what lies within is left first, and only then the dialog or the screen itself. */
import { useEffect, useEffectEvent } from 'react'

const steps: (() => void)[] = []

/** While it is shown, Esc does this. */
export const useStepBack = (leave: () => void): void => {
  const latest = useEffectEvent(leave)
  useEffect(() => {
    const step = (): void => latest()
    steps.push(step)
    return () => void steps.splice(steps.indexOf(step), 1)
  }, [])
}

/** Leaves what was opened last; false when there is nothing of the kind. */
export const stepBack = (): boolean => {
  const last = steps.at(-1)
  last?.()
  return last !== undefined
}
