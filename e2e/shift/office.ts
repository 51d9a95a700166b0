/** The head office of the shift: the real server on a real PostgreSQL, which goes away in the morning and comes back in the evening. */
import path from 'node:path'
import { openDatabase } from '../../src/head-office/database.ts'
import { SADOVAYA } from '../../src/head-office/demo/clinics.ts'
import { generateNetwork } from '../../src/head-office/demo/generate.ts'
import { readPriceList } from '../../src/head-office/demo/price-list.ts'
import { startCluster, type Cluster } from '../../src/head-office/postgres/cluster.ts'
import { createHeadOffice, type HeadOffice } from '../../src/head-office/server.ts'

const PRICE_LIST = path.resolve(import.meta.dirname, '../../resources/price-list/dental.json')

export interface NetworkSize {
  readonly patients: number
  readonly historyDays: number
}

export interface Office {
  readonly url: string
  /** For the operators' page. */
  readonly password: string
  /** A one-time code by which a workstation of the demo clinic enrols. */
  readonly code: () => Promise<string>
  readonly isUp: () => boolean
  /** How many facts of a device stand in head office's own table. */
  readonly counted: (device: string) => Promise<number>
  /** Resolves when today's figures count everything that has arrived. */
  readonly figuresReady: () => Promise<void>
  /** Nobody answers at its address any more. */
  readonly goDown: () => Promise<void>
  /** The same data at the same address again. */
  readonly comeBack: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface OfficeOptions {
  readonly dataDir: string
  readonly size: NetworkSize
  readonly now: () => number
}

export const openOffice = async ({ dataDir, size, now }: OfficeOptions): Promise<Office> => {
  const password = 'первая смена на стойке'
  let running: { readonly cluster: Cluster; readonly server: HeadOffice } | null = null
  const start = async (port: number): Promise<HeadOffice> => {
    const cluster = await startCluster(dataDir)
    const server = await createHeadOffice({ databaseUrl: cluster.url, port, now, operatorPassword: password })
    running = { cluster, server }
    return server
  }
  const goDown = async (): Promise<void> => {
    const ending = running
    running = null
    await ending?.server.close()
    await ending?.cluster.stop()
  }
  const present = (): NonNullable<typeof running> => {
    if (running === null) throw new Error('head office is down')
    return running
  }

  const first = await start(0)
  const priceList = await readPriceList(PRICE_LIST)
  await first.record(await generateNetwork({ seed: 'стойка', now: now(), ...size, priceList }))
  const { url } = first
  return {
    url,
    password,
    code: async () => (await present().server.issueCode({ id: SADOVAYA.id, name: SADOVAYA.description.name })).code,
    isUp: () => running !== null,
    counted: async (device) => {
      const database = openDatabase(present().cluster.url, () => undefined)
      try {
        const [row] = await database.query<{ n: number }>('SELECT count(*)::int AS n FROM fact WHERE device = $1', [
          device
        ])
        return row?.n ?? 0
      } finally {
        await database.close()
      }
    },
    figuresReady: () => present().server.figuresReady(),
    goDown,
    comeBack: async () => {
      await start(Number(new URL(url).port))
    },
    close: goDown
  }
}
