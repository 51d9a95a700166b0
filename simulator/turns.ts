/**
 * Who may go on next: everything that could happen in another order waits at a gate, and one gate at a time is opened,
 * chosen by chance. What a statement in PostgreSQL waits for is found out from PostgreSQL, never by a clock.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate } from 'node:timers/promises'
import type { Chance } from './chance.ts'

/** Whoever waits at gates and may be ended while it does. */
export interface Walker {
  readonly name: string
  dead: boolean
}

/** One piece of work of a walker, from its begin to its end, and how many things it waits for. */
interface Walk {
  readonly walker: Walker
  waits: number
}

interface Gate {
  readonly name: string
  readonly walker: Walker
  /** Opened before this step only when nobody else waits. */
  readonly notBefore: number
  readonly order: number
  open(): void
}

interface Statement {
  readonly backend: number
  readonly walker: Walker | undefined
  blocked: boolean
}

export interface Turns {
  /** Resolves when chance lets the walker go on; `delay` in steps. Whoever comes back looks whether it has died meanwhile. */
  gate(walker: Walker, name: string, delay?: number): Promise<void>
  /** Opens the gates of one who has died. */
  release(walker: Walker): void
  /** Waits for a statement that PostgreSQL carries out. */
  executing<Result>(walker: Walker | undefined, backend: number, statement: Promise<Result>): Promise<Result>
  /** What the walker does by itself until the work ends: nothing is settled before it waits for something. */
  walking<Result>(walker: Walker, work: () => Promise<Result>): Promise<Result>
  /** The walker waits for what another one brings. */
  waiting<Result>(walker: Walker, work: () => Promise<Result>): Promise<Result>
  /** Something moved outside of gates. */
  stir(): void
  /** Resolves when nothing moves any more without a gate being opened. */
  settle(): Promise<void>
  /** Opens one gate and lets everything settle; false when nobody waits. */
  step(): Promise<boolean>
  readonly steps: number
  /** Who is where, for the message of a fault of the simulator. */
  describe(): string
}

/** Turns of the event loop without any movement after which nothing moves by itself any more. */
const QUIET_TURNS = 6
const TURNS_BEFORE_ASKING = 40
/** A walker that neither ends nor comes to a gate is a fault of the simulator; better told than waited for. */
const PATIENCE_MS = 5_000

/** `blocked` answers which of some backends of PostgreSQL wait for a lock. */
export const openTurns = (
  chance: Chance,
  blocked: (backends: readonly number[]) => Promise<ReadonlySet<number>>,
  passed: () => void
): Turns => {
  const gates = new Set<Gate>()
  const statements = new Set<Statement>()
  let movement = 0
  let steps = 0

  /**
   * Work that waits for nothing moves. What a piece of work has left under way (a request that nobody waits for any more)
   * belongs to it also after its end, and not to the next one of the same walker.
   */
  const walks = new Set<Walk>()
  const present = new AsyncLocalStorage<Walk>()
  const walkOf = (walker: Walker): Walk | undefined => {
    const walk = present.getStore()
    return walk?.walker === walker ? walk : undefined
  }
  const waits = (walk: Walk | undefined, more: 1 | -1): void => {
    if (walk !== undefined) walk.waits += more
  }
  const anyMoves = (): boolean => {
    const blocked = new Set([...statements].filter((one) => one.blocked).map((one) => one.walker))
    for (const { walker, waits: count } of walks) if (count === 0 && !blocked.has(walker)) return true
    return false
  }

  const describe = (): string =>
    [
      ...[...walks].map(({ walker, waits: count }) => `${walker.name} waits for ${count}`),
      ...[...gates].map((gate) => `gate ${gate.name}`),
      ...[...statements].map((one) => `${one.walker?.name ?? 'nobody'} has a statement, blocked: ${one.blocked}`)
    ].join('; ')

  const settle = async (): Promise<void> => {
    const began = performance.now()
    let seen = -1
    let quiet = 0
    let waited = 0
    while (quiet < QUIET_TURNS) {
      await setImmediate()
      const running = [...statements].filter((one) => !one.blocked)
      if (seen !== movement || running.length > 0) {
        seen = movement
        quiet = 0
        waited = running.length > 0 ? waited + 1 : 0
        if (waited >= TURNS_BEFORE_ASKING) {
          const waiting = await blocked(running.map((one) => one.backend))
          for (const one of running) one.blocked = waiting.has(one.backend)
          waited = 0
        }
        continue
      }
      if (anyMoves()) {
        if (performance.now() - began > PATIENCE_MS) throw new Error(`somebody neither ends nor waits: ${describe()}`)
        continue
      }
      quiet += 1
    }
  }

  const next = (): Gate | undefined => {
    const waiting = [...gates]
    const due = waiting.filter((gate) => gate.notBefore <= steps)
    return (due.length > 0 ? due : waiting).toSorted((a, b) => a.order - b.order)[0]
  }

  return {
    gate: (walker, name, delay = 0) =>
      new Promise((resolve) => {
        movement += 1
        const walk = walkOf(walker)
        const gate: Gate = {
          name,
          walker,
          notBefore: steps + delay,
          order: chance.roll(`order of ${name}`),
          open: () => {
            movement += 1
            waits(walk, -1)
            gates.delete(gate)
            resolve()
          }
        }
        gates.add(gate)
        waits(walk, 1)
      }),
    release: (walker) => {
      for (const gate of gates) if (gate.walker === walker) gate.open()
    },
    walking: async (walker, work) => {
      const walk: Walk = { walker, waits: 0 }
      walks.add(walk)
      try {
        return await present.run(walk, work)
      } finally {
        movement += 1
        walks.delete(walk)
      }
    },
    waiting: async (walker, work) => {
      const walk = walkOf(walker)
      waits(walk, 1)
      try {
        return await work()
      } finally {
        movement += 1
        waits(walk, -1)
      }
    },
    executing: async (walker, backend, statement) => {
      movement += 1
      const entry: Statement = { walker, backend, blocked: false }
      statements.add(entry)
      try {
        return await statement
      } finally {
        movement += 1
        statements.delete(entry)
        // Its end may have freed the locks for which others wait.
        for (const other of statements) other.blocked = false
      }
    },
    stir: () => {
      movement += 1
    },
    settle,
    describe,
    step: async () => {
      const gate = next()
      if (gate === undefined) {
        if (statements.size === 0) return false
        // Only PostgreSQL itself can untie those who wait for each other.
        for (const one of statements) one.blocked = false
        await settle()
        return true
      }
      steps += 1
      passed()
      gate.open()
      await settle()
      return true
    },
    get steps() {
      return steps
    }
  }
}
