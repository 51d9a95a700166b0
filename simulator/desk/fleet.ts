/** The PCs of a story: starts and kills their programs, lets them synchronise, and lets statements and lines fail under them. */
import { NotShown } from '../../src/core/storage/showing.ts'
import type { Carrier } from '../../src/core/sync/http-link.ts'
import { openLine } from '../network.ts'
import type { Processes } from '../processes.ts'
import { goesWrong, type Scene } from '../scene.ts'
import { startLife, type Doer, type Life, type Pc } from './desk.ts'
import { diskFull, Killed } from './disk.ts'

export interface Fleet {
  /** The program of a PC, started if it does not run; null when it dies at its start. */
  alive(pc: Pc): Life | null
  die(pc: Pc): void
  /** Begins a round, unless one is under way; null when there is none to begin. */
  synchronise(pc: Pc, name: string): Life | null
}

export const openFleet = (scene: Scene, processes: Processes): Fleet => {
  const { chance, mood, turns, pcs, running } = scene

  const failpoint = (doer: Doer, statement: string): void => {
    turns.stir()
    if (!scene.cruel || mood.deskKilled + mood.deskDiskFull === 0) return
    const place = `${doer.doing}, statement ${doer.statements}`
    const what = `${place} (${statement.trim().split(/\s+/).slice(0, 3).join(' ')})`
    if (
      chance.happens(`kill at ${place}`, mood.deskKilled) &&
      goesWrong(scene, { name: `kill at ${place}`, text: `${what}: the power goes` })
    ) {
      doer.dead = true
      throw new Killed(place)
    }
    if (
      chance.happens(`full at ${place}`, mood.deskDiskFull) &&
      goesWrong(scene, { name: `full at ${place}`, text: `${what}: the disk is full` })
    )
      throw diskFull()
  }

  const lineOf =
    (pc: Pc) =>
    (walker: Doer): Carrier => {
      let requests = 0
      return openLine({
        desk: walker,
        nameOf: (method, path) => {
          requests += 1
          return `${walker.doing}, request ${requests} ${method} ${path.split('/').slice(0, 3).join('/')}`
        },
        fault: (name, method) => {
          if (!chance.happens(`line ${name}`, mood.line)) return null
          const kind = chance.pick(`line fault ${name}`, mood.lineFaults)
          if (method === 'GET' && kind.includes('size')) return null
          return goesWrong(scene, { name: `line ${name}`, text: `${name}: ${kind}` }) ? kind : null
        },
        gate: (who, name, delay) => turns.gate(who, name, delay),
        waiting: (work) => turns.waiting(walker, work),
        lateness: (name) => 10 + chance.below(`late ${name}`, 200),
        serve: async (name, url, request) => {
          const answer = await processes.serve(name, url, request, `10.0.0.${pcs.indexOf(pc) + 1}`)
          // What is promised is judged as it leaves head office: an answer may arrive after a restore.
          if (answer !== null)
            await turns.walking({ name: 'the witness', dead: false }, () =>
              scene.witness.answered(url, request, answer)
            )
          return answer
        }
      })
    }

  const alive = (pc: Pc): Life | null => {
    if (pc.life !== null && !pc.life.dead) return pc.life
    try {
      pc.life = startLife(pc, {
        now: () => scene.time + pc.skewMs,
        failpoint,
        carrier: lineOf(pc),
        sabotage: scene.planted.desk ?? {},
        entropy: (name) => chance.uuid(name)
      })
    } catch (error) {
      if (!ofTheStory(error)) throw error
      pc.life = null
    }
    return pc.life
  }

  return {
    alive,
    die: (pc) => {
      if (pc.life === null) return
      pc.life.dead = true
      turns.release(pc.life)
      pc.life = null
    },
    synchronise: (pc, name) => {
      const life = alive(pc)
      if (life === null || running.has(life)) return null
      life.doing = `${name} (${pc.name} synchronises)`
      life.statements = 0
      const round = turns
        .walking(life, () => life.synchronise())
        .then((problem) => {
          running.delete(life)
          if (problem?.code === 'PROGRAM' && !life.dead && !(problem.cause instanceof Killed))
            scene.bugs.push(`${name}: the program of ${pc.name} failed: ${String(problem.cause)}`)
          return problem
        })
      running.set(life, round)
      return life
    }
  }
}

/** What a story does to a program; anything else that is thrown is a fault of the program or of the simulator. */
export const ofTheStory = (error: unknown): boolean =>
  error instanceof NotShown
    ? ofTheStory(error.cause)
    : error instanceof Killed || (error instanceof Error && 'code' in error && error.code === 'SQLITE_FULL')
