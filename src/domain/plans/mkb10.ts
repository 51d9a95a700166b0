/** Codes of the МКБ-10 classification, whose letter is always Latin whatever keyboard layout it was typed in. */
import { z } from 'zod'

export const Mkb10 = z
  .string()
  .regex(/^[A-Z]\d{2}(\.\d{1,2})?$/)
  .brand<'Mkb10'>()
export type Mkb10 = z.infer<typeof Mkb10>

// A Cyrillic letter that looks Latin is taken for what it looks like: papers are full of «К02.1» with a Russian «К».
const LOOK_ALIKE: Readonly<Record<string, string>> = {
  А: 'A',
  В: 'B',
  С: 'C',
  Е: 'E',
  Ё: 'E',
  Н: 'H',
  І: 'I',
  Ј: 'J',
  К: 'K',
  М: 'M',
  О: 'O',
  Р: 'P',
  Т: 'T',
  Х: 'X',
  У: 'Y',
  Ѕ: 'S'
}
// Any other Cyrillic letter was typed in the wrong layout: «Л04» is «K04», «Ы02» is «S02».
const SAME_KEY: Readonly<Record<string, string>> = {
  Й: 'Q',
  Ц: 'W',
  Г: 'U',
  Ш: 'I',
  Щ: 'O',
  З: 'P',
  Ф: 'A',
  Ы: 'S',
  П: 'G',
  Л: 'K',
  Д: 'L',
  Я: 'Z',
  Ч: 'X',
  И: 'B',
  Ь: 'M'
}

/** Reads what people type: any case, Cyrillic letter, comma or no point at all («к021»); null when it is no code. */
export const parseMkb10 = (text: string): Mkb10 | null => {
  const typed = text.normalize('NFC').replace(/\s/g, '').toUpperCase().replaceAll(',', '.').replaceAll('Ю', '.')
  const first = [...typed][0] ?? ''
  const letter = LOOK_ALIKE[first] ?? SAME_KEY[first] ?? first
  const rest = typed.slice(first.length)
  const parsed = Mkb10.safeParse(letter + (/^\d{3,4}$/.test(rest) ? `${rest.slice(0, 2)}.${rest.slice(2)}` : rest))
  return parsed.success ? parsed.data : null
}
