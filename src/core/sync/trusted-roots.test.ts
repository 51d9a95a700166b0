import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { openHttpLink } from './http-link.ts'
import { trustedRoots } from './trusted-roots.ts'
import { generateDeviceKeys } from '../../journal/signature.ts'
import { DeviceId } from '../../domain/values/ids.ts'

const certificate = (name: string): Buffer =>
  readFileSync(new URL(`../../head-office/testing/certificates/${name}`, import.meta.url))

it('are those of the runtime and of the system, and none are read for an address without encryption', () => {
  expect(trustedRoots('https://stoika.example.ru')?.length).toBeGreaterThan(50)
  expect(trustedRoots('http://127.0.0.1:8420')).toBeUndefined()
})

it('do not include whoever calls itself head office: it is told nothing', async () => {
  let asked = 0
  const server = createServer({ cert: certificate('first.pem'), key: certificate('first.key') }, () => (asked += 1))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  const key = {
    device: DeviceId.parse('018f0000-0000-7000-8000-0000000000d1'),
    epoch: 0,
    before: [],
    ...generateDeviceKeys()
  }
  const link = openHttpLink({
    url: `https://127.0.0.1:${address.port}`,
    key: () => key,
    headOffice: () => null,
    now: Date.now
  })
  await expect(link.hello(0)).rejects.toMatchObject({ code: 'CERTIFICATE' })
  expect(asked).toBe(0)
  await link.close()
  server.close()
})
