/** Something that follows the facts in steps of its own, apart from pushes: figures, destruction of data, what is to be looked at. */

export interface Follower {
  /** Does what has come meanwhile; resolves when that is done. */
  catchUp(): Promise<void>
  /** Catches up once no more facts come for a moment, and after a while in any case: desks that push have the machine to themselves. */
  soon(): void
  /** Ends after the step under way. */
  stop(): Promise<void>
}

/** Milliseconds without another fact, and the most that it is put off while they keep coming. */
export interface Patience {
  readonly quiet: number
  readonly atMost: number
}
const PATIENCE: Patience = { quiet: 300, atMost: 10_000 }

/** `step` does one transaction's worth and answers whether there may be more. */
export const startFollower = (
  step: () => Promise<boolean>,
  onError: (error: unknown) => void,
  { quiet, atMost }: Patience = PATIENCE
): Follower => {
  let running: Promise<void> | null = null
  const ending = new AbortController()
  let again = false
  let quietly: NodeJS.Timeout | null = null
  let atLast: NodeJS.Timeout | null = null
  const forget = (): void => {
    for (const timer of [quietly, atLast]) if (timer !== null) clearTimeout(timer)
    quietly = atLast = null
  }
  const run = async (): Promise<void> => {
    try {
      while (again && !ending.signal.aborted) {
        again = false
        let more = true
        while (more && !ending.signal.aborted) more = await step()
      }
    } catch (error) {
      // It can wait: the next fact that arrives tries again from where this one stopped.
      onError(error)
    } finally {
      running = null
    }
  }
  const catchUp = (): Promise<void> => {
    forget()
    again = true
    running ??= run()
    return running
  }
  return {
    catchUp,
    soon: () => {
      if (ending.signal.aborted) return
      if (quietly !== null) clearTimeout(quietly)
      quietly = setTimeout(() => void catchUp(), quiet)
      atLast ??= setTimeout(() => void catchUp(), atMost)
    },
    stop: async () => {
      ending.abort()
      forget()
      await running
    }
  }
}
