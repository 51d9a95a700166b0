/** The public rules of the programme, versioned: points already earned keep the rules under which they were earned. */
import { z } from 'zod'
import { defineFact, newFact, type Aggregate, type FactOf } from '../fact.ts'
import { addDays, IsoDate } from '../values/dates.ts'
import type { Kopecks } from '../values/money.ts'
import { points, type Points } from './points.ts'

export const LoyaltyRule = z.object({
  version: z.int().min(1),
  validFrom: IsoDate,
  /** Share of the money paid that is given in points, in hundredths of a percent: 5 % is 500. */
  accrual: z.int().min(0).max(10_000),
  /** Points may be spent this many days after they were earned… */
  usableAfterDays: z.int().min(0).max(365),
  /** …and are gone this many days after they were earned. */
  expireAfterDays: z.int().min(1).max(3650),
  /** Share of what is due that may be settled by points, in hundredths of a percent. */
  spendShare: z.int().min(0).max(10_000)
})
export type LoyaltyRule = z.infer<typeof LoyaltyRule>

/** Holds until head office publishes its own. */
export const FIRST_RULE: LoyaltyRule = LoyaltyRule.parse({
  version: 1,
  validFrom: '2020-01-01',
  accrual: 500,
  usableAfterDays: 14,
  expireAfterDays: 365,
  spendShare: 1500
})

/** There is one programme in a network; its facts all belong to this aggregate. */
export const LOYALTY_PROGRAMME = 'c0ffee00-0000-7000-8000-000000000001'

export const LoyaltyRulePublished = defineFact('loyalty-programme.rule-published', 1, LoyaltyRule)
export type LoyaltyProgrammeFact = FactOf<typeof LoyaltyRulePublished>

export const publishRule = (rule: LoyaltyRule): LoyaltyProgrammeFact =>
  newFact(LoyaltyRulePublished, 'loyalty-programme', LOYALTY_PROGRAMME, rule)

export interface LoyaltyProgramme {
  readonly rules: readonly LoyaltyRule[]
}

export const loyaltyProgrammeAggregate: Aggregate<LoyaltyProgramme, LoyaltyProgrammeFact> = {
  kind: 'loyalty-programme',
  definitions: [LoyaltyRulePublished],
  evolve: (state, fact) => ({
    rules: [...(state?.rules ?? []).filter((rule) => rule.version !== fact.payload.version), fact.payload].toSorted(
      (a, b) => a.version - b.version
    )
  })
}

/** The newest version in force on a day. */
export const ruleOn = (programme: LoyaltyProgramme | null, day: IsoDate): LoyaltyRule =>
  (programme?.rules ?? []).findLast((rule) => rule.validFrom <= day) ?? FIRST_RULE

/** Whole points for money really paid; the fraction is dropped. */
export const pointsFor = (rule: LoyaltyRule, paid: Kopecks): Points =>
  points(Number((BigInt(paid) * BigInt(rule.accrual)) / 1_000_000n))

export const usableFrom = (rule: LoyaltyRule, earnedOn: IsoDate): IsoDate => addDays(earnedOn, rule.usableAfterDays)
/** The last day on which the points can be spent. */
export const lastDay = (rule: LoyaltyRule, earnedOn: IsoDate): IsoDate => addDays(earnedOn, rule.expireAfterDays)
