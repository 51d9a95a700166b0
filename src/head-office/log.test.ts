import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { TestDesk } from './testing/desk.ts'
import { testCluster, type TestCluster } from './testing/office.ts'

let cluster: TestCluster
beforeAll(async () => {
  cluster = await testCluster()
}, 60_000)
afterAll(() => cluster.stop())

const Line = z.object({ level: z.number(), time: z.number(), msg: z.string() }).loose()

it('writes down every step of an exchange, failures too, and nothing of what people said or who they are', async () => {
  const lines: string[] = []
  const office = await cluster.office({
    operatorPassword: 'пароль-оператора',
    log: { level: 'trace', stream: { write: (line) => lines.push(line) } }
  })
  const { code } = await office.issueCode({ id: '018f0000-0000-7000-8000-0000000000c1', name: 'Клиника на Пробной' })
  const desk = new TestDesk(office.url)
  await desk.enrol(code, 'Стойка Анны')
  const said = { lastName: 'Пробная', phone: '+79990001122', allergy: 'лидокаин' }
  await desk.push(desk.record(3, said))
  await desk.pull(0)
  // Whatever fails is written down with its reason: a forged fact, a wrong query, a wrong password, a broken database.
  await desk.tryPush(desk.record(1, said).map((fact) => ({ ...fact, payload: { lastName: 'Пробная-Вторая' } })))
  await desk.send('GET', '/v1/facts?after=0&name=Пробная&phone=79990001122')
  await desk.sendText('POST', '/v1/facts', '{"facts": [{"lastName": "Пробная"')
  const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
  await fetch(new URL('/sign-in', office.url), { ...form, body: 'password=почти-пароль' })
  await desk.send('PUT', '/v1/blobs/Пробная', { bytes: Buffer.from('Пробная'), headers: {} })
  await desk.send('GET', '/patients/Пробная')
  await office.close()

  expect(lines.length).toBeGreaterThan(10)
  for (const line of lines) Line.parse(JSON.parse(line))
  const all = lines.join('')
  const secrets = ['Пробная', '9990001122', 'лидокаин', 'Анны', 'парол', code, code.replaceAll(' ', '')]
  for (const secret of [...secrets, encodeURIComponent('Пробная'), desk.id, desk.keys.publicKey, 'remote'])
    expect(all).not.toContain(secret)
})
