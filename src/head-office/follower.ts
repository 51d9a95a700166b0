/** Something that follows the facts in steps of its own, apart from pushes: figures, destruction of data, what is to be looked at. */

export interface Follower {
  /** Does what has come meanwhile; resolves when that is done. */
  catchUp(): Promise<void>
  /** Ends after the step under way. */
  stop(): Promise<void>
}

/** `step` does one transaction's worth and answers whether there may be more. */
export const startFollower = (step: () => Promise<boolean>, onError: (error: unknown) => void): Follower => {
  let running: Promise<void> | null = null
  const ending = new AbortController()
  let again = false
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
  return {
    catchUp: () => {
      again = true
      running ??= run()
      return running
    },
    stop: async () => {
      ending.abort()
      await running
    }
  }
}
