/** Lets the pushes of one chain follow each other as they came: a desk sends two abreast, and one that overtakes the other is refused. */

export interface Turn {
  /** Resolves when those that came before have ended. */
  come(): Promise<void>
  end(): void
}

/** Takes the next turn of a chain. It must be ended, whatever happens. */
export type Turns = (chain: string) => Turn

/** Within this process; between several the lock on the chain's row decides, and the desk sends once more what has overtaken. */
export const openTurns = (): Turns => {
  const last = new Map<string, Promise<void>>()
  return (chain) => {
    const before = last.get(chain) ?? Promise.resolve()
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    const through = before.then(() => ended)
    last.set(chain, through)
    void through.then(() => {
      if (last.get(chain) === through) last.delete(chain)
    })
    return { come: () => before, end }
  }
}
