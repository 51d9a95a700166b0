import { expect, it } from 'vitest'
import { parseMkb10 } from './mkb10.ts'

it.each([
  ['K02.1', 'K02.1'],
  ['К02.1', 'K02.1'],
  ['к02,1', 'K02.1'],
  ['л02ю1', 'K02.1'],
  ['k021', 'K02.1'],
  ['С03', 'C03'],
  ['Ы02.5', 'S02.5'],
  ['я01.2', 'Z01.2'],
  [' K 08.1 ', 'K08.1']
])('reads «%s» as %s with a Latin letter', (typed, code) => {
  expect(parseMkb10(typed)).toBe(code)
})

it.each(['', 'кариес', 'K2', 'KK02', '02.1', 'K02.123', 'Ж02'])('does not take «%s» for a code', (typed) => {
  expect(parseMkb10(typed)).toBeNull()
})
