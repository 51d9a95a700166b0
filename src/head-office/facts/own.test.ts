import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ErasureDeclined } from '../../domain/erasure/facts.ts'
import { newFact } from '../../domain/fact.ts'
import { ClockStamp, clockMilliseconds, CLOCK_TOLERANCE_MS } from '../../journal/clock.ts'
import { openDatabase, type Database } from '../database.ts'
import { testCluster, type TestCluster, type TestOffice } from '../testing/office.ts'
import type { OwnFact } from './own.ts'

const YEAR_MS = 365 * 86_400_000
const NOW = Date.parse('2026-11-24T08:00:00.000Z')

let cluster: TestCluster
let office: TestOffice
let database: Database
beforeAll(async () => {
  cluster = await testCluster()
  office = await cluster.office({ now: () => NOW })
  database = openDatabase(office.databaseUrl, () => undefined)
})
afterAll(async () => {
  await database.close()
  await office.close()
  await cluster.stop()
})

const declined = (at: number, reason = 'нет подписи заявителя'): OwnFact => ({
  author: { staff: null, clinic: null },
  at,
  fact: newFact(ErasureDeclined, 'erasure', randomUUID(), { reason })
})

describe('what head office records itself', () => {
  it('comes back to everybody’s time after its clock ran ahead', async () => {
    await office.record([declined(NOW + YEAR_MS)])
    await office.record([declined(NOW + 1000)])
    const rows = await database.query<{ clock: string }>('SELECT clock FROM fact ORDER BY cursor')
    const [ahead = 0, back = 0] = rows.map((row) => clockMilliseconds(ClockStamp.parse(row.clock)))
    expect(ahead).toBe(NOW + YEAR_MS)
    expect(back).toBeLessThanOrEqual(NOW + CLOCK_TOLERANCE_MS + 1)
  })

  it('is refused when its type does not allow it, and nothing of it is kept', async () => {
    const [before] = await database.query<{ n: number }>('SELECT count(*) AS n FROM fact')
    await expect(office.record([declined(NOW + 2000), declined(NOW + 3000, '')])).rejects.toThrow('erasure.declined@1')
    expect(await database.query('SELECT count(*) AS n FROM fact')).toEqual([before])
  })
})
