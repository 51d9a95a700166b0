/**
 * Tells the story of one seed: people work, desks synchronise, everything goes wrong that the seed's mood has, then
 * nothing goes wrong any more, and after a bounded number of rounds the oracles judge.
 */
import { openActing } from './acting.ts'
import { planActions, SKEWS } from './actions.ts'
import { chanceOf } from './chance.ts'
import { PRESENT_EDITION, type Pc } from './desk/desk.ts'
import { diskFrom } from './desk/disk.ts'
import { openFleet } from './desk/fleet.ts'
import { moodOf } from './mood.ts'
import type { SimulatedOffice } from './office/office.ts'
import { judge } from './oracles/judge.ts'
import { openWitness } from './oracles/witness.ts'
import { BACKUP_OF_ORIGIN, MORNING, type Origin } from './origin.ts'
import { openProcesses } from './processes.ts'
import type { Planted, Scene } from './scene.ts'
import { beginStory, type Event } from './story.ts'
import { openTurns } from './turns.ts'

export interface Stage {
  readonly office: SimulatedOffice
  readonly origin: Origin
}

export interface TellOptions {
  /** Names of events that must not happen this time. */
  readonly leftOut?: ReadonlySet<string>
  readonly planted?: Planted
}

export interface Told {
  readonly seed: number
  /** What the oracles found; empty when all is well. */
  readonly failures: readonly string[]
  readonly events: readonly Event[]
  readonly lines: readonly string[]
  readonly steps: number
}

/** Rounds of each desk in which everything must have come through once nothing goes wrong any more. */
const ROUNDS_TO_DRAIN = 8
/** What desks recorded last must reach all of them, also those that fetched before it was sent. */
const ROUNDS_AT_LEAST = 3
const STEP_MS = 20
const HOUR_MS = 3_600_000

export const tell = async (stage: Stage, seed: number, options: TellOptions = {}): Promise<Told> => {
  const scene = await setScene(stage, seed, options)
  const { office, chance, mood, story, turns, pcs, planted, witness } = scene
  const processes = openProcesses(scene)
  const fleet = openFleet(scene, processes)
  const act = openActing(scene, processes, fleet)

  const step = async (): Promise<boolean> => {
    const moved = await turns.step()
    await processes.quiet()
    for (const pc of pcs) if (pc.life?.dead === true) fleet.die(pc)
    return moved
  }

  const suffer = async (): Promise<void> => {
    for (const action of planActions(chance, mood)) {
      await act(action)
      await processes.quiet()
      const most = chance.below(`bustle after ${action.name}`, mood.bustle)
      for (let count = 0; count < most; count++) if (!(await step())) break
    }
  }

  const round = async (pc: Pc, name: string): Promise<string | null> => {
    const life = fleet.synchronise(pc, name)
    const running = life === null ? undefined : scene.running.get(life)
    if (life === null || running === undefined) throw new Error(`${pc.name} does not start`)
    await processes.quiet()
    while (scene.running.has(life))
      if (!(await step())) throw new Error(`${pc.name} does not come to an end: ${turns.describe()}`)
    const problem = await running
    return problem === null ? null : `${pc.name}: ${problem.code} while ${problem.phase}: ${String(problem.cause)}`
  }

  const heal = async (): Promise<readonly string[]> => {
    scene.cruel = false
    while (await step()) continue
    story.note('nothing goes wrong any more')
    for (const pc of pcs) {
      fleet.die(pc)
      pc.edition = PRESENT_EDITION
    }
    scene.time += HOUR_MS
    await witness.beforeHealing()
    let problems: string[] = []
    for (let count = 1; count <= ROUNDS_TO_DRAIN; count++) {
      problems = []
      for (const pc of pcs) {
        const problem = await round(pc, `healing ${count}`)
        if (problem !== null) problems.push(problem)
        while (await step()) continue
      }
      if (problems.length === 0 && count >= ROUNDS_AT_LEAST) break
    }
    return problems.map((problem) => `not through after ${ROUNDS_TO_DRAIN} rounds: ${problem}`)
  }

  try {
    await suffer()
    const stuck = await heal()
    const edition = planted.desk?.edition?.(PRESENT_EDITION) ?? PRESENT_EDITION
    const failures = [...scene.bugs, ...stuck, ...(await judge({ office, pcs, witness, edition }))]
    return { seed, failures, events: story.events, lines: story.lines, steps: turns.steps }
  } finally {
    scene.cruel = false
    for (const pc of pcs) fleet.die(pc)
    while (await step()) continue
    office.database.surroundings = null
    office.database.sabotage = {}
    for (const pc of pcs) pc.disk.database.close()
  }
}

const setScene = async ({ office, origin }: Stage, seed: number, options: TellOptions): Promise<Scene> => {
  const chance = chanceOf(seed)
  const mood = moodOf(chance)
  const planted = options.planted ?? {}
  await office.restore(BACKUP_OF_ORIGIN)
  const desks = mood.newcomer ? [...origin.desks.slice(0, mood.desks - 1), ...origin.desks.slice(-1)] : origin.desks
  const pcs: Pc[] = desks.slice(0, mood.desks).map(({ identity, image }, index) => ({
    name: `desk ${index + 1}`,
    identity,
    disk: diskFrom(image),
    life: null,
    lives: 0,
    skewMs: mood.lyingClocks ? chance.pick(`first skew of ${index + 1}`, SKEWS) : 0,
    edition: PRESENT_EDITION
  }))
  const pass = (): void => void (scene.time += STEP_MS)
  const scene: Scene = {
    office,
    chance,
    mood,
    planted,
    pcs,
    story: beginStory(options.leftOut ?? new Set()),
    turns: openTurns(chance, (backends) => office.blocked(backends), pass),
    witness: openWitness(office, () => pcs),
    running: new Map(),
    bugs: [],
    time: MORNING,
    cruel: true
  }
  for (const { name, skewMs } of pcs)
    if (skewMs !== 0) scene.story.note(`the clock of ${name} shows ${Math.round(skewMs / 60_000)} minutes too much`)
  office.now = () => scene.time
  office.database.sabotage = planted.office ?? {}
  return scene
}
