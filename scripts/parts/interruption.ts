/** The person's wish to end a long-running command: Ctrl+C, a plain kill, or a closed terminal. */

/** Resolves once; a second Ctrl+C then ends the process at once, as terminals lead one to expect. */
export const untilInterrupted = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
