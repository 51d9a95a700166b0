/**
 * What it costs to keep a network in step, as at a clinic: desks with encrypted databases on disk and all their tables, a head
 * office that is a process of its own on its own PostgreSQL, TLS, signed requests, receipts, every check. Beside it, in
 * the same run, PouchDB against express-pouchdb (own processes, on disk, plain HTTP) and PostgreSQL's bare multi-row insert.
 */
import type { Bench } from './bench.ts'
import { backlog } from './sync/backlog.ts'
import { bootstrap } from './sync/bootstrap.ts'
import { growth } from './sync/growth.ts'
import { lateDevice } from './sync/late-device.ts'
import { morning } from './sync/morning.ts'
import { openPlace } from './sync/place.ts'
import { pushers } from './sync/pushers.ts'
import { speed } from './sync/speed.ts'

export const sync: Bench = {
  name: 'sync',
  run: async (log, full) => {
    const place = await openPlace()
    try {
      const figures = []
      for (const part of [speed, lateDevice, pushers, morning, backlog, bootstrap, growth]) {
        figures.push(...(await part(place, log, full)))
      }
      return figures
    } finally {
      await place.close()
    }
  }
}
