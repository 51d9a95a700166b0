/** Facts as a clinic makes them, out of the demo network's generator: patients, visits, papers, payments, consents. */
import path from 'node:path'
import { root } from '../../scripts/parts/places.ts'
import type { DemoFact } from '../../src/head-office/demo/demo-fact.ts'
import { generateNetwork } from '../../src/head-office/demo/generate.ts'
import { readPriceList } from '../../src/head-office/demo/price-list.ts'
import { readTemplates } from '../../src/head-office/demo/templates.ts'

export interface Network {
  /** The moment around which it is made. */
  readonly now?: number
  readonly patients: number
  readonly historyDays: number
}

/** The whole network, oldest first. */
export const makeNetwork = async (seed: string, { now = Date.now(), ...size }: Network): Promise<readonly DemoFact[]> =>
  generateNetwork({
    seed,
    now,
    ...size,
    priceList: await readPriceList(path.join(root, 'resources/price-list/dental.json')),
    templates: await readTemplates(path.join(root, 'resources/templates'))
  })

/** Exactly so many, the youngest of a network that is somewhat larger: all kinds of facts in the proportions of a year. */
export const makeFacts = async (
  count: number,
  seed: string,
  now: number = Date.now()
): Promise<readonly DemoFact[]> => {
  const size = { patients: Math.max(300, Math.round(count / 12)), historyDays: Math.max(20, Math.round(count / 140)) }
  const facts = await makeNetwork(seed, { now, ...size })
  if (facts.length < count) throw new Error(`the network has ${facts.length} facts only`)
  return facts.slice(-count)
}
