/** Verifies a head office with which a desk has synchronised, and what somebody with its password has done to it. */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readStoredFact, type SealedFact, type StoredFact } from '../../src/journal/envelope.ts'
import { changed, forgedReceipt, raise, run, synchronisedDesk } from './testing/synchronised.ts'

let folder: string
let databaseUrl: string
let deviceId: string
let end: () => Promise<void>
beforeAll(async () => {
  ;({ folder, databaseUrl, deviceId, end } = await synchronisedDesk())
})
afterAll(() => end())

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
    expect(said).toContain('15 facts in 2 chains, 6 receipts, 6 signed heads')
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

  it('names a fact whose payload was wiped without an order, whatever the list of what was destroyed says', async () => {
    const { code, said } = await after(
      `UPDATE fact SET payload = NULL, salt = NULL WHERE device = '${deviceId}' AND seq = 5`,
      `INSERT INTO erased_aggregate SELECT kind, aggregate FROM fact WHERE device = '${deviceId}' AND seq = 5`
    )
    expect(said).toMatch(/first bad fact: .*fact 5, .*its payload is gone, and no order of head office/)
    expect(said).not.toContain('by law')
    expect(code).toBe(1)
  })

  it('names a paper whose bytes are others', async () => {
    const { code, said } = await after(
      `INSERT INTO blob SELECT encode(sha256('paper'), 'hex'), 'paper', '${deviceId}', now()`,
      `INSERT INTO blob SELECT encode(sha256('plan'), 'hex'), 'plan', '${deviceId}', now()`,
      `UPDATE blob SET bytes = '\\x00' WHERE bytes = 'plan'`
    )
    expect(said).toContain('2 papers')
    expect(said).toMatch(/paper [0-9a-f]{64}: its bytes are not the ones/)
    expect(code).toBe(1)
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
