import { describe, expect, it } from 'vitest'
import { isoDate } from './dates.ts'
import { dotted, parseTypedDate } from './typed-date.ts'

const today = isoDate('2026-11-24')

describe('a typed date', () => {
  it.each([
    ['12.04.1987', '1987-04-12'],
    ['12041987', '1987-04-12'],
    ['12.4.87', '1987-04-12'],
    ['120487', '1987-04-12'],
    ['01.02.26', '2026-02-01'],
    ['01.12.27', '1927-12-01'],
    ['29.02.2024', '2024-02-29'],
    ['31.02.2026', null],
    ['29.02.2026', null],
    ['31.02', null],
    ['12.13.1987', null],
    ['1987', null],
    ['двенадцатое', null]
  ])('%s is read as %s', (typed, expected) => {
    expect(parseTypedDate(typed, today)).toBe(expected)
  })

  it('gets its dots while digits are typed, and keeps what was typed with dots', () => {
    expect(dotted('1204')).toBe('12.04')
    expect(dotted('12041987')).toBe('12.04.1987')
    expect(dotted('1.4.1987')).toBe('1.4.1987')
    expect(dotted('12.04.19')).toBe('12.04.19')
  })

  it('gets its dots key by key too, and keeps those that are typed', () => {
    const typed = (keys: string): string => [...keys].reduce((text, key) => dotted(text + key), '')
    expect(typed('12041987')).toBe('12.04.1987')
    expect(typed('120487')).toBe('12.04.87')
    for (const own of ['12.04.1987', '1.4.1987', '12.4.87', '2.12.1987', '02.8.1984']) expect(typed(own)).toBe(own)
  })
})
