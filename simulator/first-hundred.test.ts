import { describe, it } from 'vitest'
import { expectGoodEnds, stageForTests } from './testing.ts'

/** Two files, so that two processors tell stories at once. */
describe('desks and head office, whatever happens between them', () => {
  const stage = stageForTests()

  it.for([1, 26, 51, 76])(
    'lose nothing, double nothing and show the same in the end: 25 stories from seed %i',
    { timeout: 300_000 },
    (first) => expectGoodEnds(stage(), first, 25)
  )
})
