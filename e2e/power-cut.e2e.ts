/** Whatever the desk confirmed is there after core was killed, at any moment of a shift. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { VisitRow } from '../src/contract/visits.ts'
import { inventedPatient } from '../src/domain/patients/testing/invented.ts'
import type { VisitState } from '../src/domain/visits/facts.ts'
import { PatientId } from '../src/domain/values/ids.ts'
import { ANNA } from '../src/head-office/demo/staff.ts'
import { seededRandom } from '../src/head-office/demo/random.ts'
import { startCoreProcess, type CoreProcess } from './core-process.ts'
import { prepareDesk, type PreparedDesk } from './prepared-desk.ts'

const CUTS = 50

let folder: string
let prepared: PreparedDesk
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stoika-power-'))
  prepared = await prepareDesk(folder, { patients: 120, historyDays: 3 })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const signIn = (core: CoreProcess) => core.client.staff.signIn({ person: ANNA.id, pin: ANNA.pin })
const override = { reason: 'проверка на отключение питания', responsible: 'Берестова, старший администратор' }

interface Action {
  /** The visit or the patient that the action is about. */
  readonly subject: string
  readonly run: (core: CoreProcess) => Promise<unknown>
  /** Whether the desk shows the action as done. */
  readonly holds: (core: CoreProcess) => Promise<boolean>
}

/** The next thing that a receptionist would do with the visits as they are. */
const nextAction = (visits: readonly VisitRow[], pick: (below: number) => number): Action => {
  const movable = visits.filter((visit) => visit.next !== null)
  const visit = movable[pick(movable.length)]
  if (visit?.next == null || pick(4) === 0) {
    const id = PatientId.parse(uuidv7())
    const details = inventedPatient({
      name: { family: 'Обрывова', given: 'Искра', patronymic: null },
      birthDate: '1990-05-05'
    })
    return {
      subject: id,
      run: (core) => core.client.patients.register({ id, details, representative: null }),
      holds: async (core) => (await core.client.patients.strip({ id })) !== null
    }
  }
  const to: VisitState = visit.next
  return {
    subject: visit.id,
    run: (core) =>
      core.client.visits.move({
        id: visit.id,
        from: visit.state,
        to,
        reason: null,
        override: to === 'in-chair' ? override : null
      }),
    holds: async (core) => (await core.client.visits.visit({ id: visit.id }))?.state === to
  }
}

it(
  `loses nothing that was confirmed, over ${CUTS} power cuts at random moments of a shift`,
  { timeout: 300_000 },
  async () => {
    const random = seededRandom('обрыв')
    const pick = (below: number): number => Math.floor(random.next() * Math.max(1, below))
    let confirmed = 0
    let core = await startCoreProcess(prepared)
    await signIn(core)
    for (let cut = 0; cut < CUTS; cut++) {
      const striking = core
      const done = new Map<string, Action>()
      let under: Action | null = null
      // The blow falls a moment into an action, after some have been confirmed.
      const spared = 1 + pick(5)
      let blow: Promise<void> | null = null
      for (;;) {
        try {
          const { visits } = await striking.client.visits.day({ date: null })
          under = nextAction(visits, pick)
          if (done.size >= spared)
            blow ??= new Promise<void>((resolve) => setTimeout(resolve, pick(6))).then(() => striking.kill())
          await under.run(striking)
          done.set(under.subject, under)
          under = null
          confirmed += 1
        } catch (error) {
          // The call that the cut interrupted: it was never confirmed, so it may be there or not.
          if (blow === null) throw error
          break
        }
      }
      await blow
      core = await startCoreProcess(prepared)
      await signIn(core)
      for (const action of done.values()) {
        const goneOn: Action | null = under
        const holds = (await action.holds(core)) || (goneOn?.subject === action.subject && (await goneOn.holds(core)))
        expect(holds, `cut ${cut}, ${action.subject}`).toBe(true)
      }
    }
    await core.stop()
    expect(confirmed).toBeGreaterThan(CUTS)
  }
)
