/** Tells a failing story again and again with events left out, until none can be left out without it going well. */
import { tell, type Stage, type Told, type TellOptions } from './world.ts'

/** Bounds the patience of whoever waits: a story is told at most so many times more. */
const MOST_TELLINGS = 150

export interface Shrunk {
  readonly told: Told
  readonly leftOut: ReadonlySet<string>
}

export const shrink = async (
  stage: Stage,
  failing: Told,
  options: Pick<TellOptions, 'planted'> = {}
): Promise<Shrunk> => {
  let best: Shrunk = { told: failing, leftOut: new Set() }
  let left = MOST_TELLINGS

  /** Goes through the story once, leaving out what it can in parts of a size. Whether anything could be. */
  const pass = async (size: number): Promise<boolean> => {
    let shorter = false
    for (let from = 0; from < best.told.events.length && left > 0;) {
      left -= 1
      const part = best.told.events.slice(from, from + size)
      const leftOut = new Set([...best.leftOut, ...part.map((event) => event.name)])
      const told = await tell(stage, failing.seed, { ...options, leftOut })
      if (told.failures.length === 0) from += size
      else {
        best = { told, leftOut }
        shorter = true
      }
    }
    return shorter
  }

  // Large parts first, then ever smaller ones: most of a story has nothing to do with what went wrong.
  for (let size = Math.ceil(failing.events.length / 2); size > 1; size = Math.ceil(size / 2)) await pass(size)
  while (await pass(1)) continue
  return best
}
