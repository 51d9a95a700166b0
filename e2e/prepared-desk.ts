/** Makes the data folder of a workstation that was enrolled and has fetched the demo network: for tests and figures that are not about fetching. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { uuidv7 } from 'uuidv7'
import type { Desk } from '../src/core/desk.ts'
import { startWorkstation } from '../src/core/workstation.ts'
import { DeviceId } from '../src/domain/values/ids.ts'
import { SADOVAYA } from '../src/head-office/demo/clinics.ts'
import { generateNetwork } from '../src/head-office/demo/generate.ts'
import { readTemplates } from '../src/head-office/demo/templates.ts'
import { readPriceList } from '../src/head-office/demo/price-list.ts'
import { nextClock, type ClockStamp } from '../src/journal/clock.ts'
import { CHAIN_START, sealFact } from '../src/journal/envelope.ts'

const root = path.resolve(import.meta.dirname, '..')

export interface PreparedDesk {
  readonly dataDir: string
  /** Moment for STOIKA_NOW at which the day is in full swing. */
  readonly now: number
}

/** 12:10 in Moscow on a working Tuesday. */
export const MIDDAY = Date.parse('2026-11-24T09:10:00.000Z')

export const prepareDesk = async (
  dataDir: string,
  size: { readonly patients: number; readonly historyDays: number; readonly consents?: boolean } = {
    patients: 300,
    historyDays: 30
  },
  /** Records more at the desk before it is closed. */
  furnish: (desk: Desk) => void = () => undefined,
  /** The moment around which the network is made. */
  now: number = MIDDAY
): Promise<PreparedDesk> => {
  const folder = path.join(dataDir, 'desk')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const key = randomBytes(32).toString('hex')
  writeFileSync(path.join(folder, 'desk.key'), key, { mode: 0o600 })
  const priceList = await readPriceList(path.join(root, 'resources/price-list/dental.json'))
  const templates = await readTemplates(path.join(root, 'resources/templates'))
  // Without consents nobody has signed anything yet, and every visit asks for its papers.
  const signed = size.consents === false ? {} : { templates }
  const facts = await generateNetwork({ seed: 'стойка', now, ...size, priceList, ...signed })
  const workstation = await startWorkstation({
    places: {
      data: folder,
      resources: path.join(root, 'resources'),
      fonts: path.join(root, 'node_modules/@expo-google-fonts')
    },
    key,
    now: () => now,
    log: () => undefined
  })
  const desk = workstation.takeUp({
    device: DeviceId.parse(uuidv7()),
    epoch: 0,
    clinic: SADOVAYA.id,
    series: 11,
    name: 'Стойка 1'
  })
  const device = uuidv7()
  let prev = CHAIN_START
  let clock: ClockStamp | null = null
  const sealed = facts.map(({ author, at, fact }, index) => {
    clock = nextClock(at, clock)
    const one = sealFact(
      {
        id: uuidv7(),
        device,
        epoch: 0,
        seq: index + 1,
        type: fact.type,
        v: fact.v,
        kind: fact.aggregate.kind,
        aggregate: fact.aggregate.id,
        scope: 'network',
        clinic: author.clinic,
        staff: author.staff,
        clock,
        prev
      },
      fact.payload,
      'ab'.repeat(16)
    )
    prev = one.hash
    return { cursor: index + 1, effective: clock, fact: one }
  })
  for (let from = 0; from < sealed.length; from += 5000) desk.journal.receive(sealed.slice(from, from + 5000))
  furnish(desk)
  await workstation.sync?.stop()
  workstation.db.close()
  return { dataDir, now }
}
