/** Verifies a real desk and a real head office that have synchronised, and what somebody with the key has done to them. */
import { randomBytes } from 'node:crypto'
import { cpSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../src/core/storage/database.ts'
import { readSetting } from '../../src/core/storage/settings.ts'
import { enrol } from '../../src/core/sync/enrol.ts'
import { openHttpLink } from '../../src/core/sync/http-link.ts'
import { synchronise } from '../../src/core/sync/round.ts'
import { DeviceKey, HeadOffice } from '../../src/core/sync/settings.ts'
import { startWorkstation, stopWorkstation } from '../../src/core/workstation.ts'
import { newFact } from '../../src/domain/fact.ts'
import { RepresentativeWithdrawn } from '../../src/domain/patients/facts.ts'
import { testCluster, type TestCluster } from '../../src/head-office/testing/office.ts'
import { readStoredFact, sealFact, type SealedFact, type StoredFact } from '../../src/journal/envelope.ts'
import { receiptText } from '../../src/journal/protocol.ts'
import { generateDeviceKeys, readPrivateKey, signText } from '../../src/journal/signature.ts'
import { root } from '../parts/places.ts'
import { verify } from './verify.ts'

const CLINIC = { id: '018f0000-0000-7000-8000-0000000000c1', name: 'Клиника на Пробной' }
const KEY = randomBytes(32).toString('hex')
/** Receipts stand at facts 4, 8 and 12; the last three wait. */
const ROUNDS = [4, 4, 4]
const WAITING = 3

let folder: string
let cluster: TestCluster
let databaseUrl: string
let deviceId: string

const places = (data: string) => ({
  data,
  resources: path.join(root, 'resources'),
  fonts: path.join(root, 'node_modules/@expo-google-fonts')
})

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'stoika-verify-'))
  cluster = await testCluster()
  const office = await cluster.office()
  databaseUrl = office.databaseUrl
  await office.record([{ author: { staff: null, clinic: null }, at: Date.now(), fact: something(100) }])
  const workstation = await startWorkstation({
    places: places(path.join(folder, 'desk')),
    key: KEY,
    now: Date.now,
    log: () => undefined
  })
  const { db } = workstation
  const { code } = await office.issueCode(CLINIC)
  const enrolled = await enrol(db, { url: office.url, code, name: 'Стойка 1' })
  if (!enrolled.ok) throw new Error(enrolled.refusal.code)
  const desk = workstation.takeUp(enrolled.identity)
  // Rounds are made here, one after another.
  await workstation.sync?.stop()
  deviceId = enrolled.identity.device
  const key = () => readSetting(db, DeviceKey) ?? raise('a key')
  const link = openHttpLink({ url: office.url, key, headOffice: () => readSetting(db, HeadOffice), now: Date.now })
  const nothing = (): void => undefined
  const round = { ...desk, link, phase: nothing, sent: nothing, fetched: nothing, forked: nothing, time: nothing }
  let count = 0
  const record = (facts: number): void => {
    for (let n = 0; n < facts; n++)
      desk.journal.record({ staff: null, clinic: enrolled.identity.clinic }, [something((count += 1))])
  }
  for (const facts of ROUNDS) {
    record(facts)
    const problem = await synchronise(round)
    if (problem !== null) throw new Error(`not synchronised: ${problem.code}`)
  }
  record(WAITING)
  await link.close()
  await stopWorkstation({ ...workstation, sync: null })
  writeFileSync(path.join(folder, 'desk/desk.key'), KEY)
  await office.close()
})

afterAll(async () => {
  await cluster.stop()
  await rm(folder, { recursive: true, force: true })
})

const something = (number: number) =>
  newFact(RepresentativeWithdrawn, 'patient', `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`, {
    id: '018f0000-0000-7000-8000-0000000000e1'
  })

const raise = (what: string): never => {
  throw new Error(`${what} was expected`)
}

const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const said: string[] = []
  const code = await verify(args, { env, say: (line) => said.push(line), progress: () => undefined })
  return { code, said: said.join('\n') }
}

/** Seals the fact anew with another staff, as its owner could. */
const changed = (fact: SealedFact, prev = fact.header.prev): SealedFact => {
  const { digest: _digest, ...body } = fact.header
  return sealFact({ ...body, prev, staff: CLINIC.id }, fact.payload, fact.salt ?? '')
}

const forgedReceipt = (device: string, seq: number, hash: string, receivedAt: string): string => {
  const { privateKey } = generateDeviceKeys()
  return signText(readPrivateKey(privateKey), receiptText({ device, epoch: 0, seq, hash, receivedAt }))
}

describe('a workstation', () => {
  let copies = 0
  /** What is found in a copy of the desk after somebody with its key was there. */
  const after = async (harm: (db: Database) => void) => {
    const copy = path.join(folder, `copy-${(copies += 1)}`)
    cpSync(path.join(folder, 'desk'), copy, { recursive: true })
    const db = await openDatabase({ path: path.join(copy, 'desk.db'), key: KEY })
    try {
      harm(db)
    } finally {
      db.close()
    }
    return run([copy])
  }
  const own = (db: Database): readonly SealedFact[] =>
    db
      .prepare<[string], StoredFact>('SELECT header, hash, payload, salt FROM fact WHERE device = ? ORDER BY seq')
      .all(deviceId)
      .map(readStoredFact)
  const put = (db: Database, seq: number, fact: SealedFact): void => {
    db.prepare(
      'UPDATE fact SET header = ?, hash = ?, payload = ?, salt = ?, id = ?, aggregate = ? WHERE device = ? AND seq = ?'
    ).run(
      JSON.stringify(fact.header),
      fact.hash,
      JSON.stringify(fact.payload),
      fact.salt,
      fact.header.id,
      fact.header.aggregate,
      deviceId,
      seq
    )
  }
  const at = (db: Database, seq: number): SealedFact => own(db)[seq - 1] ?? raise(`fact ${seq}`)

  it('that nobody touched is as it was recorded, and only says what is not receipted yet', async () => {
    const { code, said } = await after(() => undefined)
    expect(said).toContain('Everything is as it was recorded.')
    expect(said).toContain('16 facts in 2 chains, 3 receipts')
    expect(said).toContain('3 facts of this desk are not receipted yet')
    expect(code).toBe(0)
  })

  it('counts a fact whose payload was erased by law, and finds nothing wrong in it', async () => {
    const { code, said } = await after((db) => db.exec('UPDATE fact SET payload = NULL, salt = NULL WHERE seq = 5'))
    expect(said).toContain('1 fact erased by law')
    expect(code).toBe(0)
  })

  it('names a fact whose payload was changed: its table, device, place, type, moment, and what is wrong', async () => {
    const { code, said } = await after((db) =>
      db.exec(`UPDATE fact SET payload = replace(payload, 'e1', 'e2') WHERE seq = 6`)
    )
    expect(said).toMatch(
      new RegExp(
        `The first bad fact: table fact, device ${deviceId} «Стойка 1», epoch 0, fact 6, patient\\.representative-withdrawn@1 of 20.*Z: its payload is not the one that was sealed\\.`
      )
    )
    expect(code).toBe(1)
  })

  it('names a fact whose header was changed', async () => {
    const { said } = await after((db) =>
      db.exec(`UPDATE fact SET header = replace(header, 'representative', 'guardian') WHERE seq = 7`)
    )
    expect(said).toMatch(/first bad fact: .*fact 7, .*: its header and its hash do not agree/)
  })

  it('names a fact that was changed and sealed anew, by the next one and by what head office has confirmed', async () => {
    const { said } = await after((db) => put(db, 6, changed(at(db, 6))))
    expect(said).toMatch(/first bad fact: .*fact 6, .*sealed after another one.*up to fact 4 receipts prove/)
    const receipted = await after((db) => put(db, 8, changed(at(db, 8))))
    expect(receipted.said).toMatch(/first bad fact: .*fact 8, .*not the fact that head office confirmed on 20.*Z/)
  })

  it('names a fact that was taken out, in the middle and at the end', async () => {
    const middle = await after((db) => db.exec(`DELETE FROM fact WHERE device = '${deviceId}' AND seq = 5`))
    expect(middle.said).toMatch(/first bad fact: .*fact 5: not there, though head office has confirmed/)
    const end = await after((db) => db.exec(`DELETE FROM fact WHERE device = '${deviceId}' AND seq > 10`))
    expect(end.said).toMatch(/first bad fact: .*facts 11 to 12: not there, though head office has confirmed/)
  })

  it('names two facts that changed places', async () => {
    const { said } = await after((db) => {
      const [fifth, sixth] = [at(db, 5), at(db, 6)]
      put(db, 5, sixth)
      put(db, 6, fifth)
    })
    expect(said).toMatch(/first bad fact: .*fact 5, .*sealed for another place[^]*then: .*fact 6, /)
  })

  it('names a receipt that head office never gave', async () => {
    const { said } = await after((db) => {
      const { hash } = at(db, 10)
      const receivedAt = '2026-11-24T06:12:00.000Z'
      db.prepare('INSERT INTO receipt (epoch, seq, hash, received_at, signature) VALUES (0, 10, ?, ?, ?)').run(
        hash,
        receivedAt,
        forgedReceipt(deviceId, 10, hash, receivedAt)
      )
    })
    expect(said).toMatch(/first bad fact: table receipt, .*fact 10, .*not signed by this head office/)
  })

  it('of which the owner has sealed the whole chain anew after it was confirmed is contradicted by its receipts', async () => {
    const { code, said } = await after((db) => {
      let prev: string | undefined
      for (const fact of own(db).slice(5)) {
        const anew = changed(fact, prev)
        put(db, fact.header.seq, anew)
        prev = anew.hash
      }
    })
    expect(said).toMatch(/first bad fact: .*fact 8, .*confirmed on 20.*sealed anew after that, while up to fact 4/)
    expect(said.match(/confirmed on/g)).toHaveLength(1)
    expect(code).toBe(1)
  })

  it('names a fact of head office that was changed here', async () => {
    const { said } = await after((db) => db.exec(`UPDATE fact SET payload = '{}' WHERE device <> '${deviceId}'`))
    expect(said).toMatch(/first bad fact: table fact, device (?!.*«Стойка 1»).*fact 1, .*payload/)
  })

  it('names a state that does not follow from the facts, and says how to put it right', async () => {
    const { code, said } = await after((db) =>
      db.exec(`UPDATE aggregate_state SET state = '{"name":{}}' WHERE id LIKE '%000000000007'`)
    )
    expect(said).toMatch(/aggregate_state, patient .*0007: .*npm run rebuild/)
    expect(code).toBe(1)
  })

  it('is left alone while it is open, without its key, and where there is none', async () => {
    const db = await openDatabase({ path: path.join(folder, 'desk/desk.db'), key: KEY })
    db.prepare('SELECT count(*) FROM fact').get()
    const open = await run([path.join(folder, 'desk')])
    db.close()
    expect(open).toMatchObject({ code: 2, said: expect.stringContaining('The desk is open') as string })
    const locked = await run([path.join(folder, 'desk')], { STOIKA_KEY: 'cd'.repeat(32) })
    expect(locked).toMatchObject({ code: 1, said: expect.stringContaining('wrong key') as string })
    expect(await run([os.tmpdir()])).toMatchObject({ code: 2, said: expect.stringContaining('desk.db') as string })
    expect((await run(['--what'])).code).toBe(2)
  })
})

describe('a head office', () => {
  let copies = 0
  /** What is found in a copy of its database after somebody with the password was there. */
  const after = async (...harm: readonly string[]) => {
    const original = new URL(databaseUrl)
    const url = new URL(databaseUrl)
    url.pathname = `/copy-${(copies += 1)}`
    const admin = new URL(databaseUrl)
    admin.pathname = '/postgres'
    await query(admin.href, `CREATE DATABASE "${url.pathname.slice(1)}" TEMPLATE "${original.pathname.slice(1)}"`)
    for (const statement of harm) await query(url.href, statement)
    return run(['--head-office', url.href])
  }
  const query = async <Row extends pg.QueryResultRow>(url: string, text: string): Promise<readonly Row[]> => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      return (await client.query<Row>(text)).rows
    } finally {
      await client.end()
    }
  }
  const held = async (seq: number): Promise<SealedFact> => {
    const [row] = await query<pg.QueryResultRow & StoredFact>(
      databaseUrl,
      `SELECT header, hash, payload, salt FROM fact WHERE device = '${deviceId}' AND seq = ${seq}`
    )
    return readStoredFact(row ?? raise(`fact ${seq}`))
  }
  const put = (seq: number, { header, hash, payload, salt }: SealedFact): string =>
    `UPDATE fact SET header = '${JSON.stringify(header)}', hash = '${hash}', payload = '${JSON.stringify(payload)}', salt = '${salt ?? ''}',
     aggregate = '${header.aggregate}', clock = '${header.clock}', effective = '${header.clock}' WHERE device = '${deviceId}' AND seq = ${seq}`

  it('that nobody touched is as it was recorded', async () => {
    const { code, said } = await after()
    expect(said).toContain('13 facts in 2 chains, 4 receipts, 4 signed heads')
    expect(said).toContain('Everything is as it was recorded.')
    expect(code).toBe(0)
  })

  it('names a fact whose payload or header was changed, with the desk as people call it', async () => {
    const payload = await after(
      `UPDATE fact SET payload = replace(payload, 'e1', 'e2') WHERE device = '${deviceId}' AND seq = 6`
    )
    expect(payload.said).toMatch(
      /first bad fact: table fact, device .* «Стойка 1» \(Клиника на Пробной\), epoch 0, fact 6, patient\..*: its payload is not/
    )
    expect(payload.code).toBe(1)
    const header = await after(
      `UPDATE fact SET header = replace(header, 'representative', 'guardian') WHERE device = '${deviceId}' AND seq = 7`
    )
    expect(header.said).toMatch(/first bad fact: .*fact 7, .*: its header and its hash do not agree/)
  })

  it('names a fact that was changed and sealed anew', async () => {
    const { said } = await after(put(6, changed(await held(6))))
    expect(said).toMatch(/first bad fact: .*fact 6, .*sealed after another one.*up to fact 4 receipts prove/)
  })

  it('names a fact that was taken out, and the place that it left among the cursors', async () => {
    const { said } = await after(`DELETE FROM fact WHERE device = '${deviceId}' AND seq = 5`)
    expect(said).toMatch(
      /first bad fact: .*fact 5: not there, though head office has confirmed[^]*then: .*nothing stands at cursor 6/
    )
    const end = await after(`DELETE FROM fact WHERE device = '${deviceId}' AND seq = 12`)
    expect(end.said).toMatch(/first bad fact: .*fact 12: not there, though head office has confirmed/)
  })

  it('names a second fact at one place, which no index over all months forbids', async () => {
    const { said } = await after(
      'CREATE TABLE copy AS SELECT * FROM fact WHERE seq = 9',
      `UPDATE copy SET received_at = received_at + interval '2 months'`,
      'INSERT INTO fact SELECT * FROM copy'
    )
    expect(said).toMatch(/first bad fact: .*fact 9, .*stands here twice[^]*then: .*cursor 10 was given twice/)
  })

  it('names two facts that changed places', async () => {
    const { said } = await after(put(5, await held(6)), put(6, await held(5)))
    expect(said).toMatch(/first bad fact: .*fact 5, .*sealed for another place/)
  })

  it('names a receipt and a signed head that are forged', async () => {
    const { hash } = await held(4)
    const forged = forgedReceipt(deviceId, 4, hash, '2026-11-24T06:12:00.000Z')
    const where = `WHERE device = '${deviceId}' AND seq = 4`
    const receipt = await after(`UPDATE receipt SET signature = '${forged}' ${where}`)
    expect(receipt.said).toMatch(/first bad fact: table receipt, .*fact 4, .*not signed by this head office/)
    const head = await after(`UPDATE receipt SET head_signature = '${forged}' ${where}`)
    expect(head.said).toMatch(/first bad fact: table receipt, .*fact 4, .*not signed by this device/)
  })

  it('that has sealed a desk’s chain anew cannot make the desk’s word for it', async () => {
    const harm: string[] = []
    let prev: string | undefined
    for (let seq = 6; seq <= 12; seq++) {
      const anew = changed(await held(seq), prev)
      harm.push(put(seq, anew))
      prev = anew.hash
    }
    const { said } = await after(...harm, `UPDATE chain SET head = '${prev ?? ''}' WHERE device = '${deviceId}'`)
    expect(said).toMatch(/first bad fact: .*fact 8, .*confirmed on 20.*while up to fact 4/)
  })

  it('names a verdict on a clock that is not what the rule gives', async () => {
    const { said } = await after(
      `UPDATE fact SET effective = '${'0'.repeat(16)}' WHERE device = '${deviceId}' AND seq = 9`
    )
    expect(said).toMatch(/first bad fact: .*fact 9, .*column «effective»/)
  })

  it('is not found where there is none', async () => {
    expect((await run(['--head-office', folder])).code).toBe(2)
    const url = new URL(databaseUrl)
    url.pathname = '/nothing-here'
    expect((await run(['--head-office', url.href])).code).toBe(2)
  })
})
