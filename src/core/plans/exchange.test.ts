import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { planAggregate } from '../../domain/plans/evolve.ts'
import { DOCTOR, TODAY, wish } from '../../domain/plans/fixtures/arbitrary-plan.ts'
import { ActId } from '../../domain/values/ids.ts'
import { issueAct, reverseAct } from '../acts/commands.ts'
import { draftAct } from '../acts/draft.ts'
import { ADULT, deliver, openTestDesk, RECEPTION, tablesOf, treat, VISIT, type TestDesk } from '../acts/testing/desk.ts'
import { refusePlan, revisePlan, signPlanAsDoctor } from './commands.ts'
import { plansOf } from './queries.ts'
import { choose, ID, propose, sign, signing, TWO, view } from './testing/plan.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

describe('two desks', () => {
  it('show the same plans and acts whatever order their facts arrive in and however often they are repeated', async () => {
    type Action = (desk: TestDesk) => unknown
    const edit =
      (note: string): Action =>
      (desk) =>
        revisePlan(desk, RECEPTION, {
          id: ID,
          version: view(desk).version.id,
          reason: null,
          draft: { ...view(desk).draft, note },
          source: 'desk'
        })
    const attempt =
      (work: Action): Action =>
      (desk) =>
        view(desk).hash === null ? null : work(desk)
    const act = (number: number): ActId => ActId.parse(`018f0000-0000-7000-8000-ac${String(number).padStart(10, '0')}`)
    const issue: Action = (desk) => {
      const work = (draftAct(desk, VISIT)?.lines ?? []).map(({ service, tooth, discount, plan, warranty }) => ({
        service,
        tooth,
        quantity: 1,
        discount,
        doctor: DOCTOR,
        plan,
        warranty
      }))
      const id = act(desk.identity.series * 1000 + desk.journal.head().seq)
      return issueAct(
        desk,
        desk.spool,
        RECEPTION,
        { id, visit: VISIT, doctor: DOCTOR, work, payer: { kind: 'patient' }, contract: null, again: true },
        null
      )
    }
    const reverse: Action = (desk) => {
      const row = desk.db
        .prepare<[], { id: string }>('SELECT id FROM act WHERE cancelled = 0 ORDER BY id LIMIT 1')
        .get()
      return row === undefined ? null : reverseAct(desk, RECEPTION, { id: ActId.parse(row.id), reason: 'ошибка' })
    }
    const actions: Readonly<Record<string, Action>> = {
      edit: edit('первая правка'),
      editAgain: edit('вторая правка'),
      chooseBest: (desk) => choose(desk, 0),
      chooseOther: (desk) => choose(desk, 1),
      sign: attempt((desk) => sign(desk)),
      signDoctor: attempt((desk) => signPlanAsDoctor(desk, RECEPTION, signing(desk))),
      refuse: (desk) =>
        refusePlan(desk, RECEPTION, { id: ID, version: view(desk).version.id, reason: 'unclear', note: null }),
      issue,
      reverse
    }
    const one = await openTestDesk(closing)
    const two = await openTestDesk(closing, { number: 2, bare: true })
    propose(one)
    treat(
      one,
      [wish(1), wish(2, { quantity: 5 })].map(({ service, tooth, quantity }) => ({ service, tooth, quantity }))
    )
    deliver(one, two)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(one, two), fc.constantFrom(...Object.keys(actions))), {
          minLength: 1,
          maxLength: 10
        }),
        fc.infiniteStream(fc.nat()),
        async (steps, numbers) => {
          for (const [desk, action] of steps) actions[action]?.(desk)
          const shuffle = <T>(all: readonly T[]): readonly T[] =>
            [...all, ...all]
              .map((value) => ({ value, at: Number(numbers.next().value) }))
              .toSorted((a, b) => a.at - b.at)
              .map(({ value }) => value)
          deliver(one, two, shuffle)
          deliver(two, one, shuffle)
          expect(tablesOf(one)).toEqual(tablesOf(two))
          expect(one.journal.state(planAggregate, ID)).toEqual(two.journal.state(planAggregate, ID))
        }
      ),
      { numRuns: 25, endOnFailure: true }
    )
    const before = tablesOf(one)
    one.journal.rebuild()
    expect(tablesOf(one)).toEqual(before)
  })

  it('that edit one plan apart from each other both keep their version, and the plan says so', async () => {
    const one = await openTestDesk(closing)
    const two = await openTestDesk(closing, { number: 2, bare: true })
    propose(one)
    deliver(one, two)
    for (const desk of [one, two]) {
      revisePlan(desk, RECEPTION, {
        id: ID,
        version: view(desk).version.id,
        reason: null,
        draft: { ...TWO, note: desk.identity.name },
        source: 'desk'
      })
    }
    deliver(one, two)
    deliver(two, one)
    expect(plansOf(one.db, ADULT, TODAY)).toMatchObject([{ version: 2, conflict: true }])
    expect(view(two).versions.map((one) => one.number)).toEqual([2, 2, 1])
  })
})
