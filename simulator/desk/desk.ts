/** A desk of a story: a PC with a disk and a lying clock, on which the program lives, dies and is started again. */
import type { Desk, DeskIdentity } from '../../src/core/desk.ts'
import { PROJECTIONS } from '../../src/core/projections.ts'
import { openJournal, type Journal } from '../../src/core/storage/journal.ts'
import type { Projection } from '../../src/core/storage/projection.ts'
import { readSetting } from '../../src/core/storage/settings.ts'
import { openHttpLink, type Carrier } from '../../src/core/sync/http-link.ts'
import type { Link } from '../../src/core/sync/link.ts'
import { synchronise, type RoundProblem } from '../../src/core/sync/round.ts'
import { DeviceKey, HeadOffice } from '../../src/core/sync/settings.ts'
import { AGGREGATES } from '../../src/domain/aggregates.ts'
import type { AnyAggregate } from '../../src/domain/fact.ts'
import type { Walker } from '../turns.ts'
import { handleOn, Killed, papersOn, type Disk, type Failpoint } from './disk.ts'

export const HEAD_OFFICE = 'https://head-office.example'

/** What a version of the program knows. */
export interface Edition {
  readonly aggregates: readonly AnyAggregate[]
  readonly projections: readonly Projection[]
}
export const PRESENT_EDITION: Edition = { aggregates: AGGREGATES, projections: PROJECTIONS }

/** Ways to put a planted bug between the program of a desk and what it stands on. */
export interface DeskSabotage {
  readonly sql?: (text: string) => string
  readonly link?: (link: Link, journal: Journal) => Link
  readonly edition?: (edition: Edition) => Edition
}

export interface Life extends Walker {
  readonly desk: Desk
  /** What it is doing: names the statements at which it can be killed. */
  doing: string
  statements: number
  synchronise(): Promise<RoundProblem | null>
}

export interface Pc {
  readonly name: string
  readonly identity: DeskIdentity
  disk: Disk
  life: Life | null
  lives: number
  /** What its clock shows minus what is true. */
  skewMs: number
  edition: Edition
}

/** Who makes statements, and what for. */
export type Doer = Walker & Pick<Life, 'doing' | 'statements'>

export interface LifeOptions {
  readonly now: () => number
  /** Asked at every statement that a life makes; throws what goes wrong. */
  readonly failpoint: (life: Doer, statement: string) => void
  readonly carrier: (life: Doer) => Carrier
  readonly sabotage: DeskSabotage
  /** Numbers for ids and salts, so that a story told again has the same ones. */
  readonly entropy?: (name: string) => string
}

/** Starts the program on what the PC's disk holds. @throws whatever the failpoint throws */
export const startLife = (pc: Pc, options: LifeOptions): Life => {
  pc.lives += 1
  const name = `${pc.name}, life ${pc.lives}`
  const walker = { name, dead: false, doing: `${name} starts`, statements: 0 }
  const failpoint: Failpoint = (statement) => {
    if (walker.dead) throw new Killed(`${walker.name} is over`)
    walker.statements += 1
    options.failpoint(walker, statement)
  }
  const { sabotage, now, entropy } = options
  const db = handleOn(pc.disk.database, failpoint, sabotage.sql ?? ((text) => text))
  const key = readSetting(db, DeviceKey)
  if (key === null) throw new Error('a desk of a story is enrolled')
  const edition = sabotage.edition?.(pc.edition) ?? pc.edition
  let made = 0
  const journal = openJournal({
    db,
    device: key.device,
    epoch: pc.identity.epoch,
    now,
    ...edition,
    ...(entropy === undefined
      ? {}
      : {
          entropy: {
            id: () => entropy(`${name}, fact ${(made += 1)}`),
            salt: () => entropy(`${name}, salt ${(made += 1)}`).replaceAll('-', '')
          }
        })
  })
  const blobs = papersOn(pc.disk, failpoint)
  const http = openHttpLink({
    url: HEAD_OFFICE,
    key: () => readSetting(db, DeviceKey) ?? key,
    headOffice: () => readSetting(db, HeadOffice),
    now,
    carrier: options.carrier(walker)
  })
  const link: Link = sabotage.link?.(http, journal) ?? http
  const places = { data: '/nowhere', resources: 'resources', fonts: 'node_modules/@expo-google-fonts' }
  return Object.assign(walker, {
    desk: { db, journal, blobs, identity: pc.identity, places, now },
    synchronise: () =>
      synchronise({
        journal,
        blobs,
        link,
        now,
        time: () => undefined,
        phase: () => undefined,
        sent: () => undefined,
        fetched: () => undefined,
        forked: () => undefined
      })
  })
}
