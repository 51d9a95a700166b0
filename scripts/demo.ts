/** `npm run demo`: plays one shift in the real window and leaves its papers, pictures and report in out/demo. */
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { countFacts } from '../e2e/shift/count-facts.ts'
import { playStep } from '../e2e/shift/play.ts'
import { writeReport, type FactCount, type StepReport } from '../e2e/shift/report.ts'
import { openShift } from '../e2e/shift/shift.ts'
import { STEPS } from '../e2e/shift/steps.ts'
import { buildWorkstation } from './build/workstation.ts'
import { runCommand } from './parts/command.ts'
import { root } from './parts/places.ts'
import { openVirtualDisplay, ownDisplay } from './runtime/display.ts'
import { electronRuntime, runtimeNotice } from './runtime/electron.ts'

const out = path.join(root, 'out/demo')

const main = async (): Promise<boolean> => {
  await using running = new AsyncDisposableStack()
  await rm(out, { recursive: true, force: true })
  await buildWorkstation()
  const notice = runtimeNotice(await electronRuntime())
  if (notice !== undefined) console.log(notice)
  const display = ownDisplay() ?? (await openVirtualDisplay())
  running.defer(display.close)
  Object.assign(process.env, display.env)

  console.log('Preparing the clinic …')
  const shift = await openShift({ size: { patients: 5000, historyDays: 365 }, out, pictures: 'all' })
  running.defer(shift.close)
  const steps: StepReport[] = []
  for (const step of STEPS) {
    const { report } = await playStep(shift, step, out)
    steps.push(report)
    console.log(`${report.ok ? ' ok ' : 'FAIL'} ${(report.ms / 1000).toFixed(1).padStart(6)} s  ${report.title}`)
    if (report.error !== undefined) console.log(`        ${report.error.replaceAll('\n', '\n        ')}`)
  }
  const facts = await countFacts(shift)
  const ok = steps.every((step) => step.ok) && arrived(facts)
  const file = await writeReport(out, { ok, steps, artefacts: shift.artefacts, facts })
  console.log(
    `Recorded here ${facts.recorded}, not yet seen by head office ${facts.unseen}, counted there ${facts.headOffice}.`
  )
  console.log(`${ok ? 'The shift went through' : 'The shift did not go through'}; see ${path.relative(root, file)}.`)
  return ok
}

/** Head office holds every fact of this workstation. */
const arrived = ({ recorded, unseen, headOffice }: FactCount): boolean =>
  recorded > 0 && unseen === 0 && headOffice === recorded

await runCommand(main)
