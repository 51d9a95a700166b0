/** The processes of head office in a story: what each is doing, at which statement it ends, and what ends with it. */
import type { CarriedRequest } from '../src/core/sync/http-link.ts'
import type { OwnFact } from '../src/head-office/facts/own.ts'
import type { Errand } from './office/errand.ts'
import type { StatementFate } from './office/gated-database.ts'
import { PROCESSES, type Answer } from './office/office.ts'
import { goesWrong, type Scene } from './scene.ts'

export interface Processes {
  /** Null when the process ended before it could answer. */
  serve(name: string, url: URL, request: CarriedRequest, from: string): Promise<Answer | null>
  /** Head office writes facts of its own. */
  record(name: string, facts: readonly OwnFact[]): Promise<void>
  end(process: number): void
  endAll(): void
  /** Lets everything settle; what ended processes still waited for in PostgreSQL is given up there too. */
  quiet(): Promise<void>
}

export const openProcesses = (scene: Scene): Processes => {
  const { office, chance, mood, turns } = scene
  const errands = new Set<Errand>()
  const orphaned: number[] = []

  const end = (process: number): void => {
    for (const errand of errands) {
      if (errand.process !== process) continue
      errand.dead = true
      orphaned.push(...errand.backends)
      turns.release(errand)
    }
  }

  const fate = (errand: Errand, place: string, text: string): StatementFate => {
    const what = `${place} (${text.trim().split(/\s+/).slice(0, 4).join(' ')})`
    if (chance.happens(`end at ${place}`, mood.processEnds)) {
      const after = chance.happens(`after ${place}`, 0.5)
      const told = `${what}: process ${errand.process + 1} of head office ends ${after ? 'after' : 'before'} it`
      if (goesWrong(scene, { name: `end at ${place}`, text: told })) return after ? 'cut-after' : 'cut-before'
    }
    if (chance.happens(`full at ${place}`, mood.officeDiskFull)) {
      const told = `${what}: the disk of head office is full`
      if (goesWrong(scene, { name: `full at ${place}`, text: told })) return 'disk-full'
    }
    return null
  }

  const doing = <Result>(name: string, work: (errand: Errand) => Promise<Result>): Promise<Result> => {
    const process = chance.below(`process of ${name}`, PROCESSES)
    const errand: Errand = { name, dead: false, process, statements: 0, backends: new Set() }
    // Kept after its answer: what it began in the background (a snapshot) ends with its process too.
    errands.add(errand)
    return turns.walking(errand, () => work(errand))
  }

  office.database.surroundings = { turns, fate, endProcess: (errand) => end(errand.process) }
  return {
    serve: async (name, url, request, from) =>
      scene.planted.serve?.(url, request, scene.time) ??
      doing(name, (errand) => office.answer(errand, url, request, from)),
    record: (name, facts) => doing(name, (errand) => office.record(errand, facts)),
    end,
    endAll: () => {
      for (let process = 0; process < PROCESSES; process++) end(process)
    },
    quiet: async () => {
      await turns.settle()
      if (orphaned.length === 0) return
      await office.cancel(orphaned.splice(0))
      await turns.settle()
    }
  }
}
