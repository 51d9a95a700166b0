import { afterEach, expect, it } from 'vitest'
import { openBadLine, type BadLine } from './testing/bad-line.ts'
import { factCount, type TestDesk } from './testing/desk.ts'
import { desksAtOneOffice } from './testing/desks.ts'

const { office, desk } = desksAtOneOffice(4)
const lines: BadLine[] = []
afterEach(async () => {
  for (const line of lines.splice(0)) await line.close()
})

const overBadLine = async (): Promise<{ readonly line: BadLine; readonly desk: TestDesk }> => {
  const line = await openBadLine(office().url)
  lines.push(line)
  return { line, desk: await desk(line.url) }
}

it('a line on which somebody changes answers, or gives old ones again, brings nothing that was not signed', async () => {
  const [{ line, desk: one }, two] = [await overBadLine(), await desk()]
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
})

it('nobody on the line can tell a desk by which time to sign, and so have it ask again as it once asked', async () => {
  const { line, desk: one } = await overBadLine()
  expect(await one.round()).toBeNull()
  line.fault = ({ path }) => (path.startsWith('/v1/hello') ? 'false-time' : null)
  const before = line.seen.length
  expect(await one.round()).toMatchObject({ code: 'RUBBISH', phase: 'greeting' })
  expect(line.seen.slice(before)).toEqual(['GET /v1/hello'])
})
