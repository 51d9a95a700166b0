import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateDeviceKeys } from '../../journal/signature.ts'
import { SIGNATURE_HEADERS } from '../../journal/protocol.ts'
import { problem, TestDesk } from '../testing/desk.ts'
import { testCluster, type TestCluster, type TestOffice } from '../testing/office.ts'

const CLINIC = { id: '018f0000-0000-7000-8000-0000000000c1', name: 'Клиника на Пробной' }
const OTHER_CLINIC = { id: '018f0000-0000-7000-8000-0000000000c2', name: 'Клиника на Образцовой' }

let cluster: TestCluster
let office: TestOffice
let now = Date.now()
beforeAll(async () => {
  cluster = await testCluster()
  office = await cluster.office({ now: () => now })
}, 60_000)
afterAll(async () => {
  await office.close()
  await cluster.stop()
})

const newDesk = (): TestDesk => {
  const desk = new TestDesk(office.url)
  desk.now = () => now
  return desk
}
const enrolled = async (): Promise<TestDesk> => {
  const desk = newDesk()
  await desk.enrol((await office.issueCode(CLINIC)).code)
  return desk
}
const sql = async (text: string, values: readonly unknown[]): Promise<void> => {
  const client = new pg.Client({ connectionString: office.databaseUrl })
  await client.connect()
  await client.query(text, [...values])
  await client.end()
}

describe('enrolment', () => {
  it('gives each desk of a clinic its own series of numbers, also when two enrol at once', async () => {
    const codes = [
      await office.issueCode(OTHER_CLINIC),
      await office.issueCode(OTHER_CLINIC),
      await office.issueCode(OTHER_CLINIC)
    ]
    const answers = await Promise.all(codes.map(({ code }) => newDesk().enrol(code)))
    expect(answers.map((answer) => answer.series).toSorted((a, b) => a - b)).toEqual([1, 2, 3])
    expect(answers[0]).toMatchObject({ clinic: OTHER_CLINIC.id, clinicName: OTHER_CLINIC.name })
  })

  it('takes the code as people type it, once', async () => {
    const { code } = await office.issueCode(CLINIC)
    expect(code).toMatch(/^\d{4} \d{4} \d{4}$/)
    await newDesk().enrol(` ${code.replaceAll(' ', '-')} `)
    expect(problem(await newDesk().tryEnrol(code))).toMatchObject({ status: 403, code: 'BAD_CODE' })
  })

  it('knows a desk by its id, in capitals or not, and only facts under the id that it keeps', async () => {
    const desk = newDesk()
    const { code } = await office.issueCode(CLINIC)
    const first = await desk.enrol(code)
    desk.record(1)
    Object.assign(desk, { id: desk.id.toUpperCase() })
    expect(await desk.enrol(code)).toEqual(first)
    expect((await desk.hello()).acked).toBe(0)
    desk.record(1)
    expect(problem(await desk.tryPush(desk.facts)).code).toBe('BAD_SEAL')
    expect((await desk.hello()).acked).toBe(0)
  })

  it('answers the same when the first answer was lost', async () => {
    const { code } = await office.issueCode(CLINIC)
    const desk = newDesk()
    const first = await desk.enrol(code)
    expect(await desk.enrol(code)).toEqual(first)
  })

  it('refuses a code a day later, and one that was never issued', async () => {
    const { code } = await office.issueCode(CLINIC)
    now += 25 * 60 * 60_000
    expect(problem(await newDesk().tryEnrol(code)).code).toBe('BAD_CODE')
    expect(problem(await newDesk().tryEnrol('0000 0000 0000')).code).toBe('BAD_CODE')
    expect(problem(await newDesk().tryEnrol('да')).code).toBe('BAD_REQUEST')
  })

  it('does not let a new key take over the chain of a known desk', async () => {
    const desk = await enrolled()
    const impostor = newDesk()
    Object.assign(impostor, { id: desk.id })
    expect(problem(await impostor.tryEnrol((await office.issueCode(CLINIC)).code)).code).toBe('BAD_REQUEST')
    expect((await desk.hello()).acked).toBe(0)
  })

  it('refuses a key that is no key', async () => {
    const desk = newDesk()
    Object.assign(desk, { keys: { ...desk.keys, publicKey: Buffer.alloc(60).toString('base64') } })
    expect(problem(await desk.tryEnrol((await office.issueCode(CLINIC)).code)).code).toBe('BAD_REQUEST')
  })

  it('keeps the series of a revoked desk to itself, so that paper numbers never repeat', async () => {
    const clinic = { id: '018f0000-0000-7000-8000-0000000000c3', name: 'Клиника на Третьей' }
    const [first, second] = [newDesk(), newDesk()]
    const { series } = await first.enrol((await office.issueCode(clinic)).code)
    await sql('UPDATE device SET revoked_at = now() WHERE id = $1', [first.id])
    expect((await second.enrol((await office.issueCode(clinic)).code)).series).toBe(series + 1)
    expect(problem(await first.tryEnrol((await office.issueCode(clinic)).code)).code).toBe('REVOKED')
  })

  it('gives desks of two clinics different series, since cards and numbers of acts are known in both', async () => {
    const clinics = ['c5', 'c6'].map((end) => ({
      id: `018f0000-0000-7000-8000-0000000000${end}`,
      name: `Клиника ${end}`
    }))
    const series: number[] = []
    for (const clinic of clinics) series.push((await newDesk().enrol((await office.issueCode(clinic)).code)).series)
    expect(new Set(series).size).toBe(2)
  })

  it('stops at the last series instead of giving one twice', async () => {
    const clinic = { id: '018f0000-0000-7000-8000-0000000000c4', name: 'Клиника на Четвёртой' }
    const desk = newDesk()
    await desk.enrol((await office.issueCode(clinic)).code)
    await sql('UPDATE device SET series = 9999 WHERE id = $1', [desk.id])
    expect(problem(await newDesk().tryEnrol((await office.issueCode(clinic)).code))).toMatchObject({
      status: 409,
      code: 'CLINIC_FULL'
    })
    await sql('UPDATE device SET series = 900 WHERE id = $1', [desk.id])
  })
})

describe('a request', () => {
  it('is refused unsigned, from a stranger, with a changed body, and signed by another key', async () => {
    const desk = await enrolled()
    desk.record(1)
    const unsigned = await fetch(new URL('/v1/hello', office.url))
    expect(unsigned.status).toBe(401)
    expect(await unsigned.json()).toMatchObject({ code: 'UNAUTHENTICATED', time: new Date(now).toISOString() })
    expect(problem(await newDesk().send('GET', '/v1/hello')).code).toBe('UNAUTHENTICATED')
    const thief = newDesk()
    Object.assign(thief, { id: desk.id, keys: generateDeviceKeys() })
    expect(problem(await thief.send('GET', '/v1/hello')).code).toBe('UNAUTHENTICATED')
    const caught: { init?: RequestInit } = {}
    const genuine = globalThis.fetch
    globalThis.fetch = (url, init) => {
      if (init !== undefined) caught.init = init
      return genuine(url, init)
    }
    const sent = [...desk.facts]
    await desk.tryPush(sent, 'identity').finally(() => (globalThis.fetch = genuine))
    const changed = await fetch(new URL('/v1/facts', office.url), {
      ...caught.init,
      body: JSON.stringify({ facts: desk.record(1), head: { seq: 2 } })
    })
    expect(changed.status).toBe(401)
    expect((await desk.hello()).acked).toBe(sent.length)
  })

  it('is refused outside ten minutes of the server’s time, and taken within them', async () => {
    const desk = await enrolled()
    desk.now = () => now - 11 * 60_000
    expect(problem(await desk.send('GET', '/v1/hello'))).toMatchObject({
      code: 'UNAUTHENTICATED',
      time: new Date(now).toISOString()
    })
    desk.now = () => now + 9 * 60_000
    expect((await desk.hello()).acked).toBe(0)
  })

  it('that makes no sense gets a typed answer', async () => {
    const desk = await enrolled()
    expect(problem(await desk.send('GET', '/v1/facts?after=-1')).code).toBe('BAD_REQUEST')
    expect(problem(await desk.send('GET', '/v1/facts?after=0&limit=5000')).code).toBe('BAD_REQUEST')
    expect(problem(await desk.send('GET', '/v1/nothing'))).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    const xml = { bytes: Buffer.from('<facts/>'), headers: { 'content-type': 'text/xml' } }
    expect(problem(await desk.send('POST', '/v1/facts', xml)).code).toBe('BAD_REQUEST')
    const headers = {
      [SIGNATURE_HEADERS.device]: 'никто',
      [SIGNATURE_HEADERS.time]: 'вчера',
      [SIGNATURE_HEADERS.signature]: '?'
    }
    expect(
      (
        await fetch(new URL('/v1/hello', office.url), {
          headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, encodeURIComponent(value)]))
        })
      ).status
    ).toBe(401)
  })
})

describe('whoever guesses codes', () => {
  it('is slowed down and told to wait', async () => {
    const guarded = await office.again()
    const guesser = new TestDesk(guarded.url)
    const answers = []
    for (let attempt = 0; attempt < 61; attempt++)
      answers.push(problem(await guesser.tryEnrol(`1111 2222 ${String(attempt).padStart(4, '0')}`)).code)
    expect(answers.slice(0, 60).every((code) => code === 'BAD_CODE')).toBe(true)
    expect(answers[60]).toBe('BUSY')
    const put = await guesser.tryEnrol('1111 2222 3333')
    expect(Number(put.headers.get('retry-after'))).toBeGreaterThan(2)
    await guarded.close()
  })
})
