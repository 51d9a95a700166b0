import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { afterEach, describe, expect, it } from 'vitest'
import { CardNumber } from '../../domain/loyalty/card-number.ts'
import { cardOfPaper, cardPaperId } from '../../domain/loyalty/card-paper.ts'
import { Printer } from '../../domain/printing/printer.ts'
import { savePrinter } from '../devices/printers.ts'
import { actorAt, describeNetwork, openTestDesk, patient, type TestDesk } from '../money/testing/desks.ts'
import { openSpool, type Spool } from '../printing/spool.ts'
import { folderTransport } from '../printing/transports/folder.ts'
import { issue, replace } from './commands.ts'
import { noteCardPrinted, printCard } from './printing.ts'
import { loyaltyOf } from './queries.ts'

const folder = mkdtempSync(join(tmpdir(), 'stoika-card-'))
const open: Spool[] = []
afterEach(async () => {
  for (const spool of open.splice(0)) await spool.stop()
  rmSync(folder, { recursive: true, force: true })
})

const has = (tool: string): boolean => {
  try {
    execFileSync('which', [tool])
    return true
  } catch {
    return false
  }
}
const run = (tool: string, ...given: readonly string[]): string =>
  execFileSync(tool, [...given], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

interface CardDesk {
  readonly desk: TestDesk
  readonly spool: Spool
  /** Settles when as many cards have come out. */
  readonly cameOut: (count: number) => Promise<void>
}

/** A desk whose card printer is a folder that its own program watches. */
const cardDesk = async (withPrinter = true): Promise<CardDesk> => {
  const desk = await openTestDesk(12)
  describeNetwork(desk)
  if (withPrinter) {
    const address = { via: 'folder', path: folder } as const
    savePrinter(
      desk.db,
      Printer.parse({ id: uuidv7(), name: 'Карты', kind: 'card', address, profile: null, enabled: true })
    )
  }
  const spool = openSpool({
    db: desk.db,
    now: desk.now,
    atomically: (work) => desk.journal.atomically(work),
    onFault: (error) => {
      throw error
    },
    transportFor: ({ address }) => {
      if (address.via !== 'folder') throw new Error('only a folder is set up here')
      return folderTransport(address)
    },
    stamp: (moment) => moment
  })
  open.push(spool)
  spool.onPrinted((job) => noteCardPrinted(desk, job))
  const printed = (): number => loyaltyOf(desk, patient)?.cards.reduce((total, card) => total + card.printed, 0) ?? 0
  const cameOut = (count: number): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (printed() < count) return
        stop()
        resolve()
      }
      const stop = spool.onChange(look)
      look()
    })
  return { desk, spool, cameOut }
}

const files = (): readonly string[] => readdirSync(folder).toSorted()

describe('a card on the card printer', () => {
  it('comes out as one page of exactly a bank card, with the name and a barcode that a scanner reads', async () => {
    const { desk, spool, cameOut } = await cardDesk()
    expect(issue(desk, actorAt(desk), { patient, card: { source: 'series' } }, spool)).toMatchObject({
      ok: true,
      job: { kind: 'card', copy: 0 }
    })
    await cameOut(1)
    const [file] = files()
    const path = join(folder, file ?? '')
    const number = loyaltyOf(desk, patient)?.card ?? ''
    if (has('pdfinfo')) {
      const info = run('pdfinfo', '-box', path)
      expect(info).toMatch(/Pages:\s+1\n/u)
      const [, width, height] = /MediaBox:\s+0\.00\s+0\.00\s+([\d.]+)\s+([\d.]+)/u.exec(info) ?? []
      expect([Number(width), Number(height)]).toEqual([242.65, 153.01])
    }
    if (has('pdftotext')) expect(run('pdftotext', path, '-')).toContain('Пробная Первая')
    if (has('pdftoppm') && has('zbarimg')) {
      run('pdftoppm', '-r', '300', '-png', '-singlefile', path, join(folder, 'card'))
      expect(run('zbarimg', '-q', '--raw', join(folder, 'card.png')).trim()).toBe(number)
    }
    expect(loyaltyOf(desk, patient)?.cards).toMatchObject([{ number, printed: 1 }])
  })

  it('is printed once more when the plastic came out spoilt, as the same face', async () => {
    const { desk, spool, cameOut } = await cardDesk()
    issue(desk, actorAt(desk), { patient, card: { source: 'series' } }, spool)
    await cameOut(1)
    expect(printCard(desk, spool, actorAt(desk), patient)).toMatchObject({ ok: true, job: { copy: 1 } })
    await cameOut(2)
    expect(files()).toHaveLength(2)
  })

  it('that takes the place of a lost one is another card', async () => {
    const { desk, spool, cameOut } = await cardDesk()
    issue(desk, actorAt(desk), { patient, card: { source: 'series' } }, spool)
    await cameOut(1)
    const lost = loyaltyOf(desk, patient)?.card
    if (lost === undefined || lost === null) throw new Error('no card')
    expect(
      replace(desk, actorAt(desk), { patient, number: lost, reason: 'lost', card: { source: 'series' } }, spool)
    ).toMatchObject({ ok: true, job: { copy: 0 } })
    await cameOut(2)
    expect(loyaltyOf(desk, patient)?.cards).toMatchObject([
      { printed: 1, replaces: lost },
      { printed: 1, number: lost }
    ])
  })

  it('without a card printer is not given at all, and its number stays for the next one', async () => {
    const { desk, spool } = await cardDesk(false)
    expect(issue(desk, actorAt(desk), { patient, card: { source: 'series' } }, spool)).toEqual({
      ok: false,
      refusal: { code: 'NO_CARD_PRINTER' }
    })
    expect(loyaltyOf(desk, patient)).toBeNull()
    expect(issue(desk, actorAt(desk), { patient, card: { source: 'series' } }, null)).toMatchObject({
      ok: true,
      job: null
    })
    expect(loyaltyOf(desk, patient)?.card?.slice(0, 12)).toBe('200012000001')
  })

  it('is known to the queue by its number alone', () => {
    const number = CardNumber.parse('2100000000012')
    expect(cardOfPaper(cardPaperId(number))).toBe(number)
    expect(cardOfPaper(uuidv7())).toBeNull()
    expect(cardOfPaper(cardPaperId(number).replace(/.$/u, '0'))).toBeNull()
  })
})
