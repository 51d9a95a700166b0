/** What it costs to record one action durably, against one bare SQLite transaction of the same durability on the same disk. */
import path from 'node:path'
import { openDatabase } from '../src/core/storage/database.ts'
import { newFact } from '../src/domain/fact.ts'
import { clockTime, isoDate } from '../src/domain/values/dates.ts'
import { ChairId, ClinicId, PatientId, StaffId, VisitId } from '../src/domain/values/ids.ts'
import { VisitBooked, VisitMoved, VisitMoveUndone } from '../src/domain/visits/facts.ts'
import { figure, quantile, type Bench } from './bench.ts'
import { KEY, temporaryDesk } from './temporary-desk.ts'

const RUNS = 7
const ACTIONS = 300
const id = (number: number): string => `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`

export const recording: Bench = {
  name: 'recording',
  run: async () => {
    using desk = await temporaryDesk()
    const bare = await openDatabase({ path: path.join(desk.folder, 'bare.db'), key: KEY })
    bare.exec('CREATE TABLE bare (id INTEGER PRIMARY KEY, payload TEXT)')
    const insert = bare.prepare('INSERT INTO bare (payload) VALUES (?)')
    const author = { staff: StaffId.parse(id(1)), clinic: ClinicId.parse(id(2)) }
    const slot = {
      clinic: ClinicId.parse(id(2)),
      doctor: StaffId.parse(id(3)),
      chair: ChairId.parse(id(4)),
      date: isoDate('2026-11-24'),
      from: clockTime('09:00'),
      to: clockTime('09:30')
    }
    const visits = Array.from({ length: 200 }, (_, index) => VisitId.parse(id(1000 + index)))
    for (const visit of visits) {
      desk.journal.record(author, [
        newFact(VisitBooked, 'visit', visit, { patient: PatientId.parse(id(5)), slot, services: [], note: null })
      ])
    }
    const ours: number[] = []
    const oursP95: number[] = []
    const reference: number[] = []
    const payload = JSON.stringify({ from: 'booked', to: 'arrived', reason: null, filler: 'x'.repeat(400) })
    for (let run = 0; run < RUNS; run++) {
      const actions: number[] = []
      const transactions: number[] = []
      for (let action = 0; action < ACTIONS; action++) {
        const visit = visits[(run * ACTIONS + action) % visits.length] ?? id(1000)
        let began = performance.now()
        const [move] = desk.journal.record(author, [
          newFact(VisitMoved, 'visit', visit, { from: 'booked', to: 'arrived', reason: null })
        ])
        actions.push((performance.now() - began) * 1000)
        if (move !== undefined)
          desk.journal.record(author, [newFact(VisitMoveUndone, 'visit', visit, { move: move.provenance.id })])
        began = performance.now()
        bare.transaction(() => insert.run(payload))()
        transactions.push((performance.now() - began) * 1000)
      }
      ours.push(quantile(actions, 0.5))
      oursP95.push(quantile(actions, 0.95))
      reference.push(quantile(transactions, 0.5))
    }
    bare.close()
    const against = { id: 'bare-transaction', values: reference }
    return [figure('record-action', 'µs', ours, against), figure('record-action-p95', 'µs', oursP95, against)]
  }
}
