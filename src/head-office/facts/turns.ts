/** Lets the pushes of one chain follow each other as they came: a desk sends two abreast, and one that overtakes the other is refused. */

export interface Turn {
  /** Resolves when those that came before have ended. */
  readonly come: Promise<void>
  end(): void
}

/**
 * Within this process; between several the lock on the chain's row decides, and the desk sends once more what has overtaken.
 * A turn that was taken must be ended, whatever happens.
 */
export const openTurns = (): ((chain: string) => Turn) => {
  const last = new Map<string, Promise<void>>()
  return (chain) => {
    const come = last.get(chain) ?? Promise.resolve()
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    const through = come.then(() => ended)
    last.set(chain, through)
    void through.then(() => {
      if (last.get(chain) === through) last.delete(chain)
    })
    return { come, end }
  }
}
