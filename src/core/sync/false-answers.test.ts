import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBadLine } from './testing/bad-line.ts'
import { factCount, testDesk } from './testing/desk.ts'
import { startHeadOffice, type HeadOfficeProcess } from './testing/head-office.ts'

let office: HeadOfficeProcess
beforeAll(async () => {
  office = await startHeadOffice(2)
})
afterAll(() => office.stop())

it('a line on which somebody changes answers, or gives old ones again, brings nothing that was not signed', async () => {
  const line = await openBadLine(office.url)
  const [one, two] = [await testDesk(line.url, office.code()), await testDesk(office.url, office.code())]
  expect(await one.round()).toBeNull()
  two.register(2)
  expect(await two.round()).toBeNull()
  one.register(2)
  const held = factCount(one)
  for (const strikes of ['/v1/hello', 'POST', '/v1/facts?']) {
    line.fault = ({ method, path }) => (method === strikes || path.startsWith(strikes) ? 'tampered' : null)
    expect(await one.round()).toMatchObject({ code: 'RUBBISH' })
  }
  line.fault = ({ path }) => (path.startsWith('/v1/facts?') ? 'replayed' : null)
  expect(await one.round()).toMatchObject({ code: 'RUBBISH' })
  expect(factCount(one)).toBe(held)
  line.fault = () => null
  expect(await one.round()).toBeNull()
  expect(factCount(one)).toBe(held + 2)
  for (const made of [one, two]) await made.close()
  await line.close()
})
