/** The sending half of a desk, without a database: seals facts in memory and pushes them over the product's own line. */
import { randomBytes } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { openDatabase } from '../../src/core/storage/database.ts'
import { readSetting } from '../../src/core/storage/settings.ts'
import { enrol } from '../../src/core/sync/enrol.ts'
import { openHttpLink } from '../../src/core/sync/http-link.ts'
import { DeviceKey, HeadOffice as KnownHeadOffice } from '../../src/core/sync/settings.ts'
import { scopeOf } from '../../src/domain/scope.ts'
import { nextClock, type ClockStamp } from '../../src/journal/clock.ts'
import { CHAIN_START, sealFact, type SealedFact } from '../../src/journal/envelope.ts'
import type { DemoFact } from '../../src/head-office/demo/demo-fact.ts'
import type { HeadOffice } from './place.ts'

export interface Sender {
  /** Seals facts as the next ones of its chain. */
  seal(facts: readonly DemoFact[]): readonly SealedFact[]
  push(facts: readonly SealedFact[]): Promise<void>
  close(): Promise<void>
}

const AT_ONCE = 500

export const openSender = async (headOffice: HeadOffice): Promise<Sender> => {
  const db = await openDatabase({ path: ':memory:', key: null })
  const enrolled = await enrol(db, { url: headOffice.url, code: headOffice.code(), name: 'Стойка' })
  const [key, known] = [readSetting(db, DeviceKey), readSetting(db, KnownHeadOffice)]
  db.close()
  if (!enrolled.ok || key === null) throw new Error('the sender was not enrolled')
  const link = openHttpLink({ url: headOffice.url, key: () => key, headOffice: () => known, now: Date.now })
  let clock: ClockStamp | null = null
  let prev = CHAIN_START
  let seq = 0
  return {
    seal: (facts) =>
      facts.map(({ author, at, fact }) => {
        clock = nextClock(at, clock)
        seq += 1
        const sealed = sealFact(
          {
            id: uuidv7(),
            device: key.device,
            epoch: 0,
            seq,
            type: fact.type,
            v: fact.v,
            kind: fact.aggregate.kind,
            aggregate: fact.aggregate.id,
            scope: scopeOf(fact.aggregate.kind, author.clinic),
            clinic: author.clinic,
            staff: author.staff,
            clock,
            prev
          },
          fact.payload,
          randomBytes(16).toString('hex')
        )
        prev = sealed.hash
        return sealed
      }),
    push: async (facts) => {
      for (let from = 0; from < facts.length; from += AT_ONCE) await link.push(facts.slice(from, from + AT_ONCE))
    },
    close: () => link.close()
  }
}
