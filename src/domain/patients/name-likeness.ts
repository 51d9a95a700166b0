/** How alike two parts of a name are, and by which habit of writing they differ. */
import { asLatinLayout, asRussianLayout, repairLookalikes } from './keyboard-layout.ts'
import { editDistance } from './edit-distance.ts'
import { searchText } from './search-text.ts'
import { soundKeys } from './sound-key.ts'

export type Likeness =
  | 'same'
  /** ё and е, soft sign, й and и, doubled letter. */
  | 'spelling'
  | 'layout'
  | 'transliteration'
  /** One or two slips of the keyboard. */
  | 'typo'
  /** One part of a double surname or given name: «Соловьёва» and «Соловьёва-Седая». */
  | 'part'
  /** «А.» against «Анна». */
  | 'initial'
  /** Written for one of the two only. */
  | 'missing'
  | 'different'

export const nameLikeness = (a: string, b: string): Likeness => {
  const [one, other] = [searchText(a), searchText(b)]
  if (a.normalize('NFC').trim().toLowerCase() === b.normalize('NFC').trim().toLowerCase()) return 'same'
  if (one === '' || other === '') return 'missing'
  if (one === other || searchText(repairLookalikes(a)) === searchText(repairLookalikes(b))) return 'spelling'
  if (inOtherLayout(a) === other || inOtherLayout(b) === one) return 'layout'
  const [oneKeys, otherKeys] = [keysOf(one), keysOf(other)]
  if (oneKeys.some((key) => otherKeys.includes(key)))
    return isLatin(one) === isLatin(other) ? 'spelling' : 'transliteration'
  if (isInitial(a, one, other) || isInitial(b, other, one)) return 'initial'
  const [oneWords, otherWords] = [one.split(' '), other.split(' ')]
  if (oneWords.length !== otherWords.length && oneWords.some((word) => otherWords.includes(word))) return 'part'
  const slips = slipsAllowed(one, other)
  return slips > 0 && editDistance(one, other, slips) <= slips ? 'typo' : 'different'
}

const isLatin = (word: string): boolean => /[a-z]/.test(word)
const inOtherLayout = (text: string): string =>
  searchText(isLatin(text.toLowerCase()) ? asRussianLayout(text) : asLatinLayout(text))
const keysOf = (text: string): readonly string[] => soundKeys(text.replaceAll(' ', ''))
const isInitial = (written: string, short: string, long: string): boolean =>
  (short.length === 1 || (written.trim().endsWith('.') && short.length <= 3)) && long.startsWith(short)

/** Short words differ by a letter and are other words («Ким» and «Цим»); long ones are more likely mistyped. */
const slipsAllowed = (a: string, b: string): number => {
  const shorter = Math.min(a.length, b.length)
  return shorter < 4 ? 0 : shorter < 9 ? 1 : 2
}
