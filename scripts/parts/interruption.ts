/** The person's wish to end a long-running command: Ctrl+C, a plain kill, or a closed terminal. */

/**
 * Resolves once. Told again, which npm does after the terminal has, the command goes on ending in order: by default the second
 * signal would be its death, and what it has started would stay.
 */
export const untilInterrupted = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
