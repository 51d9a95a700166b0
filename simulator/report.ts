/** A story as a person reads it: what was done and what went wrong, in order, and what was found at the end. */
import type { Shrunk } from './shrink.ts'
import type { Told } from './world.ts'

const MOST_FAILURES = 12
const LONGEST = 500

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text)

export const reportOf = (whole: Told, { told, leftOut }: Shrunk): string =>
  [
    `seed ${told.seed} fails; of ${whole.events.length} events ${told.events.length} are needed (${leftOut.size} left out):`,
    ...told.lines.map((line) => `  ${cut(line)}`),
    'found at the end:',
    ...told.failures.slice(0, MOST_FAILURES).map((failure) => `  ${cut(failure)}`),
    ...(told.failures.length > MOST_FAILURES ? [`  and ${told.failures.length - MOST_FAILURES} more`] : []),
    `tell it again: npm run simulate -- --seed ${told.seed}`
  ].join('\n')
