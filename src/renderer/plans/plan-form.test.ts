import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PricedService } from '../../contract/clinic.ts'
import { linesOf, type PlanContent } from '../../domain/plans/content.ts'
import { arbitraryDraft, DOCTOR, PRICES, SERVICES, TODAY } from '../../domain/plans/fixtures/arbitrary-plan.ts'
import { draftOf, priceDraft, variantTotal } from '../../domain/plans/pricing.ts'
import { rubles, sumKopecks } from '../../domain/values/money.ts'
import {
  copyOf,
  emptyForm,
  formOf,
  moveLine,
  newLine,
  readPlan,
  scheduleOf,
  totalOf,
  type PlanForm
} from './plan-form.ts'

let made = 0
const newId = (): string => `018f0000-0000-7000-8000-${String((made += 1)).padStart(12, '0')}`
const service = (number: number): PricedService => {
  const one = SERVICES[number - 1]
  if (one === undefined) throw new RangeError('no such service')
  return one
}
const contentOf = (draft: Parameters<typeof priceDraft>[0]): PlanContent => {
  const priced = priceDraft(draft, { prices: PRICES, promised: null, source: 'desk', on: TODAY })
  if (!priced.ok) throw new Error(priced.refusal.code)
  return priced.value
}

const typed = (): PlanForm => {
  const form = emptyForm(newId, { variant: 'Лучший', stage: 'Лечение' }, TODAY, DOCTOR)
  return {
    ...form,
    diagnoses: [{ key: 0, code: 'к021', tooth: '36', text: '' }],
    variants: form.variants.map((variant) => ({
      ...variant,
      stages: [
        {
          title: 'Лечение',
          lines: [{ ...newLine(newId, service(1)), tooth: '36', discount: '10' }, newLine(newId, service(2))]
        }
      ]
    }))
  }
}

describe('a plan in the editor', () => {
  it('opened and saved untouched is the same plan', () => {
    fc.assert(
      fc.property(arbitraryDraft, (draft) => {
        const content = contentOf(draft)
        expect(readPlan(formOf(content), TODAY)).toEqual({ ok: true, draft: draftOf(content) })
      })
    )
  })

  it('shows the total that core will come to', () => {
    fc.assert(
      fc.property(arbitraryDraft, (draft) => {
        const content = contentOf(draft)
        expect(formOf(content).variants.map(totalOf)).toEqual(content.variants.map(variantTotal))
      })
    )
  })

  it('reads what was typed at the desk: a Russian К in the code, a discount in percent', () => {
    const read = readPlan(typed(), TODAY)
    expect(read).toMatchObject({
      ok: true,
      draft: {
        diagnoses: [{ code: 'K02.1', tooth: '36' }],
        variants: [{ stages: [{ lines: [{ tooth: '36', discount: 1000 }, { quantity: 1 }] }] }]
      }
    })
    expect(typed().variants.map(totalOf)).toEqual([rubles(5850 + 600)])
  })

  it('names every place that must be mended, not only the first', () => {
    const form = typed()
    const [variant] = form.variants
    const broken: PlanForm = {
      ...form,
      doctor: null,
      validUntil: '31.02.2027',
      diagnoses: [{ key: 5, code: 'кариес', tooth: '', text: '' }],
      variants:
        variant === undefined
          ? []
          : [{ ...variant, title: ' ', stages: [{ title: 'Лечение', lines: [newLine(newId, service(1))] }] }]
    }
    const read = readPlan(broken, TODAY)
    expect(read.ok ? [] : read.faults.map((fault) => fault.place)).toEqual([
      'doctor',
      'validUntil',
      'diagnosis',
      'variant',
      'line'
    ])
    expect(readPlan({ ...form, diagnoses: [] }, TODAY)).toMatchObject({ faults: [{ place: 'diagnoses' }] })
  })

  it('splits into stages by moving lines over their edge, and loses none of them', () => {
    fc.assert(
      fc.property(arbitraryDraft, fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 12 }), (draft, moves) => {
        const [variant] = formOf(contentOf(draft)).variants
        if (variant === undefined) return
        const ids = linesOf(variant).map((line) => line.id)
        const moved = moves.reduce((current, [pick, down]) => {
          const id = ids[pick % ids.length]
          return id === undefined ? current : moveLine(current, id, down ? 1 : -1)
        }, variant)
        expect(
          linesOf(moved)
            .map((line) => line.id)
            .toSorted()
        ).toEqual(ids.toSorted())
        expect(totalOf(moved)).toBe(totalOf(variant))
      })
    )
  })

  it('copied into an alternative shares no line with its model', () => {
    const [variant] = typed().variants
    if (variant === undefined) throw new Error('no variant')
    const ids = new Set(linesOf(variant).map((line) => line.id))
    expect(linesOf(copyOf(variant, newId, 'Проще')).every((line) => !ids.has(line.id))).toBe(true)
  })

  it('keeps an agreed schedule while the total stays and makes a new one when it changes', () => {
    const [variant] = typed().variants
    if (variant === undefined) throw new Error('no variant')
    const split = { ...variant, payments: 3 }
    const schedule = scheduleOf(split, TODAY)
    expect(sumKopecks(schedule.map((one) => one.amount))).toBe(totalOf(variant))
    const agreed = { ...split, agreed: schedule.toReversed() }
    expect(scheduleOf(agreed, TODAY)).toEqual(schedule.toReversed())
    const dearer = { ...agreed, stages: [...agreed.stages, { title: 'Ещё', lines: [newLine(newId, service(4))] }] }
    expect(sumKopecks(scheduleOf(dearer, TODAY).map((one) => one.amount))).toBe(totalOf(dearer))
    expect(scheduleOf({ ...agreed, payments: 1 }, TODAY)).toEqual([])
  })
})
