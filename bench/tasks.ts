/** Counting and listing what desks entered apart, asked after every change, with a year of a clinic's history against a tenth of it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { prepareDesk } from '../e2e/prepared-desk.ts'
import type { Desk } from '../src/core/desk.ts'
import { conflictTasks, countConflictTasks } from '../src/core/tasks/conflicts.ts'
import { newFact } from '../src/domain/fact.ts'
import { PatientDetailsChanged } from '../src/domain/patients/facts.ts'
import { Phone } from '../src/domain/values/phone.ts'
import { SADOVAYA } from '../src/head-office/demo/clinics.ts'
import { ANNA } from '../src/head-office/demo/staff.ts'
import { figure, type Bench } from './bench.ts'

const RUNS = 21
const APART = 20

/** Patients whose phone somebody changed without having seen it: as many tasks. */
const enterApart = (desk: Desk): void => {
  const rows = desk.db.prepare<[number], { id: string }>('SELECT id FROM patient ORDER BY id LIMIT ?').all(APART)
  desk.journal.record(
    { staff: ANNA.id, clinic: SADOVAYA.id },
    rows.map(({ id }) =>
      newFact(PatientDetailsChanged, 'patient', id, {
        changes: { phones: [Phone.parse('+79215550199')] },
        base: { phones: [] }
      })
    )
  )
}

const measured = async (size: { readonly patients: number; readonly historyDays: number }) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stoika-tasks-bench-'))
  const works: ((desk: Desk) => number)[] = [
    (desk) => countConflictTasks(desk, SADOVAYA.id),
    (desk) => conflictTasks(desk, SADOVAYA.id).length
  ]
  const times: number[][] = []
  try {
    await prepareDesk(folder, { ...size, consents: false }, (desk) => {
      enterApart(desk)
      for (const work of works) {
        if (work(desk) !== APART) throw new Error(`${APART} tasks were expected`)
        times.push(
          Array.from({ length: RUNS }, () => {
            const before = performance.now()
            work(desk)
            return performance.now() - before
          })
        )
      }
    })
    const [count = [], list = []] = times
    return { count, list }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export const tasks: Bench = {
  name: 'tasks',
  run: async () => {
    const small = await measured({ patients: 500, historyDays: 36 })
    const large = await measured({ patients: 5000, historyDays: 365 })
    return [
      figure('count-tasks-5000-patients', 'ms', large.count, { id: 'count-tasks-500-patients', values: small.count }),
      figure('list-tasks-5000-patients', 'ms', large.list, { id: 'list-tasks-500-patients', values: small.list })
    ]
  }
}
