/** What was typed into an editor that was left by Esc: taken up again when the same plan is edited in this window. */
import type { PlanForm } from './plan-form.ts'

const kept = new Map<string, PlanForm>()

/** One draft for each version of a plan, one for each patient's new plan. */
export const draftKey = (plan: { readonly version: { readonly id: string } } | null, patient: string): string =>
  plan === null ? `new ${patient}` : plan.version.id

export const keptDraft = (key: string): PlanForm | null => kept.get(key) ?? null
export const keepDraft = (key: string, form: PlanForm): void => void kept.set(key, form)
export const dropDraft = (key: string): void => void kept.delete(key)
