import { afterEach, describe, expect, it } from 'vitest'
import { DOCTOR, TODAY, wish } from '../../domain/plans/fixtures/arbitrary-plan.ts'
import { ActId, VisitId } from '../../domain/values/ids.ts'
import { rubles } from '../../domain/values/money.ts'
import { revisePlan } from '../plans/commands.ts'
import { plansOf } from '../plans/queries.ts'
import { ID, signedPlan, view } from '../plans/testing/plan.ts'
import { issueAct, reverseAct } from './commands.ts'
import { draftAct } from './draft.ts'
import { ADULT, RECEPTION, treat, VISIT, type TestDesk } from './testing/desk.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

describe('an act by a signed plan', () => {
  const actFor = (desk: TestDesk, number: number, visit = VISIT) => {
    const id = ActId.parse(`018f0000-0000-7000-8000-ac${String(number).padStart(10, '0')}`)
    const work = (draftAct(desk, visit)?.lines ?? []).map(({ service, tooth, quantity, discount, plan, warranty }) => ({
      service,
      tooth,
      quantity,
      discount,
      doctor: DOCTOR,
      plan,
      warranty
    }))
    return {
      id,
      result: issueAct(
        desk,
        desk.spool,
        RECEPTION,
        { id, visit, doctor: DOCTOR, work, payer: { kind: 'patient' }, contract: null, again: false },
        null
      )
    }
  }
  const services = [wish(1), wish(2, { quantity: 2 }), wish(6)].map(({ service, tooth, quantity }) => ({
    service,
    tooth,
    quantity
  }))

  it('takes its prices, marks what is outside of it, and counts what is done', async () => {
    const desk = await signedPlan(closing)
    treat(desk, services)
    const lines = draftAct(desk, VISIT)?.lines ?? []
    expect(
      lines.map((line) => [line.name, line.quantity, line.sum, line.plan?.number ?? null, line.outsidePlan])
    ).toEqual([
      ['Услуга 1', 1, rubles(5850), '11-000001', false],
      ['Анестезия инфильтрационная', 2, rubles(1200), '11-000001', false],
      ['Отбеливание', 1, 250_050, null, true]
    ])
    const { id, result } = actFor(desk, 1)
    expect(result.ok).toBe(true)
    expect(plansOf(desk.db, ADULT, TODAY)).toMatchObject([{ done: rubles(5850 + 1200) }])
    expect(view(desk).variants[0]?.stages[0]?.lines.map((line) => [line.quantity, line.done])).toEqual([
      [1, 1],
      [3, 2]
    ])

    const second = treat(desk, services, { id: VisitId.parse('018f0000-0000-7000-8000-bb0000000002') })
    expect(draftAct(desk, second)?.lines.map((line) => [line.name, line.quantity, line.plan === null])).toEqual([
      ['Услуга 1', 1, true],
      ['Анестезия инфильтрационная', 1, false],
      ['Анестезия инфильтрационная', 1, true],
      ['Отбеливание', 1, true]
    ])
    reverseAct(desk, RECEPTION, { id, reason: 'ошибка в зубе' })
    expect(plansOf(desk.db, ADULT, TODAY)).toMatchObject([{ done: 0 }])
  })

  it('is not made by a plan that changed and was not signed again', async () => {
    const desk = await signedPlan(closing)
    treat(desk, services)
    const before = draftAct(desk, VISIT)?.lines ?? []
    const { version, draft } = view(desk)
    revisePlan(desk, RECEPTION, {
      id: ID,
      version: version.id,
      reason: null,
      draft: { ...draft, note: 'иначе' },
      source: 'desk'
    })
    expect(draftAct(desk, VISIT)?.lines.every((line) => line.plan === null)).toBe(true)
    const work = before.map(({ service, tooth, quantity, discount, plan, warranty }) => ({
      service,
      tooth,
      quantity,
      discount,
      doctor: DOCTOR,
      plan,
      warranty
    }))
    const stale = issueAct(
      desk,
      desk.spool,
      RECEPTION,
      {
        id: ActId.parse('018f0000-0000-7000-8000-ac0000000009'),
        visit: VISIT,
        doctor: DOCTOR,
        work,
        payer: { kind: 'patient' },
        contract: null,
        again: false
      },
      null
    )
    expect(stale).toMatchObject({ ok: false, refusal: { code: 'PLAN_NOT_SIGNED' } })
  })
})
