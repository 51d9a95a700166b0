import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ActDraftLine } from '../../contract/acts.ts'
import { DOCTOR, SERVICES } from '../../domain/plans/fixtures/arbitrary-plan.ts'
import { BasisPoints, lineSum, NO_DISCOUNT } from '../../domain/plans/priced-line.ts'
import { PlanLineId } from '../../domain/plans/content.ts'
import { PlanId } from '../../domain/values/ids.ts'
import { kopecks, rubles } from '../../domain/values/money.ts'
import { Tooth } from '../../domain/values/tooth.ts'
import { lineForm, readActPayer, readLine, readWork } from './act-form.ts'

const [service] = SERVICES
if (service === undefined) throw new Error('no services')

const draft = (over: Partial<ActDraftLine> = {}): ActDraftLine => ({
  service: service.id,
  name: service.name,
  tooth: Tooth.parse('36'),
  needsTooth: true,
  quantity: 2,
  price: rubles(6500),
  discount: NO_DISCOUNT,
  discountAllowed: true,
  sum: rubles(13_000),
  doctor: { id: DOCTOR, name: 'Вымыслов И. О.' },
  plan: null,
  outsidePlan: false,
  warranty: null,
  ...over
})
const planned = draft({
  plan: {
    plan: PlanId.parse('018f0000-0000-7000-8000-b10000000001'),
    line: PlanLineId.parse('018f0000-0000-7000-8000-b20000000001'),
    number: '12-000001',
    left: 2,
    done: 1
  }
})

describe('a line of an act in the dialog', () => {
  it('taken as it was proposed means exactly what was proposed', () => {
    expect(readLine(lineForm(draft({ discount: BasisPoints.parse(750) }), 1))).toMatchObject({
      ok: true,
      sum: rubles(12_025),
      work: { service: service.id, tooth: '36', quantity: 2, discount: 750, plan: null }
    })
  })

  it.each([
    ['no tooth', { tooth: '' }, 'tooth'],
    ['a tooth that nobody has', { tooth: '19' }, 'tooth'],
    ['half a filling', { quantity: '1,5' }, 'quantity'],
    ['nothing done', { quantity: '' }, 'quantity'],
    ['a discount of words', { discount: 'как всем' }, 'discount']
  ])('with %s says which field to mend', (_, typed, fault) => {
    expect(readLine({ ...lineForm(draft(), 1), ...typed })).toEqual({ ok: false, fault })
  })

  it('by a plan takes no more than is left, and costs what the plan still owes', () => {
    expect(readLine({ ...lineForm(planned, 1), quantity: '3' })).toEqual({ ok: false, fault: 'quantity' })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 0, max: 10_000 }), (price, discount) => {
        const amounts = { price: kopecks(price), discount: BasisPoints.parse(discount) }
        const sums = [0, 1, 2].map((done) => {
          const plan = planned.plan === null ? null : { ...planned.plan, done, left: 3 - done }
          const read = readLine({ ...lineForm({ ...planned, ...amounts, plan }, 1), quantity: '1' })
          return read.ok ? read.sum : 0
        })
        expect(sums.reduce<number>((a, b) => a + b, 0)).toBe(lineSum({ ...amounts, quantity: 3 }))
      })
    )
  })

  it('is missed: an act without lines is none', () => {
    expect(readWork([])).toEqual({ ok: false, faults: new Map<number, string>() })
    expect(readWork([lineForm(draft(), 1), { ...lineForm(draft(), 2), tooth: '' }])).toEqual({
      ok: false,
      faults: new Map<number, string>([[2, 'tooth']])
    })
  })
})

it('a payer without a whole name is not taken', () => {
  expect(readActPayer({ kind: 'person', family: 'Платонов', given: '', patronymic: '' }, [])).toBeNull()
  expect(readActPayer({ kind: 'organisation', name: ' ' }, [])).toBeNull()
  expect(readActPayer({ kind: 'person', family: 'Платонов', given: 'Пётр', patronymic: '' }, [])).toEqual({
    kind: 'person',
    name: { family: 'Платонов', given: 'Пётр', patronymic: null },
    patient: null
  })
})
