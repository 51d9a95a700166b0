import { expect, it } from 'vitest'
import { letterOfKey } from './key.tsx'
import { keyLetters } from './texts.ts'

const { ru, en } = keyLetters

it('shows a letter as it stands on a Russian keyboard, and every other key as it is called', () => {
  const shown = (keys: readonly string[]) => keys.map((key) => letterOfKey(key, ru.letters))
  expect(shown(['Y', 'J', 'G', 'R', 'C', ';', 'P'])).toEqual([...'НОПКСЖЗ'])
  expect(shown(['F2', 'Enter', 'Ctrl K', '7'])).toEqual(['F2', 'Enter', 'Ctrl K', '7'])
  expect(letterOfKey('Y', en.letters)).toBe('Y')
})
