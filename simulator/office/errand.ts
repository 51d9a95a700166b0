/** What a process of head office is doing for somebody: one request, or one writing of its own. It ends with its process. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Walker } from '../turns.ts'

export interface Errand extends Walker {
  readonly process: number
  /** Statements begun so far; they name the places at which it can be cut. */
  statements: number
  /** Backends of PostgreSQL that work for it. */
  readonly backends: Set<number>
}

const current = new AsyncLocalStorage<Errand>()

export const errandNow = (): Errand | undefined => current.getStore()

export const onErrand = <Result>(errand: Errand, work: () => Promise<Result>): Promise<Result> =>
  current.run(errand, work)

/** How the product meets a connection that broke under it. */
export const connectionLost = (): Error => new Error('Connection terminated unexpectedly')
