/** Verifies a desk that has synchronised, and what somebody with its key has done to it. */
import { cpSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBlobs } from '../../src/core/storage/blobs.ts'
import { openDatabase, type Database } from '../../src/core/storage/database.ts'
import { readStoredFact, type SealedFact, type StoredFact } from '../../src/journal/envelope.ts'
import { changed, forgedReceipt, KEY, ORDERED, raise, run, synchronisedDesk } from './testing/synchronised.ts'

let folder: string
let deviceId: string
let end: () => Promise<void>
beforeAll(async () => {
  ;({ folder, deviceId, end } = await synchronisedDesk())
})
afterAll(() => end())

describe('a workstation', () => {
  let copies = 0
  /** What is found in a copy of the desk after somebody with its key was there. */
  const after = async (harm: (db: Database, data: string) => void) => {
    const copy = path.join(folder, `copy-${(copies += 1)}`)
    cpSync(path.join(folder, 'desk'), copy, { recursive: true })
    const db = await openDatabase({ path: path.join(copy, 'desk.db'), key: KEY })
    try {
      harm(db, copy)
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
    expect(said).toContain('18 facts in 2 chains, 3 receipts')
    expect(said).toContain('3 facts of this desk are not receipted yet')
    expect(code).toBe(0)
  })

  it('counts a fact that was destroyed by order of head office as erased by law, and finds nothing wrong in it', async () => {
    const { code, said } = await after((db) =>
      db.exec(`UPDATE fact SET payload = NULL, salt = NULL WHERE aggregate LIKE '%${ORDERED}'`)
    )
    expect(said).toContain('1 fact erased by law')
    expect(code).toBe(0)
  })

  it('names a fact whose payload was wiped without an order, and does not advise what would seal the loss', async () => {
    const wipe = `UPDATE fact SET payload = NULL, salt = NULL WHERE device = '${deviceId}' AND seq = 5`
    const { code, said } = await after((db) => {
      db.exec(wipe)
      // Whoever has the key can write there too.
      db.exec(`INSERT INTO erased_aggregate SELECT kind, aggregate FROM fact WHERE seq = 5`)
    })
    expect(said).toMatch(/first bad fact: .*fact 5, .*its payload is gone, and no order of head office/)
    expect(said).not.toMatch(/by law|rebuild puts it right/)
    expect(code).toBe(1)
    const withheld = await after((db) => db.exec(`${wipe}; UPDATE fact SET withheld = 1 WHERE payload IS NULL`))
    expect(withheld.said).toMatch(/first bad fact: .*fact 5, .*column «withheld»/)
  })

  it('counts an order of head office only as long as it is as it was sealed', async () => {
    const { said } = await after((db) => {
      db.exec(`UPDATE fact SET payload = NULL, salt = NULL WHERE device = '${deviceId}' AND seq = 5`)
      db.exec(`UPDATE fact SET payload = replace(payload, '000000000013', '000000000005') WHERE kind = 'erasure'`)
    })
    expect(said).toMatch(/first bad fact: .*fact 5, .*its payload is gone/)
  })

  it('does not judge a fact of others without payload while the order for it may still be on its way', async () => {
    const { code, said } = await after((db) => {
      db.exec(`UPDATE fact SET payload = NULL, salt = NULL WHERE device <> '${deviceId}' AND seq = 1`)
      db.exec(`DELETE FROM setting WHERE name = 'sync.fetched-all'`)
    })
    expect(said).toContain('1 fact without payload: the order to destroy it may still come')
    expect(said).toContain('What was looked at is as it was recorded.')
    expect(code).toBe(0)
  })

  it('names receipts that are gone, though it has noted that its facts were confirmed', async () => {
    const { code, said } = await after((db) => db.exec('DELETE FROM receipt WHERE seq > 4'))
    expect(said).toMatch(/first bad fact: table receipt, .*facts 5 to 12: .*the receipt is gone/)
    expect(said).toContain('3 facts of this desk are not receipted yet')
    expect(code).toBe(1)
  })

  it('misses the fact up to which it has fetched, and others’ facts that are fewer than it has fetched', async () => {
    const last = await after((db) =>
      db.exec(`DELETE FROM fact WHERE hash = (SELECT json_extract(value, '$') FROM setting WHERE name = 'sync.anchor')`)
    )
    expect(last.said).toMatch(/sync\.anchor: the fact up to which this desk has fetched .*is not here/)
    const fewer = await after((db) => db.exec(`UPDATE setting SET value = '19' WHERE name = 'sync.fetched'`))
    expect(fewer.said).toMatch(/sync\.fetched: up to cursor 19 .*only 18 are here/)
    expect([last.code, fewer.code]).toEqual([1, 1])
  })

  it('names a paper of which somebody has changed the file', async () => {
    let name = ''
    const { code, said } = await after((_db, data) => {
      const blobs = path.join(data, 'blobs')
      name = openBlobs(blobs, KEY).put(Buffer.from('%PDF согласие'))
      openBlobs(blobs, KEY).put(Buffer.from('%PDF план'))
      writeFileSync(path.join(blobs, name.slice(0, 2), name), 'something else')
    })
    expect(said).toContain('2 papers')
    expect(said).toContain(`paper ${name}: its bytes are not the ones that it has its name from.`)
    expect(code).toBe(1)
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
