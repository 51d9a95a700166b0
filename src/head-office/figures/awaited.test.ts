import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { NewFact } from '../../domain/fact.ts'
import { DocumentPrinted, DocumentSignedByPatient } from '../../domain/documents/facts.ts'
import { Sha256 } from '../../domain/values/sha256.ts'
import { sha256Hex } from '../../journal/signature.ts'
import { openDatabase, type Database } from '../database.ts'
import { generateNetwork } from '../demo/generate.ts'
import { readPriceList } from '../demo/price-list.ts'
import { readTemplates } from '../demo/templates.ts'
import { TestDesk } from '../testing/desk.ts'
import { testCluster, type TestCluster, type TestOffice } from '../testing/office.ts'
import { readOverview } from '../web/overview.ts'

const CLINIC = { id: '018f0000-0000-7000-8000-0000000000c1', name: 'Клиника на Пробной' }
const NOW = Date.parse('2026-11-24T09:10:00.000Z')

let cluster: TestCluster
let office: TestOffice
let database: Database
/** A consent that was prepared, printed and signed on paper. */
let consent: readonly NewFact[]
beforeAll(async () => {
  cluster = await testCluster()
  office = await cluster.office()
  database = openDatabase(office.databaseUrl, () => undefined)
  const facts = await generateNetwork({
    seed: 'бумаги',
    now: NOW,
    patients: 30,
    historyDays: 2,
    priceList: await readPriceList(
      fileURLToPath(new URL('../../../resources/price-list/dental.json', import.meta.url))
    ),
    templates: await readTemplates(fileURLToPath(new URL('../../../resources/templates', import.meta.url))),
    hashPin: () => Promise.resolve('$argon2id$none')
  })
  const signed = facts.find(({ fact }) => fact.type === DocumentSignedByPatient.type)
  consent = facts.flatMap(({ fact }) => (fact.aggregate.id === signed?.fact.aggregate.id ? [fact] : []))
})
afterAll(async () => {
  await database.close()
  await office.close()
  await cluster.stop()
})

/** How many papers of the desk the page says are missing. */
const missing = async (desk: TestDesk): Promise<number | undefined> => {
  await office.figuresReady()
  const { clinics } = await readOverview(database, NOW)
  return clinics.flatMap((clinic) => clinic.devices).find((device) => device.id === desk.id)?.papers
}

it('counts, desk by desk, signed papers that facts name and nobody has sent, until they come', async () => {
  const [desk, other] = [new TestDesk(office.url), new TestDesk(office.url)]
  for (const one of [desk, other]) await one.enrol((await office.issueCode(CLINIC)).code)
  const bytes = Buffer.from('%PDF-1.7 согласие, подписано на бумаге')
  const sha256 = Sha256.parse(sha256Hex(bytes))
  for (const fact of consent) {
    const named = fact.type === DocumentPrinted.type || fact.type === DocumentSignedByPatient.type
    desk.tell(named ? { ...fact, payload: { ...Object(fact.payload), sha256 } } : fact, CLINIC.id)
  }
  await desk.push(desk.facts)
  expect([await missing(desk), await missing(other)]).toEqual([1, 0])

  const put = { bytes, headers: { 'content-type': 'application/octet-stream' } }
  expect((await desk.send('PUT', `/v1/blobs/${sha256}`, put)).status).toBe(201)
  expect(await missing(desk)).toBe(0)
  expect(await database.query('SELECT 1 FROM awaited_paper')).toEqual([])
})
