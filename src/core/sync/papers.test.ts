import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { instant } from '../../domain/values/dates.ts'
import { blobSent, queueBlob } from '../storage/blob-upload.ts'
import { BlobDamaged, type BlobStore } from '../storage/blobs.ts'
import type { Link } from './link.ts'
import { papersWaiting, sendPapers } from './papers.ts'
import { openBadLine, type BadLine } from './testing/bad-line.ts'
import { testDesk, type TestDesk } from './testing/desk.ts'
import { startHeadOffice, type HeadOfficeProcess } from './testing/head-office.ts'

let office: HeadOfficeProcess
const open: { close(): Promise<void> }[] = []
beforeAll(async () => {
  office = await startHeadOffice(10)
})
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close()
})
afterAll(() => office.stop())

const desk = async (): Promise<TestDesk> => {
  const made = await testDesk(office.url, office.code())
  open.push(made)
  return made
}
const overBadLine = async (): Promise<{ line: BadLine; desk: TestDesk }> => {
  const line = await openBadLine(office.url)
  open.push(line)
  const made = await testDesk(line.url, office.code())
  open.push(made)
  return { line, desk: made }
}
describe('papers', () => {
  it('go after the facts that name them, once, and another desk fetches them when it needs them', async () => {
    const [one, two] = [await desk(), await desk()]
    const pdf = Buffer.from('%PDF-1.7 согласие', 'utf8')
    const sha256 = one.blobs.put(pdf)
    queueBlob(one.journal.db, sha256, pdf.length)
    expect(await two.link.getBlob(sha256)).toBeNull()
    expect(await one.round()).toBeNull()
    expect(papersWaiting(one.journal.db)).toBe(0)
    expect((await two.link.getBlob(sha256))?.equals(pdf)).toBe(true)
    expect(await one.round({ putBlob: () => Promise.reject(new Error('sent twice')) })).toBeNull()
  })

  it('go again when head office was set back to a copy without them', async () => {
    const one = await desk()
    const [kept, ...lost] = ['давно', 'вчера', 'сегодня'].map((text) => {
      const sha256 = one.blobs.put(Buffer.from(`${text} ${one.journal.device}`))
      queueBlob(one.journal.db, sha256, 10)
      return sha256
    })
    if (kept === undefined) throw new Error('three papers expected')
    for (const sha256 of lost) blobSent(one.journal.db, sha256, instant(one.now()))
    await one.link.putBlob(kept, one.blobs.get(kept) ?? Buffer.alloc(0))
    blobSent(one.journal.db, kept, instant(one.now()))
    const sent: string[] = []
    const watched: Partial<Link> = {
      putBlob: (sha256, bytes) => {
        sent.push(sha256)
        return one.link.putBlob(sha256, bytes)
      }
    }
    expect(await one.round(watched)).toBeNull()
    expect(sent).toEqual(lost)
    expect(await one.round(watched)).toBeNull()
    expect(sent).toEqual(lost)
  })

  it('do not count as lost because a stranger on the line knows nothing of them', async () => {
    const { line, desk: one } = await overBadLine()
    queueBlob(one.journal.db, one.blobs.put(Buffer.from('отправлено')), 20)
    expect(await one.round()).toBeNull()
    line.fault = ({ method }) => (method === 'HEAD' ? 'not-found' : null)
    expect(await one.round()).toMatchObject({ code: 'RUBBISH', phase: 'papers' })
    expect(papersWaiting(one.journal.db)).toBe(0)
  })

  it('that are damaged on the disk hold up neither facts nor other papers', async () => {
    const one = await desk()
    one.register(1)
    const [lost, sound] = ['испорченный', 'целый']
      .map((text) => Buffer.from(text))
      .map((bytes) => {
        const sha256 = one.blobs.put(bytes)
        queueBlob(one.journal.db, sha256, bytes.length)
        return sha256
      })
    if (lost === undefined || sound === undefined) throw new Error('two papers expected')
    const damaged: BlobStore = {
      ...one.blobs,
      get: (sha256) => {
        if (sha256 === lost) throw new BlobDamaged(sha256, new Error('bad sector'))
        return one.blobs.get(sha256)
      }
    }
    await expect(
      sendPapers({ journal: one.journal, blobs: damaged, link: one.link, now: one.now })
    ).rejects.toMatchObject({ code: 'PAPER_NOT_SENT' })
    expect(papersWaiting(one.journal.db)).toBe(1)
    expect(await one.link.getBlob(sound)).not.toBeNull()
    one.blobs.erase(lost)
    expect(await one.round()).toBeNull()
    expect(papersWaiting(one.journal.db)).toBe(0)
  })

  it('go also while another desk’s facts are damaged: a signed consent must not wait for somebody else’s PC', async () => {
    const [one, two] = [await desk(), await desk()]
    two.register(2)
    expect(await two.round()).toBeNull()
    const pdf = Buffer.from('%PDF-1.7 подписано', 'utf8')
    queueBlob(one.journal.db, one.blobs.put(pdf), pdf.length)
    const device = two.journal.ownAfter(0, 1)[0]?.header.device
    const lossy: Partial<Link> = {
      pull: async (after, anchor, limit) => {
        const page = await one.link.pull(after, anchor, limit)
        return {
          ...page,
          facts: page.facts.filter(({ fact }) => fact.header.device !== device || fact.header.seq !== 1)
        }
      }
    }
    expect(await one.round(lossy)).toMatchObject({ code: 'OTHERS_FACTS_DAMAGED', phase: 'fetching', achieved: 'sent' })
    expect(papersWaiting(one.journal.db)).toBe(0)
  })

  it('wait when the line breaks, while facts are already there', async () => {
    const { line, desk: one } = await overBadLine()
    one.register(1)
    queueBlob(one.journal.db, one.blobs.put(Buffer.from('ждёт')), 8)
    line.fault = ({ method }) => (method === 'PUT' ? 'lose-answer' : null)
    expect(await one.round()).toMatchObject({ code: 'UNREACHABLE', phase: 'papers', achieved: 'both' })
    line.fault = () => null
    expect(await one.round()).toBeNull()
    expect(papersWaiting(one.journal.db)).toBe(0)
  })
})
