/** What a run of many stories shares: one PostgreSQL, one head office on it, and desks that are enrolled there. */
import { openCluster } from './office/cluster.ts'
import { openOffice } from './office/office.ts'
import { prepareOrigin } from './origin.ts'
import type { Stage } from './world.ts'

export interface OpenStage extends Stage {
  close(): Promise<void>
  /** Ends PostgreSQL, whoever is still at work on it. */
  abandon(): Promise<void>
}

export const openStage = async (): Promise<OpenStage> => {
  const cluster = await openCluster()
  const undo = [(): Promise<void> => cluster.stop()]
  try {
    const office = await openOffice(await cluster.database())
    undo.push(() => office.close())
    return { office, origin: await prepareOrigin(office), close: () => inReverse(undo), abandon: () => cluster.stop() }
  } catch (error) {
    await inReverse(undo)
    throw error
  }
}

const inReverse = async (steps: readonly (() => Promise<void>)[]): Promise<void> => {
  for (const step of steps.toReversed()) await step()
}
