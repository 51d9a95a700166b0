/** Plays one step of a shift: times it, and when it fails keeps its words and a picture of that moment. */
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { pictureOfFailure } from './pictures.ts'
import type { StepReport } from './report.ts'
import { KOLTSOVA } from './people.ts'
import type { Shift } from './shift.ts'
import { signIn } from './sign-in.ts'

export interface Step {
  readonly id: string
  /** What is done, in the user's words; also the name of the test. */
  readonly title: string
  readonly play: (shift: Shift) => Promise<void>
}

export interface Played {
  readonly report: StepReport
  /** What it failed with. */
  readonly cause: unknown
}

export const playStep = async (shift: Shift, step: Step, out: string): Promise<Played> => {
  shift.begin(step.id)
  const began = performance.now()
  try {
    await step.play(shift)
    return { report: reportOf(step, began, null), cause: null }
  } catch (cause) {
    const said = stripVTControlCharacters(cause instanceof Error ? cause.message : String(cause)).trim()
    let error = said
    try {
      error = [said, ...shift.desk.complaints()].join('\n')
      shift.note('failure.png', await pictureOfFailure(shift.desk, path.join(out, 'screens'), step.id))
    } catch {
      // There may be no window left to picture; the step's own words matter more.
    }
    await recover(shift)
    return { report: reportOf(step, began, error), cause }
  }
}

/** Leaves the mess of a failed step, so that the next ones have a chance. */
const recover = async (shift: Shift): Promise<void> => {
  try {
    const { desk } = shift
    if (await desk.page.getByRole('heading', { name: 'Кто за стойкой' }).isVisible()) await signIn(desk, KOLTSOVA)
    await desk.home()
  } catch {
    // What is beyond this is told by the next step, which fails too.
  }
}

const reportOf = ({ id, title }: Step, began: number, error: string | null): StepReport => {
  const ms = Math.round(performance.now() - began)
  return error === null ? { id, title, ms, ok: true } : { id, title, ms, ok: false, error }
}
