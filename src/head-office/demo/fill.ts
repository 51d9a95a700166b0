/** Fills an empty head office with the demo network; a filling that was cut short goes on where it stopped. */
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Database } from '../database.ts'
import type { Clinic } from '../devices/clinics.ts'
import type { Identity } from '../facts/identity.ts'
import { countOwn, recordOwn } from '../facts/own.ts'
import { readSetting, writeSetting, type Setting } from '../settings.ts'
import { SADOVAYA } from './clinics.ts'
import { generateNetwork } from './generate.ts'
import { readPriceList } from './price-list.ts'
import { readTemplates } from './templates.ts'

const PRICE_LIST = fileURLToPath(new URL('../../../resources/price-list/dental.json', import.meta.url))
const TEMPLATES = fileURLToPath(new URL('../../../resources/templates', import.meta.url))
const HISTORY_DAYS = 365

const Filling = z.object({ seed: z.string(), now: z.number(), patients: z.int(), done: z.boolean() })
/** What the demo network was made from: the same again gives the same facts. */
const FillingSetting: Setting<typeof Filling> = { name: 'demo.filling', schema: Filling }

export interface DemoSize {
  readonly seed: string
  readonly patients: number
}

/** Answers the clinic where a demo workstation stands. */
export const fillDemo = async (
  database: Database,
  identity: Identity,
  size: DemoSize,
  now: () => number
): Promise<Clinic> => {
  const clinic = { id: SADOVAYA.id, name: SADOVAYA.description.name }
  const filling = (await readSetting(database, FillingSetting)) ?? { ...size, now: now(), done: false }
  if (filling.done) return clinic
  await writeSetting(database, FillingSetting, filling)
  const facts = await generateNetwork({
    ...filling,
    historyDays: HISTORY_DAYS,
    priceList: await readPriceList(PRICE_LIST),
    templates: await readTemplates(TEMPLATES)
  })
  await recordOwn(database, identity, facts.slice(await countOwn(database, identity)), now)
  await writeSetting(database, FillingSetting, { ...filling, done: true })
  return clinic
}
