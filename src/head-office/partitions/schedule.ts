/** Makes partitions ahead at the start and a few times a day; that it fails for weeks costs nothing but its own alarm. */
import type { Database } from '../database.ts'
import { keepPartitions } from './keep.ts'

const EVERY_MS = 6 * 3600_000

export interface Partitions {
  /** Ends after the work under way. */
  stop(): Promise<void>
}

export const startPartitions = async (
  database: Database,
  now: () => number,
  onError: (error: unknown) => void
): Promise<Partitions> => {
  let running: Promise<unknown> = Promise.resolve()
  const keep = (): Promise<unknown> => {
    running = keepPartitions(database, now()).catch(onError)
    return running
  }
  await keep()
  const timer = setInterval(() => void keep(), EVERY_MS)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    }
  }
}
