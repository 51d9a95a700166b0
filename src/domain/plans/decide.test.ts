import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Recorded } from '../fact.ts'
import { addDays, instant, isoDate } from '../values/dates.ts'
import { ClinicId, DeviceId, FactId, PatientId, PlanId, StaffId } from '../values/ids.ts'
import { kopecks, rubles } from '../values/money.ts'
import { PersonName } from '../values/person-name.ts'
import { Sha256 } from '../values/sha256.ts'
import { compareVariants } from './compare.ts'
import { linesOf, PlanContent, type PlanDraft } from './content.ts'
import {
  chooseVariant,
  proposePlan,
  refusePlan,
  revisePlan,
  signAsDoctor,
  signAsPatient,
  withdrawPlan,
  type PlanDecision
} from './decide.ts'
import { currentVersion, planAggregate, type Plan } from './evolve.ts'
import type { PlanFact, PlanSigner, SigningMode } from './facts.ts'
import { arbitraryDraft, DOCTOR, draftWith, PRICES, TODAY, wish } from './fixtures/arbitrary-plan.ts'
import { BasisPoints, lineSum } from './priced-line.ts'
import { draftOf, stageTotals, variantTotal } from './pricing.ts'
import { hashToSign, planStatus, signedText, standingSignatures } from './signing.ts'

const id = PlanId.parse('018f0000-0000-7000-8000-00000000aaaa')
const patient = PatientId.parse('018f0000-0000-7000-8000-0000000000a1')
const clinic = ClinicId.parse('018f0000-0000-7000-8000-0000000000c1')
const someoneElse = StaffId.parse('018f0000-0000-7000-8000-0000000000d9')
const digest = (text: string): Sha256 => Sha256.parse(createHash('sha256').update(text, 'utf8').digest('hex'))

let made = 0
const recorded = (fact: PlanFact, desk = 1): Recorded<PlanFact> => {
  made += 1
  return {
    ...fact,
    provenance: {
      id: FactId.parse(`018f0000-0000-7000-8000-${String(made).padStart(12, '0')}`),
      device: DeviceId.parse(`018f0000-0000-7000-8000-00000000000${desk}`),
      staff: null,
      clinic,
      at: instant(1_795_000_000_000 + made * 1000)
    }
  }
}

const fold = (state: Plan | null, facts: readonly PlanFact[]): Plan => {
  const folded = facts.reduce<Plan | null>((plan, fact) => planAggregate.evolve(plan, recorded(fact)), state)
  if (folded === null) throw new Error('nothing was proposed')
  return folded
}

const after = (state: Plan | null, decision: PlanDecision): Plan => {
  if (!decision.ok) throw new Error(`refused: ${decision.refusal.code}`)
  return fold(state, decision.facts)
}

const refusal = (decision: PlanDecision): string => (decision.ok ? 'accepted' : decision.refusal.code)

const proposal = (draft: PlanDraft) => ({
  id,
  patient,
  clinic,
  nextNumber: () => '12-000345',
  visit: null,
  source: 'desk' as const,
  on: TODAY,
  draft
})
const proposed = (draft: PlanDraft): Plan => after(null, proposePlan(null, proposal(draft), PRICES))
const revise = (plan: Plan, draft: PlanDraft, on = TODAY): PlanDecision =>
  revisePlan(plan, { id, base: currentVersion(plan).id, source: 'desk', on, reason: null, draft }, PRICES)

const choose = (plan: Plan, place: number): Plan => {
  const { id: version, content } = currentVersion(plan)
  const variant = content.variants[place]
  if (variant === undefined) throw new RangeError(`no variant ${place}`)
  return after(plan, chooseVariant(plan, { id, version, variant: variant.id }))
}

const hashOf = (plan: Plan): Sha256 => hashToSign(plan, digest) ?? digest('nothing is chosen')
const adult: PlanSigner = {
  role: 'patient',
  name: PersonName.parse({ family: 'Выдумкина', given: 'Проба', patronymic: null })
}
const pdf = digest('the printed pages')
const paper: SigningMode = { kind: 'paper' }
const screen: SigningMode = { kind: 'screen', strokes: digest('strokes') }

const sign = (
  plan: Plan,
  over: { on?: typeof TODAY; mode?: SigningMode; signers?: readonly PlanSigner[]; required?: PlanSigner['role'][] } = {}
): PlanDecision =>
  signAsPatient(
    plan,
    {
      id,
      version: currentVersion(plan).id,
      hash: hashOf(plan),
      paper: pdf,
      mode: over.mode ?? paper,
      on: over.on ?? TODAY,
      signers: over.signers ?? [adult]
    },
    { digest, screenAllowed: false, required: over.required ?? ['patient'] }
  )
const signDoctor = (plan: Plan, doctor = DOCTOR): PlanDecision =>
  signAsDoctor(
    plan,
    { id, version: currentVersion(plan).id, hash: hashOf(plan), paper: pdf, mode: paper, on: TODAY, doctor },
    { digest, screenAllowed: false }
  )

const oneLine = draftWith([[[wish(1)]]])
const twoVariants = draftWith([[[wish(1), wish(2)], [wish(3)]], [[wish(1)]]])

describe('a proposed plan', () => {
  it('adds up: lines to stages, stages to the variant, whatever the discounts', () => {
    fc.assert(
      fc.property(arbitraryDraft, (draft) => {
        for (const variant of currentVersion(proposed(draft)).content.variants) {
          const lines = linesOf(variant)
          const exact = lines.reduce((sum, line) => {
            // Half up on the whole line, in whole numbers: 10 000 parts of a kopeck.
            const gross = BigInt(line.price) * BigInt(line.quantity)
            return sum + gross - (gross * BigInt(line.discount) + 5000n) / 10_000n
          }, 0n)
          expect(BigInt(variantTotal(variant))).toBe(exact)
          expect(stageTotals(variant).reduce((a, b) => a + b, 0)).toBe(variantTotal(variant))
        }
      })
    )
  })

  it('takes the prices of the day and keeps them through an edit until they expire', () => {
    const plan = proposed(oneLine)
    const dearer = {
      service: (service: Parameters<typeof PRICES.service>[0]) => {
        const listed = PRICES.service(service)
        return listed === null ? null : { ...listed, price: rubles(9000) }
      }
    }
    const edited = { ...draftOf(currentVersion(plan).content), note: 'после разговора' }
    const priceAfter = (on: typeof TODAY, validUntil: typeof TODAY): number | undefined => {
      const next = after(
        plan,
        revisePlan(
          plan,
          { id, base: currentVersion(plan).id, source: 'desk', on, reason: null, draft: { ...edited, validUntil } },
          dearer
        )
      )
      return currentVersion(next).content.variants[0]?.stages[0]?.lines[0]?.price
    }
    expect(priceAfter(isoDate('2026-12-31'), isoDate('2026-12-31'))).toBe(rubles(6500))
    expect(priceAfter(isoDate('2027-01-01'), isoDate('2027-02-01'))).toBe(rubles(9000))
  })

  it('proposed again, as an import does, changes nothing', () => {
    fc.assert(
      fc.property(arbitraryDraft, (draft) => {
        const again = proposePlan(proposed(draft), { ...proposal(draft), on: isoDate('2027-05-05') }, PRICES)
        expect(again).toEqual({ ok: true, facts: [] })
      })
    )
    expect(refusal(proposePlan(proposed(oneLine), proposal(twoVariants), PRICES))).toBe('PLAN_EXISTS')
  })

  it.each([
    ['has no diagnosis', { ...oneLine, diagnoses: [] }, 'NO_DIAGNOSIS'],
    ['is valid until yesterday', { ...oneLine, validUntil: addDays(TODAY, -1) }, 'VALIDITY_OVER'],
    ['has an empty variant', draftWith([[[wish(1)]], [[]]]), 'VARIANT_EMPTY'],
    [
      'discounts a promotional price',
      draftWith([[[wish(5, { discount: BasisPoints.parse(700) })]]]),
      'DISCOUNT_NOT_ALLOWED'
    ],
    ['fills no tooth', draftWith([[[wish(1, { tooth: null })]]]), 'TOOTH_NEEDED'],
    ['names its own price', draftWith([[[wish(1, { price: rubles(1) })]]]), 'PRICE_NOT_YOURS'],
    [
      'asks for payments of another sum',
      {
        ...oneLine,
        variants: oneLine.variants.map((one) => ({ ...one, payments: [{ due: null, amount: kopecks(5) }] }))
      },
      'PAYMENTS_DO_NOT_ADD_UP'
    ],
    ['repeats a variant', { ...oneLine, variants: [...oneLine.variants, ...oneLine.variants] }, 'REPEATED_ID']
  ])('is refused when it %s', (_, draft, code) => {
    expect(refusal(proposePlan(null, proposal(draft), PRICES))).toBe(code)
  })

  it('from the doctor’s program may bring an agreed price', () => {
    const draft = draftWith([[[wish(1, { price: rubles(5000) })]]])
    const plan = after(null, proposePlan(null, { ...proposal(draft), source: 'doctor' }, PRICES))
    expect(variantTotal(currentVersion(plan).content.variants[0] ?? { stages: [] })).toBe(rubles(5000))
  })
})

describe('a signature', () => {
  const signed = (): Plan => {
    const chosen = choose(proposed(twoVariants), 0)
    const byPatient = after(chosen, sign(chosen))
    return after(byPatient, signDoctor(byPatient))
  }

  it('makes the plan signed when both sides have given it', () => {
    const chosen = choose(proposed(twoVariants), 0)
    expect(planStatus(chosen, digest, TODAY)).toBe('chosen')
    const byPatient = after(chosen, sign(chosen))
    expect(planStatus(byPatient, digest, TODAY)).toBe('signed-by-patient')
    expect(planStatus(after(byPatient, signDoctor(byPatient)), digest, TODAY)).toBe('signed')
    // A signed plan does not expire: what was agreed was agreed.
    expect(planStatus(signed(), digest, isoDate('2027-06-01'))).toBe('signed')
  })

  it('ends with any change of any word or figure of what was signed', () => {
    fc.assert(
      fc.property(arbitraryDraft, fc.nat(), fc.string({ minLength: 1, maxLength: 3 }), (draft, pick, noise) => {
        const plan = choose(proposed(draft), 0)
        const bySigner = after(plan, sign(plan))
        expect(standingSignatures(bySigner, digest).patient).not.toBeNull()
        const version = currentVersion(bySigner)
        const signedPart = {
          patient: bySigner.patient,
          number: bySigner.number,
          version: version.version,
          ...version.content,
          variants: version.content.variants.slice(0, 1)
        }
        const paths = leavesOf(signedPart)
        const path = paths[pick % paths.length] ?? []
        const changed = changeLeaf(signedPart, path, noise) as typeof signedPart
        const [variant] = changed.variants
        if (variant === undefined) throw new Error('the variant is gone')
        const { patient: whose, number, version: no, ...content } = changed
        expect(digest(signedText({ patient: whose, number }, { version: no, content }, variant))).not.toBe(
          hashOf(bySigner)
        )
      })
    )
  })

  it('ends when the plan gets a new version, and the paper says so', () => {
    const plan = signed()
    const [first] = twoVariants.variants
    const edited = after(plan, revise(plan, { ...draftOf(currentVersion(plan).content), note: 'уточнено' }))
    expect(first?.id).toBe(edited.chosen)
    expect(planStatus(edited, digest, TODAY)).toBe('chosen')
    expect(standingSignatures(edited, digest).outdated).toBe(true)
    expect(currentVersion(edited)).toMatchObject({ version: 2, parallel: false })
  })

  it('holds for the variant that was signed only', () => {
    const plan = choose(signed(), 1)
    expect(planStatus(plan, digest, TODAY)).toBe('chosen')
    expect(planStatus(choose(plan, 0), digest, TODAY)).toBe('signed')
  })

  it('is not taken under a plan that changed after it was printed', () => {
    const chosen = choose(proposed(twoVariants), 0)
    const hash = hashOf(chosen)
    const version = currentVersion(chosen).id
    const rules = { digest, screenAllowed: true, required: ['patient' as const] }
    const edited = after(chosen, revise(chosen, { ...twoVariants, note: 'иначе' }))
    const command = { id, version, hash, paper: pdf, mode: paper, on: TODAY, signers: [adult] }
    expect(refusal(signAsPatient(edited, command, rules))).toBe('CHANGED_MEANWHILE')
    expect(refusal(signAsPatient(choose(chosen, 1), command, rules))).toBe('CHANGED_MEANWHILE')
  })

  it('needs a chosen variant, standing prices, a mode the clinic allows, and the right hand', () => {
    const plan = proposed(twoVariants)
    expect(refusal(sign(plan))).toBe('NOT_CHOSEN')
    const chosen = choose(plan, 0)
    expect(refusal(sign(chosen, { on: isoDate('2027-01-01') }))).toBe('PRICES_EXPIRED')
    expect(refusal(sign(chosen, { mode: screen }))).toBe('SCREEN_NOT_ALLOWED')
    expect(refusal(sign(chosen, { required: ['patient', 'representative'] }))).toBe('SIGNER_MISSING')
    expect(refusal(signDoctor(chosen, someoneElse))).toBe('NOT_THIS_DOCTOR')
    expect(refusal(sign(signed()))).toBe('ALREADY_SIGNED')
    expect(planStatus(chosen, digest, isoDate('2027-01-01'))).toBe('expired')
  })
})

describe('a patient who says no', () => {
  it('leaves a reason, and a new version or a new choice opens the plan again', () => {
    const plan = choose(proposed(twoVariants), 0)
    const refused = after(
      plan,
      refusePlan(plan, { id, version: currentVersion(plan).id, reason: 'price', note: 'просит разбить на этапы' })
    )
    expect(planStatus(refused, digest, TODAY)).toBe('refused')
    expect(planStatus(choose(refused, 1), digest, TODAY)).toBe('chosen')
    expect(planStatus(after(refused, revise(refused, { ...twoVariants, note: 'дешевле' })), digest, TODAY)).toBe(
      'chosen'
    )
    expect(refused.refusals).toHaveLength(1)
  })

  it('and a withdrawn plan takes nothing more', () => {
    const plan = proposed(oneLine)
    const gone = after(plan, withdrawPlan(plan, { id, version: currentVersion(plan).id, reason: 'не тот пациент' }))
    expect(refusal(revise(gone, twoVariants))).toBe('PLAN_WITHDRAWN')
    expect(planStatus(gone, digest, TODAY)).toBe('withdrawn')
  })
})

describe('two desks that edit one plan at once', () => {
  it('both keep their version, the later one counts, and it is marked', () => {
    const plan = proposed(oneLine)
    const here = revise(plan, { ...oneLine, note: 'на первом столе' })
    const there = revise(plan, { ...oneLine, note: 'на втором столе' })
    const both = after(after(plan, here), there)
    expect(both.versions.map((one) => [one.version, one.parallel, one.content.note])).toEqual([
      [1, false, ''],
      [2, false, 'на первом столе'],
      [2, true, 'на втором столе']
    ])
  })
})

describe('a comparison of variants', () => {
  it('accounts for every kopeck of every variant, row by row', () => {
    fc.assert(
      fc.property(arbitraryDraft, (draft) => {
        const { content } = currentVersion(proposed(draft))
        const compared = compareVariants(content)
        compared.variants.forEach((variant, column) => {
          expect(compared.rows.reduce((sum, row) => sum + (row.cells[column]?.sum ?? 0), 0)).toBe(variant.total)
        })
        expect(Math.min(...compared.variants.map((one) => one.above))).toBe(0)
      })
    )
  })

  it('puts the same work on the same tooth of two variants side by side', () => {
    const { rows } = compareVariants(currentVersion(proposed(twoVariants)).content)
    expect(rows.map((row) => [row.name, row.cells.map((cell) => cell?.stage ?? null)])).toEqual([
      ['Услуга 1', [1, 1]],
      ['Анестезия инфильтрационная', [1, null]],
      ['Имплантат', [2, null]]
    ])
  })
})

it('a plan survives being written down and read again', () => {
  fc.assert(
    fc.property(arbitraryDraft, (draft) => {
      const plan = proposed(draft)
      const { content } = currentVersion(plan)
      expect(PlanContent.parse(JSON.parse(JSON.stringify(content)))).toEqual(content)
      expect(refusal(revise(plan, draftOf(content)))).toBe('NOTHING_CHANGED')
      expect(
        linesOf(content.variants[0] ?? { stages: [] })
          .map(lineSum)
          .every(Number.isSafeInteger)
      ).toBe(true)
    })
  )
})

type Path = readonly (string | number)[]

const leavesOf = (value: unknown, path: Path = []): Path[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) =>
        leavesOf(inner, [...path, Array.isArray(value) ? Number(key) : key])
      )
    : [path]

const changeLeaf = (value: unknown, [key, ...rest]: Path, noise: string): unknown => {
  if (key === undefined)
    return typeof value === 'number' ? value + 1 : typeof value === 'string' ? value + noise : noise
  if (Array.isArray(value))
    return value.map((inner: unknown, index) => (index === key ? changeLeaf(inner, rest, noise) : inner))
  return Object.fromEntries(
    Object.entries(value as object).map(([name, inner]) => [
      name,
      name === key ? changeLeaf(inner, rest, noise) : inner
    ])
  )
}
