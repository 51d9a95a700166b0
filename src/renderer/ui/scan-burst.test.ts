import { describe, expect, it } from 'vitest'
import { scanBurst } from './scan-burst.ts'

const codeOf = (sign: string): string => (/\d/.test(sign) ? `Digit${sign}` : sign === '-' ? 'Minus' : `Key${sign}`)
const type = (text: string, gap: number): (string | null)[] => {
  const burst = scanBurst()
  return [...[...text].map(codeOf), 'Enter'].map((code, index) => burst.feed({ code, at: 1000 + index * gap }))
}

describe('a scanner that poses as a keyboard', () => {
  it('is heard wherever it fires, in any layout, since keys are read by their place', () => {
    expect(type('STK-D-018F00000000700080000000000000A1', 8).at(-1)).toBe('STK-D-018F00000000700080000000000000A1')
    expect(type('2000000012347', 3).at(-1)).toBe('2000000012347')
  })
  it('is not confused with a person who types quickly', () => {
    expect(type('2000000012347', 60).at(-1)).toBeNull()
  })
  it('is not heard in a short burst of keys', () => {
    expect(type('123', 2).at(-1)).toBeNull()
  })
  it('starts anew after a pause, so that a letter typed before does not spoil the code', () => {
    const burst = scanBurst()
    burst.feed({ code: 'KeyV', at: 0 })
    const answers = [...[...'2000000012347'].map(codeOf), 'Enter'].map((code, index) =>
      burst.feed({ code, at: 500 + index * 5 })
    )
    expect(answers.at(-1)).toBe('2000000012347')
  })
})
