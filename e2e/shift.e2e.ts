/** A whole shift in the real window, offline from morning to evening: what `npm run demo` plays, on a small network. */
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { countFacts } from './shift/count-facts.ts'
import { playStep } from './shift/play.ts'
import { openShift, type Shift } from './shift/shift.ts'
import { STEPS } from './shift/steps.ts'

let out: string
let shift: Shift

beforeAll(async () => {
  out = await mkdtemp(path.join(os.tmpdir(), 'stoika-shift-e2e-'))
  shift = await openShift({ size: { patients: 150, historyDays: 30 }, out, pictures: 'none' })
}, 180_000)

afterAll(async () => {
  await shift.close()
  await rm(out, { recursive: true, force: true })
})

it.each(STEPS)('$title', { timeout: 240_000 }, async (step) => {
  const { cause, report } = await playStep(shift, step, out)
  expect(report.error, cause instanceof Error ? cause.stack : undefined).toBeUndefined()
})

it('head office holds every fact of the shift', async () => {
  const facts = await countFacts(shift)
  expect(facts.recorded).toBeGreaterThan(50)
  expect(facts).toEqual({ recorded: facts.recorded, unseen: 0, headOffice: facts.recorded })
})
