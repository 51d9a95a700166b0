import { describe, expect, it } from 'vitest'
import { PrinterRow, PrintJobRow } from '../../contract/printing.ts'
import { PRINTER_PROFILES } from '../../domain/printing/profile.ts'
import { lights, needsPerson } from './light-state.ts'
import { queueParts, selectedJob } from './queue-order.ts'
import { lightText } from './state-text.ts'
import { printingTexts } from './texts.ts'
import { IsoDate, TimeZone } from '../../domain/values/dates.ts'

const idOf = (no: number): string => `018f0000-0000-7000-8000-${String(no).padStart(12, '0')}`

const printer = (no: number, name: string, kind: string, rest: object = {}): PrinterRow =>
  PrinterRow.parse({
    printer: {
      id: idOf(no),
      name,
      kind,
      address: kind === 'card' ? { via: 'folder', path: '/cards' } : { via: 'tcp', host: '127.0.0.1' },
      profile: kind === 'card' ? null : PRINTER_PROFILES['epson-80'],
      enabled: true
    },
    status: { state: 'ready', paperLow: false },
    askedAt: null,
    waiting: 0,
    doubtful: 0,
    ...rest
  })

const job = (no: number, state: string, at: string, rest: object = {}): PrintJobRow =>
  PrintJobRow.parse({
    id: idOf(100 + no),
    paper: { document: idOf(200 + no), version: 1 },
    kind: 'receipt-80',
    title: `Акт 12-00000${no}`,
    printer: idOf(1),
    printerName: 'Чеки',
    copy: 0,
    state,
    attempts: 0,
    bytesTotal: 100,
    bytesSent: 0,
    reason: null,
    queuedAt: at,
    changedAt: at,
    settled: null,
    askedBy: null,
    kept: true,
    progress: null,
    patient: null,
    may: { retry: false, repeat: false, cancel: false, settle: false },
    ...rest
  })

const texts = printingTexts.ru
const said = (rows: readonly PrinterRow[], jobs: readonly PrintJobRow[] = []): readonly string[] =>
  lights(rows, jobs).map((light) => lightText(light, texts))

const NINE = '2026-11-24T06:00:00.000Z'
const LATER = '2026-11-24T06:00:05.000Z'
const NO_PAPER = { status: { state: 'trouble', problems: ['paper-out'], paperLow: false } }

describe('the lights of printers', () => {
  it('are one for each kind of paper that can be printed here, without printers that are switched off', () => {
    const off = printer(3, 'Старый', 'card')
    expect(
      said([
        printer(1, 'Левый', 'receipt-80'),
        printer(2, 'Правый', 'receipt-58'),
        { ...off, printer: { ...off.printer, enabled: false } }
      ])
    ).toEqual(['Чеки: готов'])
  })

  it('name the printer that is worst off where a kind has several', () => {
    expect(
      said([printer(1, 'Левый', 'receipt-80'), printer(2, 'Правый', 'receipt-58', { ...NO_PAPER, waiting: 2 })])
    ).toEqual(['Правый: нет бумаги · ждут 2'])
  })

  it('put the question that only a person can answer before everything else', () => {
    expect(said([printer(1, 'Левый', 'receipt-80', { ...NO_PAPER, waiting: 2, doubtful: 1 })])).toEqual([
      'Чеки: распечаталось?'
    ])
  })

  it('draw the eye only when papers lie because of it', () => {
    const idle = lights([printer(1, 'Левый', 'receipt-80', NO_PAPER)], [])
    const holding = lights([printer(1, 'Левый', 'receipt-80', { ...NO_PAPER, waiting: 1 })], [])
    expect([...idle, ...holding].map(needsPerson)).toEqual([false, true])
  })

  it('count what is printed together: the second of three', () => {
    const jobs = [
      job(3, 'queued', NINE),
      job(2, 'sending', NINE, { changedAt: LATER }),
      job(1, 'printed', NINE, { changedAt: LATER }),
      // Printed before the others were asked for.
      job(4, 'printed', '2026-11-24T05:00:00.000Z'),
      // An old paper, settled by a person just now.
      job(5, 'printed', '2026-11-24T04:00:00.000Z', { changedAt: LATER, settled: 'came-out' })
    ]
    expect(said([printer(1, 'Левый', 'receipt-80', { waiting: 2 })], jobs)).toEqual(['Чеки: печатает 2 из 3'])
    expect(said([printer(1, 'Левый', 'receipt-80', { waiting: 1 })], [job(1, 'sending', NINE)])).toEqual([
      'Чеки: печатает'
    ])
  })
})

describe('the print queue', () => {
  const today = IsoDate.parse('2026-11-24')
  const zone = TimeZone.parse('Europe/Moscow')

  it('keeps what is unfinished whatever day it is from, and of the finished only what is of today', () => {
    const yesterday = '2026-11-23T10:00:00.000Z'
    const jobs = [
      job(6, 'printed', NINE),
      job(5, 'queued', LATER),
      job(4, 'queued', NINE),
      job(3, 'failed', yesterday),
      job(2, 'unknown', yesterday),
      job(1, 'unknown', yesterday, { settled: 'did-not' }),
      job(0, 'printed', yesterday)
    ]
    const parts = queueParts([...jobs, ...jobs], today, zone)
    const titles = (part: 'questions' | 'waiting' | 'today'): readonly string[] =>
      parts[part].map(({ title }) => title.slice(-1))
    expect(titles('questions')).toEqual(['2'])
    // In the order in which they will come out.
    expect(titles('waiting')).toEqual(['3', '4', '5'])
    expect(titles('today')).toEqual(['6'])
    expect(selectedJob(parts, null)?.title).toBe('Акт 12-000002')
    expect(selectedJob(parts, jobs[0]?.id ?? null)?.title).toBe('Акт 12-000006')
  })
})
