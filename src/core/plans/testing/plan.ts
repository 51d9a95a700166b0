/** A plan of two variants and what a desk does with it, for tests of plans and of acts by a plan. */
import type { PlanView } from '../../../contract/plans.ts'
import type { PlanDraft } from '../../../domain/plans/content.ts'
import { draftWith, wish } from '../../../domain/plans/fixtures/arbitrary-plan.ts'
import { BasisPoints } from '../../../domain/plans/priced-line.ts'
import { PlanId } from '../../../domain/values/ids.ts'
import { ADULT, openTestDesk, RECEPTION, type TestDesk } from '../../acts/testing/desk.ts'
import {
  choosePlanVariant,
  proposePlan,
  signPlanAsDoctor,
  signPlanAsPatient,
  type Done,
  type Refused
} from '../commands.ts'
import { planView } from '../view.ts'

export const ID = PlanId.parse('018f0000-0000-7000-8000-b10000000001')
export const STROKES = { aspect: 3, lines: [[0, 1, 2, 3, 4].map((step) => ({ x: step / 8, y: 0.5, t: step * 16 }))] }

export const code = (result: Done | Refused): string => (result.ok ? 'accepted' : result.refusal.code)
export const view = (desk: TestDesk, id = ID): PlanView => {
  const plan = planView(desk, id)
  if (plan === null) throw new Error('no such plan')
  return plan
}

export const TWO = draftWith([
  [[wish(1, { discount: BasisPoints.parse(1000) }), wish(2, { quantity: 3 })], [wish(3)]],
  [[wish(1)]]
])
export const propose = (desk: TestDesk, draft: PlanDraft = TWO, patient = ADULT): Done | Refused =>
  proposePlan(desk, RECEPTION, { id: ID, patient, visit: null, draft, source: 'desk', number: null })
export const choose = (desk: TestDesk, place = 0): Done | Refused => {
  const { version, variants } = view(desk)
  const variant = variants[place]
  if (variant === undefined) throw new RangeError('no such variant')
  return choosePlanVariant(desk, RECEPTION, { id: ID, version: version.id, variant: variant.id })
}
export const signing = (desk: TestDesk, strokes: typeof STROKES | null = null) => {
  const { version, hash } = view(desk)
  if (hash === null) throw new Error('nothing is chosen')
  return { id: ID, version: version.id, hash, strokes }
}
export const sign = (desk: TestDesk, signers: readonly string[] = ['patient']): Done | Refused =>
  signPlanAsPatient(desk, RECEPTION, { ...signing(desk), signers })
const must = (result: Done | Refused): void => {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`)
}

/** A desk with the plan of two variants signed by both sides. */
export const signedPlan = async (closing: (() => Promise<void> | void)[]): Promise<TestDesk> => {
  const desk = await openTestDesk(closing)
  propose(desk)
  choose(desk)
  must(sign(desk))
  must(signPlanAsDoctor(desk, RECEPTION, signing(desk)))
  return desk
}
