import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { queueBlob } from '../storage/blob-upload.ts'
import { openDeskClock } from '../storage/desk-clock.ts'
import { startSync, type Sync } from '../sync/service.ts'
import { openBadLine, type BadLine } from '../sync/testing/bad-line.ts'
import { testDesk, type TestDesk } from '../sync/testing/desk.ts'
import { startHeadOffice, type HeadOfficeProcess } from '../sync/testing/head-office.ts'
import { fetchFile } from './elsewhere.ts'

let office: HeadOfficeProcess
const open: { close(): Promise<void> }[] = []
beforeAll(async () => {
  office = await startHeadOffice(2)
})
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close()
})
afterAll(() => office.stop())

const running = async (): Promise<{ desk: TestDesk; line: BadLine; sync: Sync }> => {
  const line = await openBadLine(office.url)
  const desk = await testDesk(line.url, office.code())
  const nothing = (): void => undefined
  const sync = startSync({
    ...desk,
    changed: nothing,
    clock: openDeskClock({ db: desk.journal.db, now: desk.now, uptime: () => performance.now() }),
    wipe: nothing,
    firstFetch: nothing,
    log: nothing
  })
  open.push(line, { close: () => sync.stop().then(() => desk.close()) })
  return { desk, line, sync }
}

it('tells a file that another desk has not sent yet from one that cannot be reached, and brings it as soon as it can', async () => {
  const [here, there] = [await running(), await running()]
  const bytes = Buffer.from('%PDF-1.7 согласие Пробы')
  const file = there.desk.blobs.put(bytes)
  there.line.fault = () => 'lose-request'
  queueBlob(there.desk.journal.db, file, bytes.length)
  expect(await fetchFile(here.sync, here.desk, file)).toBe('not-sent')

  there.line.fault = () => null
  expect(await there.desk.round()).toBeNull()
  here.line.fault = () => 'lose-request'
  expect(await fetchFile(here.sync, here.desk, file)).toBe('out-of-reach')

  here.line.fault = () => null
  expect(await fetchFile(here.sync, here.desk, file)).toBe('here')
  expect(here.desk.blobs.get(file)?.equals(bytes)).toBe(true)
  expect(await fetchFile(null, here.desk, file)).toBe('here')
})
