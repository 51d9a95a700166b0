/** What happens to requests on the way, drawn from a seed for each line. */
import type { BadLine, Fault } from '../../src/core/sync/testing/bad-line.ts'
import type { Random } from '../../src/head-office/demo/random.ts'

const drawn = (random: Random): Fault | null =>
  random.weighted<() => Fault | null>([
    [20, () => null],
    [2, () => 'lose-request'],
    [3, () => 'lose-answer'],
    [2, () => 'twice'],
    [2, () => 'crumbs'],
    [2, () => ({ cutRequestAfter: random.whole(0, 3000) })],
    [2, () => ({ cutAnswerAfter: random.whole(0, 3000) })],
    [1, () => 'half-answer'],
    [1, () => 'portal-page'],
    [1, () => 'other-json'],
    [1, () => 'busy'],
    [1, () => 'too-many']
  ])()

/** The nudge stream lives as long as the line lets it: cut now and then, like everything else. `passing` sees each request. */
export const setOnFire = (line: BadLine, random: Random, passing: (path: string) => void): void => {
  line.fault = ({ path }) => {
    passing(path)
    return drawn(random)
  }
}
