/** One desk under fire: its core is killed again and again, and somebody goes on working at it. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ORPCError } from '@orpc/client'
import type { SyncStatus } from '../../src/contract/sync.ts'
import type { BadLine } from '../../src/core/sync/testing/bad-line.ts'
import { ANNA } from '../../src/head-office/demo/staff.ts'
import { startCoreProcess, type CoreProcess } from '../core-process.ts'
import type { Action } from './actions.ts'

export interface Done {
  readonly action: Action
  /** How often it was asked for: a fact of it may stand as often, when repeating is no refusal. */
  readonly asked: number
}

export class FireDesk {
  readonly dataDir: string
  readonly line: BadLine
  readonly done: Done[] = []
  kills = 0
  readonly #now: () => number
  #core: CoreProcess | null = null

  constructor(dataDir: string, line: BadLine, now: () => number) {
    this.dataDir = dataDir
    this.line = line
    this.#now = now
    mkdirSync(path.join(dataDir, 'desk'), { recursive: true, mode: 0o700 })
    writeFileSync(path.join(dataDir, 'desk/desk.key'), randomBytes(32).toString('hex'), { mode: 0o600 })
  }

  get client(): CoreProcess['client'] {
    if (this.#core === null) throw new Error('this desk was not started')
    return this.#core.client
  }

  async start(code: string | null = null): Promise<void> {
    this.#core = await startCoreProcess({
      dataDir: this.dataDir,
      now: this.#now(),
      headOffice: { url: this.line.url, code }
    })
  }

  /** Resolves once a whole round of synchronisation that began after this call has succeeded. */
  async synchronised(): Promise<void> {
    const { fetchedAllAt: before } = await this.client.sync.syncNow()
    const ended = (status: SyncStatus): boolean =>
      status.state === 'current' && status.papersWaiting === 0 && status.fetchedAllAt !== before
    // The first item comes at once, each later one after something has changed.
    const changes = await this.client.system.changes()
    while ((await changes.next()).done !== true) {
      const status = await this.client.sync.status()
      if (ended(status)) return
      if (status.phase === null && status.problem !== null) await this.client.sync.syncNow()
    }
    throw new Error('core ended before it was even with head office')
  }

  async signIn(): Promise<void> {
    await this.client.staff.signIn({ person: ANNA.id, pin: ANNA.pin })
  }

  /** Somebody does it, and sees that it was done. */
  async act(action: Action): Promise<void> {
    await action.run(this.client)
    this.done.push({ action, asked: 1 })
  }

  /** The blow falls so many turns of the loop after the call has left; the person then looks, and does it if it was not done. */
  async actUnderBlow(action: Action, turns: number): Promise<void> {
    const answered = action.run(this.client).then(
      () => true,
      // Lost with core: nobody knows whether it was done.
      () => false
    )
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve))
    await this.#core?.kill()
    this.kills += 1
    const seen = await answered
    await this.start()
    await this.signIn()
    if (seen) {
      this.done.push({ action, asked: 1 })
      return
    }
    try {
      await action.run(this.client)
    } catch (error) {
      const code = error instanceof ORPCError ? (error.data as { code?: string } | undefined)?.code : undefined
      if (action.doneBefore === null || code !== action.doneBefore) throw error
    }
    this.done.push({ action, asked: 2 })
  }

  async stop(): Promise<void> {
    await this.#core?.stop()
    this.#core = null
    await this.line.close()
  }
}
