/** Records one exchange of each kind between real desks and a real head office, for the golden file of the protocol. */
import { openDatabase } from '../../src/head-office/database.ts'
import { withdraw } from '../../src/head-office/devices/supervise.ts'
import { TestDesk } from '../../src/head-office/testing/desk.ts'
import { testCluster } from '../../src/head-office/testing/office.ts'
import { generateDeviceKeys } from '../../src/journal/signature.ts'

export interface Exchange {
  readonly about: string
  readonly request: {
    readonly method: string
    readonly path: string
    readonly headers: Readonly<Record<string, string>>
    readonly body: unknown
  }
  readonly answer: { readonly status: number; readonly body: unknown }
}

export interface WireRecording {
  /** Of each device, the key of each of its epochs. */
  readonly keys: Readonly<Record<string, readonly string[]>>
  readonly exchanges: readonly Exchange[]
}

const CLINIC = { id: '018f0000-0000-7000-8000-0000000000c1', name: 'Клиника на Пробной' }
const START = Date.parse('2026-11-28T09:00:00.000Z')

export const recordWire = async (): Promise<WireRecording> => {
  const cluster = await testCluster()
  try {
    const office = await cluster.office({ now: () => START })
    const database = openDatabase(office.databaseUrl, () => undefined)
    try {
      const exchanges: Exchange[] = []
      const say = async (about: string, desk: TestDesk | null, method: string, path: string, body: unknown = null) => {
        const text = body === null ? '' : JSON.stringify(body)
        const bytes = Buffer.from(text, 'utf8')
        const headers = desk === null ? {} : desk.signed(method, path, bytes)
        const answer = await fetch(new URL(path, office.url), {
          method,
          headers: { ...headers, ...(body === null ? {} : { 'content-type': 'application/json' }) },
          ...(body === null ? {} : { body: text })
        })
        const answered: unknown = JSON.parse(await answer.text())
        exchanges.push({
          about,
          request: { method, path, headers, body: text === '' ? null : (JSON.parse(text) as unknown) },
          answer: { status: answer.status, body: answered }
        })
        return answered
      }
      const meet = async (about: string, name: string): Promise<TestDesk> => {
        const desk = new TestDesk(office.url)
        desk.now = () => START
        const { code } = await office.issueCode(CLINIC)
        await say(about, null, 'POST', '/v1/enrol', { code, device: desk.id, name, publicKey: desk.keys.publicKey })
        return desk
      }
      const [one, two] = [await meet('enrolment', 'Стойка 1'), await meet('another enrolment', 'Стойка 2')]
      const keys: Record<string, string[]> = { [one.id]: [one.keys.publicKey], [two.id]: [two.keys.publicKey] }
      await say('a wrong code', null, 'POST', '/v1/enrol', {
        code: '000000000000',
        device: one.id,
        name: 'Стойка 3',
        publicKey: two.keys.publicKey
      })

      await say('hello of a new desk', one, 'GET', '/v1/hello?recorded=0')
      one.record(3, { note: 'аллергия на йод', dose: 0.5, seen: [true, null] })
      one.now = () => START + 8 * 60_000
      one.record(1, { note: 'с часами, которые спешат' })
      one.now = () => START
      await say('a push', one, 'POST', '/v1/facts', one.batch(one.facts))
      await say('the same push again', one, 'POST', '/v1/facts', one.batch(one.facts))
      await say('hello afterwards', one, 'GET', '/v1/hello?recorded=4')
      await say('a pull', two, 'GET', '/v1/facts?after=0&limit=2')
      const anchor = one.facts[1]?.hash ?? ''
      await say('the next pull', two, 'GET', `/v1/facts?after=2&anchor=${anchor}&limit=500`)
      await say('the hashes of a chain', one, 'GET', '/v1/chain?after=1&limit=10')

      await say('a restored head office', two, 'GET', `/v1/facts?after=2&anchor=${'f'.repeat(64)}`)
      await say('a blob that is not there', two, 'GET', `/v1/blobs/${'0'.repeat(64)}`)
      await say('a query that is none', two, 'GET', '/v1/facts?after=many')
      const [first, second, third] = one.record(3)
      if (first === undefined || second === undefined || third === undefined) throw new Error('three facts expected')
      await say('a gap', one, 'POST', '/v1/facts', one.batch([second]))
      await say(
        'a changed fact',
        one,
        'POST',
        '/v1/facts',
        one.batch([first, { ...second, payload: { note: 'иначе' } }])
      )
      const clone = one.copy()
      clone.facts = []
      await say('a fork', clone, 'POST', '/v1/facts', clone.batch(clone.record(1)))
      const next = generateDeviceKeys()
      keys[one.id]?.push(next.publicKey)
      await say('a new epoch', clone, 'POST', '/v1/epochs', { publicKey: next.publicKey })
      two.now = () => START - 3_600_000
      await say('a wrong clock', two, 'GET', '/v1/hello')
      two.now = () => START
      await withdraw(database, two.id, true, START)
      await say('a withdrawn desk', two, 'GET', '/v1/hello')
      return { keys, exchanges }
    } finally {
      await database.close()
      await office.close()
    }
  } finally {
    await cluster.stop()
  }
}
