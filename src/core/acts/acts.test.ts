import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { actAggregate } from '../../domain/acts/evolve.ts'
import type { ActForm } from '../../domain/acts/facts.ts'
import { DOCTOR, wish } from '../../domain/plans/fixtures/arbitrary-plan.ts'
import { BasisPoints, NO_DISCOUNT } from '../../domain/plans/priced-line.ts'
import { instant } from '../../domain/values/dates.ts'
import { ActId } from '../../domain/values/ids.ts'
import { rubles } from '../../domain/values/money.ts'
import type { BookedService } from '../../domain/visits/facts.ts'
import { jobsOf } from '../printing/jobs.ts'
import { decodeJob } from '../printing/testing/npos-decoder.ts'
import { issueAct, reverseAct, type ActResult, type IssueActInput } from './commands.ts'
import { draftAct } from './draft.ts'
import { printAct } from './printing.ts'
import { actsOfPatient, actsOfVisit, hasStandingAct } from './queries.ts'
import { ADULT, ANOTHER_DOCTOR, openTestDesk, RECEPTION, treat, VISIT, type TestDesk } from './testing/desk.ts'
import { actView } from './view.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const actId = (number: number): ActId => ActId.parse(`018f0000-0000-7000-8000-ac${String(number).padStart(10, '0')}`)
const FIRST = actId(1)

const booked = (number: number, over: Partial<BookedService> = {}): BookedService => {
  const { service, tooth, quantity } = wish(number)
  return { service, tooth, quantity, ...over }
}

/** What the desk sends when it takes the draft as it stands. */
const fromDraft = (desk: TestDesk, over: Partial<IssueActInput> = {}): IssueActInput => ({
  id: FIRST,
  visit: VISIT,
  doctor: DOCTOR,
  work: (draftAct(desk, VISIT)?.lines ?? []).map(({ service, tooth, quantity, discount, doctor, plan, warranty }) => ({
    service,
    tooth,
    quantity,
    discount,
    doctor: doctor.id,
    plan,
    warranty
  })),
  payer: { kind: 'patient' },
  contract: null,
  again: false,
  ...over
})

const issue = (desk: TestDesk, form: ActForm | null, over: Partial<IssueActInput> = {}): ActResult =>
  issueAct(desk, desk.spool, RECEPTION, fromDraft(desk, over), form)
const code = (result: { ok: true } | { ok: false; refusal: { code: string } }): string =>
  result.ok ? 'accepted' : result.refusal.code
const outcomes = (desk: TestDesk, id = FIRST) =>
  desk.journal.state(actAggregate, id)?.printings.map(({ form, copy, outcome }) => [form, copy, outcome])

describe('an act at the desk', () => {
  it('is proposed from what the visit was booked for, recorded, and counts for visit and patient', async () => {
    const desk = await openTestDesk(closing)
    treat(desk, [booked(1), booked(2, { quantity: 2 })])
    const draft = draftAct(desk, VISIT)
    expect(draft?.lines.map((line) => [line.name, line.quantity, line.sum, line.outsidePlan])).toEqual([
      ['Услуга 1', 1, rubles(6500), false],
      ['Анестезия инфильтрационная', 2, rubles(1200), false]
    ])
    expect(hasStandingAct(desk.db, VISIT)).toBe(false)
    expect(code(issue(desk, null))).toBe('accepted')
    expect(hasStandingAct(desk.db, VISIT)).toBe(true)
    expect(actsOfVisit(desk.db, VISIT)).toMatchObject([
      {
        number: '11-000001',
        total: rubles(7700),
        cancelled: false,
        services: ['Услуга 1', 'Анестезия инфильтрационная']
      }
    ])
    expect(actsOfPatient(desk.db, ADULT)).toHaveLength(1)
    expect(actView(desk, FIRST)).toMatchObject({
      number: '11-000001',
      time: '14:35',
      total: rubles(7700),
      issuedBy: 'Приёмова\u00a0А.',
      lines: [{ warranty: { months: 12 } }, {}]
    })
  })

  it('leaves out what another act has charged, and asks before charging it again', async () => {
    const desk = await openTestDesk(closing)
    treat(desk, [booked(1), booked(2, { quantity: 3 })])
    issue(desk, null, {
      work: [{ ...booked(2, { quantity: 2 }), discount: NO_DISCOUNT, doctor: DOCTOR, plan: null, warranty: null }]
    })
    expect(draftAct(desk, VISIT)?.lines.map((line) => [line.name, line.quantity])).toEqual([
      ['Услуга 1', 1],
      ['Анестезия инфильтрационная', 1]
    ])
    const second = fromDraft(desk, { id: actId(2) })
    expect(code(issueAct(desk, desk.spool, RECEPTION, second, null))).toBe('ALREADY_IN_ACT')
    expect(code(issueAct(desk, desk.spool, RECEPTION, { ...second, again: true }, null))).toBe('accepted')
    expect(draftAct(desk, VISIT)?.lines).toEqual([])
  })

  it('loses no number when it is refused', async () => {
    const desk = await openTestDesk(closing)
    treat(desk, [booked(5)])
    expect(
      code(
        issue(desk, null, {
          work: [{ ...booked(5), discount: BasisPoints.parse(700), doctor: DOCTOR, plan: null, warranty: null }]
        })
      )
    ).toBe('DISCOUNT_NOT_ALLOWED')
    expect(code(issue(desk, null, { doctor: ANOTHER_DOCTOR, work: [] }))).toBe('NO_LINES')
    issue(desk, null)
    expect(actView(desk, FIRST)?.number).toBe('11-000001')
  })

  it('is made out twice by a double click but once in the journal', async () => {
    const desk = await openTestDesk(closing)
    treat(desk, [booked(1)])
    const input = fromDraft(desk)
    expect(code(issueAct(desk, desk.spool, RECEPTION, input, 'receipt-80'))).toBe('accepted')
    expect(code(issueAct(desk, desk.spool, RECEPTION, input, 'receipt-80'))).toBe('ALREADY_ISSUED')
    expect(jobsOf(desk.db, FIRST)).toHaveLength(1)
  })

  it('ends by reversal: its work can be charged anew, and its paper says so', async () => {
    const desk = await openTestDesk(closing)
    treat(desk, [booked(1)])
    issue(desk, 'receipt-80')
    await desk.when(() => outcomes(desk)?.length === 1)
    expect(code(reverseAct(desk, RECEPTION, { id: FIRST, reason: 'указан не тот зуб' }))).toBe('accepted')
    expect(code(reverseAct(desk, RECEPTION, { id: FIRST, reason: 'ещё раз' }))).toBe('ALREADY_REVERSED')
    expect(actsOfVisit(desk.db, VISIT)).toMatchObject([{ cancelled: true }])
    expect(draftAct(desk, VISIT)?.lines).toHaveLength(1)
    printAct(desk, desk.spool, RECEPTION, FIRST, 'receipt-80')
    await desk.when(() => outcomes(desk)?.length === 2)
    const paper = decodeJob(desk.printers.wide.jobs()[1]?.bytes ?? new Uint8Array()).text
    expect(paper).toContain('АННУЛИРОВАН')
    expect(paper).toContain('указан не тот зуб')
    expect(paper).not.toContain('КОПИЯ')
  })
})

describe('the paper of an act', () => {
  it('is recorded before it is printed, and the journal learns that it came out', async () => {
    const desk = await openTestDesk(closing)
    treat(desk, [booked(1), booked(2)])
    const issued = issue(desk, 'receipt-80')
    // Nothing has reached the printer yet, and everything is on disk.
    expect(desk.printers.wide.jobs()).toHaveLength(0)
    expect(issued).toMatchObject({ ok: true, job: { state: 'queued', copy: 0, title: 'Акт 11-000001' } })
    await desk.when(() => outcomes(desk)?.length === 1)
    expect(outcomes(desk)).toEqual([['receipt-80', 0, 'printed']])
    const text = decodeJob(desk.printers.wide.jobs()[0]?.bytes ?? new Uint8Array()).text
    for (const said of [
      'Акт выполненных работ № 11-000001',
      'от 24.11.2026 14:35',
      'Константинопольская-Задунайская',
      'A16.07.002.010, зуб 36',
      '6 500,00',
      '7 100,00 руб.',
      'Семь тысяч сто рублей',
      'Без НДС',
      'гарантия 12 мес.',
      'Не является кассовым чеком'
    ]) {
      expect(text).toContain(said)
    }
    expect(desk.faults).toEqual([])
  })

  it('states both times on receipt and page when the clock of the PC is not to be trusted', async () => {
    const doubt = {
      desk: instant(Date.parse('2036-11-24T11:35:00Z')),
      office: instant(Date.parse('2026-11-24T11:40:00Z'))
    }
    const desk = await openTestDesk(closing, { doubt })
    treat(desk, [booked(1)])
    issue(desk, 'receipt-58')
    await desk.when(() => outcomes(desk)?.length === 1)
    const said = 'Часы компьютера показывали 24.11.2036 14:35, по времени центра было 24.11.2026 14:40.'
    const receipt = decodeJob(desk.printers.narrow.jobs()[0]?.bytes ?? new Uint8Array()).text
    expect(receipt.replace(/\s+/gu, ' ')).toContain(said)
    printAct(desk, desk.spool, RECEPTION, FIRST, 'a4')
    await desk.when(() => outcomes(desk)?.length === 2)
    const [page = ''] = readdirSync(desk.pages)
    const pdf = spawnSync('pdftotext', [join(desk.pages, page), '-'], { encoding: 'utf8' })
    expect(pdf.stdout.replace(/\s+/gu, ' ')).toContain(said)
  })

  it('comes as a marked copy when it is asked for again, on paper of every width and on a page', async () => {
    const desk = await openTestDesk(closing)
    treat(desk, [booked(1)])
    issue(desk, null)
    for (const form of ['receipt-80', 'receipt-58', 'a4'] as const) {
      for (const copy of [0, 1, 2]) {
        expect(printAct(desk, desk.spool, RECEPTION, FIRST, form)).toMatchObject({ ok: true, job: { copy } })
        await desk.when(() => outcomes(desk)?.some(([of, no]) => of === form && no === copy) === true)
      }
    }
    for (const printer of [desk.printers.wide, desk.printers.narrow]) {
      expect(printer.jobs().map((job) => decodeJob(job.bytes).text.includes('КОПИЯ'))).toEqual([false, true, true])
    }
    expect(outcomes(desk)?.filter(([form]) => form === 'a4')).toEqual([
      ['a4', 0, 'sent'],
      ['a4', 1, 'sent'],
      ['a4', 2, 'sent']
    ])
    const pages = readdirSync(desk.pages).toSorted()
    expect(pages).toHaveLength(3)
    if (spawnSync('pdftotext', ['-v']).error !== undefined) return
    const texts = pages.map(
      (page) => spawnSync('pdftotext', ['-layout', join(desk.pages, page), '-'], { encoding: 'utf8' }).stdout
    )
    expect(texts.map((text) => text.includes('КОПИЯ'))).toEqual([false, true, true])
    for (const said of [
      'Акт выполненных работ',
      '11-000001',
      'Шесть тысяч пятьсот рублей 00 копеек',
      'Вымыслов Иннокентий Олегович',
      'не является кассовым чеком',
      'Страница 1 из 1'
    ]) {
      expect(texts[0]).toContain(said)
    }
  })

  it('waits for paper and comes out once, unmarked, though it was asked for twice', async () => {
    const desk = await openTestDesk(closing)
    desk.printers.wide.setFaults({ paperOut: true })
    treat(desk, [booked(1)])
    issue(desk, 'receipt-80')
    expect(printAct(desk, desk.spool, RECEPTION, FIRST, 'receipt-80')).toMatchObject({ ok: true, job: { copy: 0 } })
    await desk.when(() => jobsOf(desk.db, FIRST)[0]?.reason?.code === 'trouble')
    desk.printers.wide.setFaults({ paperOut: false })
    await desk.when(() => outcomes(desk)?.length === 1)
    expect(desk.printers.wide.jobs().map((job) => decodeJob(job.bytes).text.includes('КОПИЯ'))).toEqual([false])
  })

  it('cannot go where there is no printer, and then there is no act either', async () => {
    const desk = await openTestDesk(closing)
    treat(desk, [booked(1)])
    desk.db.exec(`UPDATE printer SET enabled = 0 WHERE kind = 'receipt-58'`)
    expect(issue(desk, 'receipt-58')).toEqual({ ok: false, refusal: { code: 'NO_PRINTER', form: 'receipt-58' } })
    expect(actsOfVisit(desk.db, VISIT)).toEqual([])
    issue(desk, 'receipt-80')
    expect(actView(desk, FIRST)?.number).toBe('11-000001')
  })
})
