import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { planAggregate } from '../../domain/plans/evolve.ts'
import type { PlanDraft } from '../../domain/plans/content.ts'
import { mkb, TODAY } from '../../domain/plans/fixtures/arbitrary-plan.ts'
import { instalments } from '../../domain/plans/instalments.ts'
import { rubles } from '../../domain/values/money.ts'
import { ADULT, CHILD, DOCTOR_HERE, GRANDMOTHER, MOTHER, openTestDesk, RECEPTION } from '../acts/testing/desk.ts'
import {
  refusePlan,
  revisePlan,
  signPlanAsDoctor,
  signPlanAsPatient,
  takeDoctorsPlan,
  withdrawPlan
} from './commands.ts'
import { planPaper, planPdf } from './page.ts'
import { jobsOf, contentOf } from '../printing/jobs.ts'
import { hashOf } from '../storage/blobs.ts'
import { printPlan } from './printing.ts'
import { plansOf, plansToSign } from './queries.ts'
import { choose, code, ID, propose, sign, signedPlan, signing, STROKES, TWO, view } from './testing/plan.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

describe('a plan at the desk', () => {
  it('is proposed, compared, chosen and signed by both, and the paper that was signed is kept', async () => {
    const desk = await openTestDesk(closing)
    expect(code(propose(desk))).toBe('accepted')
    expect(plansToSign(desk.db, ADULT, TODAY)).toEqual([ID])
    const fresh = view(desk)
    expect(fresh).toMatchObject({
      number: '11-000001',
      status: 'proposed',
      hash: null,
      doctor: { position: 'врач-стоматолог-терапевт' }
    })
    expect(fresh.variants.map((one) => [one.total, one.saved])).toEqual([
      [rubles(5850 + 1800) + 3_333_333, rubles(650)],
      [rubles(6500), 0]
    ])
    expect(code(choose(desk))).toBe('accepted')
    expect(code(sign(desk))).toBe('accepted')
    expect(plansToSign(desk.db, ADULT, TODAY)).toEqual([])
    expect(view(desk).status).toBe('signed-by-patient')
    expect(code(signPlanAsDoctor(desk, RECEPTION, signing(desk)))).toBe('accepted')
    expect(view(desk)).toMatchObject({
      status: 'signed',
      signatures: { patient: { mode: 'paper', on: TODAY }, doctor: { names: ['Вымыслов Иннокентий Олегович'] } }
    })
    const paper = desk.journal.state(planAggregate, ID)?.patientSignatures[0]?.paper
    expect(paper === undefined ? null : desk.blobs.get(paper)?.subarray(0, 5).toString()).toBe('%PDF-')
    expect(plansOf(desk.db, ADULT, TODAY)).toMatchObject([
      { status: 'signed', title: 'Вариант 1', total: view(desk).variants[0]?.total, done: 0 }
    ])
  })

  it('needs a new signature after any change, and tells what was signed before', async () => {
    const desk = await signedPlan(closing)
    const { version, draft } = view(desk)
    const result = revisePlan(desk, RECEPTION, {
      id: ID,
      version: version.id,
      reason: 'уточнили снимок',
      draft: { ...draft, note: 'контроль через неделю' },
      source: 'desk'
    })
    expect(code(result)).toBe('accepted')
    expect(view(desk)).toMatchObject({
      status: 'chosen',
      version: { number: 2, reason: 'уточнили снимок', by: 'Приёмова\u00a0А.' },
      signatures: { patient: null, outdated: true }
    })
    expect(plansToSign(desk.db, ADULT, TODAY)).toEqual([ID])
    expect(plansOf(desk.db, ADULT, TODAY)).toMatchObject([{ outdated: true, status: 'chosen' }])
  })

  it('is signed on the screen only where the clinic’s lawyer allows it, the doctor in person', async () => {
    const strict = await openTestDesk(closing)
    propose(strict)
    choose(strict)
    expect(code(signPlanAsPatient(strict, RECEPTION, { ...signing(strict, STROKES), signers: ['patient'] }))).toBe(
      'SCREEN_NOT_ALLOWED'
    )
    expect(view(strict).signing.screenAllowed).toBe(false)

    const desk = await openTestDesk(closing, { screenSigning: ['plan'] })
    propose(desk)
    choose(desk)
    expect(code(signPlanAsPatient(desk, RECEPTION, { ...signing(desk, STROKES), signers: ['patient'] }))).toBe(
      'accepted'
    )
    expect(code(signPlanAsDoctor(desk, RECEPTION, signing(desk, STROKES)))).toBe('NOT_THIS_DOCTOR')
    expect(code(signPlanAsDoctor(desk, DOCTOR_HERE, signing(desk, STROKES)))).toBe('accepted')
    const signature = desk.journal.state(planAggregate, ID)?.patientSignatures[0]
    const strokes = signature?.mode.kind === 'screen' ? desk.blobs.get(signature.mode.strokes) : null
    expect(JSON.parse(strokes?.toString('utf8') ?? 'null')).toEqual(STROKES)
    expect(planPaper(desk, ID, null, true)?.blocks.at(-1)).toMatchObject({
      kind: 'signatures',
      parties: [{ strokes: STROKES, date: '24.11.2026' }, { strokes: STROKES }]
    })
  })

  it('of a child is signed by the mother, not by the child, a stranger or with a lapsed power of attorney', async () => {
    const desk = await openTestDesk(closing)
    propose(desk, TWO, CHILD)
    choose(desk)
    expect(view(desk).signing.required).toEqual(['representative'])
    expect(code(sign(desk, ['patient']))).toBe('SIGNER_MISSING')
    expect(code(sign(desk, ['018f0000-0000-7000-8000-ab0000000099']))).toBe('SIGNER_UNKNOWN')
    expect(code(sign(desk, [GRANDMOTHER]))).toBe('AUTHORITY_MISSING')
    expect(code(sign(desk, [MOTHER]))).toBe('accepted')
    expect(view(desk).signatures.patient?.names).toEqual(['Примерова Ольга Ивановна'])
  })

  it('keeps the reason of a refusal, and a withdrawn one takes no more', async () => {
    const desk = await openTestDesk(closing)
    propose(desk)
    const { version } = view(desk)
    expect(
      code(refusePlan(desk, RECEPTION, { id: ID, version: version.id, reason: 'price', note: 'просит рассрочку' }))
    ).toBe('accepted')
    expect(view(desk)).toMatchObject({ status: 'refused', refusals: [{ reason: 'price', note: 'просит рассрочку' }] })
    expect(plansToSign(desk.db, ADULT, TODAY)).toEqual([])
    expect(code(withdrawPlan(desk, RECEPTION, { id: ID, version: version.id, reason: 'не тот пациент' }))).toBe(
      'accepted'
    )
    expect(code(choose(desk))).toBe('PLAN_WITHDRAWN')
  })

  it('from the doctor’s program comes once, and comes again as a new version when it changed there', async () => {
    const desk = await openTestDesk(closing)
    const take = (draft: PlanDraft) =>
      takeDoctorsPlan(desk, RECEPTION, { id: ID, patient: ADULT, visit: null, draft, number: 'ДОК-7' })
    expect(take(TWO)).toEqual({ ok: true, outcome: 'new' })
    expect(take(TWO)).toEqual({ ok: true, outcome: 'same' })
    expect(take({ ...TWO, diagnoses: [{ code: mkb('К04.5'), tooth: null, text: '' }] })).toEqual({
      ok: true,
      outcome: 'changed'
    })
    expect(view(desk)).toMatchObject({
      number: 'ДОК-7',
      source: 'doctor',
      version: { number: 2 },
      diagnoses: [{ code: 'K04.5' }]
    })
    expect(take({ ...TWO, doctor: RECEPTION.staff })).toEqual({
      ok: false,
      refusal: { code: 'DOCTOR_UNKNOWN', doctor: RECEPTION.staff }
    })
  })
})

describe('the estimate on paper', () => {
  it('is printed in as many exemplars as are to be signed, and as a marked copy afterwards', async () => {
    const desk = await openTestDesk(closing)
    propose(desk)
    choose(desk)
    const print = async (copy: number): Promise<string> => {
      expect(printPlan(desk, desk.spool, RECEPTION, ID)).toMatchObject({ ok: true, job: { copy } })
      await desk.when(() => jobsOf(desk.db, ID).some((job) => job.copy === copy && job.state === 'sent'))
      const job = jobsOf(desk.db, ID).find((one) => one.copy === copy)
      const content = job === undefined ? null : contentOf(desk.db, job.id)
      return hashOf(content?.bytes ?? new Uint8Array())
    }
    const first = await print(0)
    expect(await print(1)).toBe(first)
    sign(desk)
    expect(desk.journal.state(planAggregate, ID)?.patientSignatures[0]?.paper).toBe(first)
    expect(await print(2)).not.toBe(first)
    desk.db.exec(`UPDATE printer SET enabled = 0 WHERE kind = 'a4'`)
    choose(desk, 1)
    expect(printPlan(desk, desk.spool, RECEPTION, ID)).toEqual({ ok: false, refusal: { code: 'NO_PRINTER' } })
  })

  const has = spawnSync('pdftotext', ['-v']).error === undefined

  it('has the same bytes each time, and others when anything changed', async () => {
    const desk = await openTestDesk(closing)
    propose(desk)
    const pdf = (): Buffer => {
      const paper = planPaper(desk, ID, null, false)
      if (paper === null) throw new Error('no paper')
      return planPdf(desk, paper)
    }
    const first = pdf()
    expect(pdf().equals(first)).toBe(true)
    choose(desk, 1)
    expect(pdf().equals(first)).toBe(false)
  })

  it.skipIf(!has)(
    'says in Russian what is planned, for how much in words, what else was offered and who signs',
    async () => {
      const desk = await openTestDesk(closing)
      const total = rubles(5850 + 1800) + 3_333_333
      const [best, ...others] = TWO.variants
      if (best === undefined) throw new Error('no variant')
      propose(desk, {
        ...TWO,
        variants: [
          {
            ...best,
            title: 'С имплантатом',
            explanation: 'Восстанавливаем зуб целиком.',
            payments: [...instalments(rubles(total / 100), 3, TODAY)]
          },
          ...others
        ]
      })
      choose(desk)
      const paper = planPaper(desk, ID, null, false)
      if (paper === null) throw new Error('no paper')
      const folder = mkdtempSync(join(tmpdir(), 'stoika-plan-'))
      closing.push(() => rmSync(folder, { recursive: true, force: true }))
      writeFileSync(join(folder, 'plan.pdf'), planPdf(desk, paper))
      const text = spawnSync('pdftotext', ['-layout', join(folder, 'plan.pdf'), '-'], {
        encoding: 'utf8'
      }).stdout.replace(/\s+/g, ' ')
      for (const said of [
        'План лечения и предварительная смета',
        '№ 11-000001 от 24.11.2026, версия 1, вариант «С имплантатом»',
        'K02.1, Кариес дентина, зуб 36',
        'Этап 1: 7 650,00 ₽',
        'A16.07.002.010 Имплантат',
        '10 % 5 850,00',
        'Итого по варианту 40 983,33 ₽',
        'Сорок тысяч девятьсот восемьдесят три рубля 33 копейки',
        'Медицинские услуги НДС не облагаются',
        'График платежей',
        'Вариант 2: 6 500,00 ₽',
        'контрольный код',
        'Вымыслов Иннокентий Олегович'
      ]) {
        expect(text).toContain(said)
      }
    }
  )
})
