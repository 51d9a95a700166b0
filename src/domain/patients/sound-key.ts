/**
 * One rough spelling for all the ways in which a Russian name is written: soft signs, й and и, ё and е, doubled letters, and
 * any usual transliteration into Latin letters come out alike. It serves to find and to compare, never to show.
 */

/** Longest groups first; a list means that the Latin letters are read in several ways. */
const LATIN_GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ['shch', ['ш']],
  ['tsch', ['ч']],
  ['stch', ['ш']],
  ['sch', ['ш']],
  ['shh', ['ш']],
  ['tch', ['ч']],
  ['dzh', ['дж']],
  ['iya', ['я']],
  ['iia', ['я']],
  ['iyu', ['ю']],
  ['iye', ['е']],
  ['zh', ['ж']],
  ['kh', ['х']],
  ['ts', ['ц']],
  ['tz', ['ц']],
  ['cz', ['ц', 'ч']],
  ['ch', ['ч']],
  ['sh', ['ш']],
  ['ph', ['ф']],
  ['th', ['т']],
  ['ck', ['к']],
  ['ya', ['я']],
  ['ia', ['я']],
  ['ja', ['я', 'джа']],
  ['yu', ['ю']],
  ['iu', ['ю']],
  ['ju', ['ю', 'джу']],
  ['yo', ['е']],
  ['io', ['е']],
  ['jo', ['е', 'джо']],
  ['ye', ['е']],
  ['ie', ['е']],
  ['je', ['е', 'дже']],
  ['dj', ['дж']],
  ['a', ['а']],
  ['b', ['б']],
  ['c', ['ц', 'к']],
  ['d', ['д']],
  ['e', ['е']],
  ['f', ['ф']],
  ['g', ['г']],
  ['h', ['х', 'г']],
  ['i', ['и']],
  ['j', ['и', 'дж']],
  ['k', ['к']],
  ['l', ['л']],
  ['m', ['м']],
  ['n', ['н']],
  ['o', ['о']],
  ['p', ['п']],
  ['q', ['к']],
  ['r', ['р']],
  ['s', ['с']],
  ['t', ['т']],
  ['u', ['у']],
  ['v', ['в']],
  ['w', ['в']],
  ['x', ['кс', 'х']],
  ['y', ['и']],
  ['z', ['з', 'ц']]
]

/** How many readings of one Latin word are worth a look-up. */
const MOST_READINGS = 4

/** Readings of a Latin word in Cyrillic letters, likeliest first; at most four. */
const latinReadings = (word: string): readonly string[] => {
  let readings: string[] = ['']
  let rest = word.replace(/der$/, 'dr')
  while (rest !== '') {
    const group = LATIN_GROUPS.find(([letters]) => rest.startsWith(letters))
    const [letters, sounds] = group ?? [rest.slice(0, 1), [/[\p{L}\d]/u.test(rest[0] ?? '') ? rest.slice(0, 1) : '']]
    readings = sounds.flatMap((sound) => readings.map((reading) => reading + sound)).slice(0, MOST_READINGS)
    rest = rest.slice(letters.length)
  }
  return readings
}

/** The key of a word in Cyrillic letters. */
const cyrillicKey = (word: string): string =>
  word
    .replaceAll('ё', 'е')
    .replaceAll('э', 'е')
    .replaceAll(/[ьъ]/g, '')
    .replaceAll('щ', 'ш')
    .replaceAll(/[йы]/g, 'и')
    .replaceAll(/и+(?=[аяоеёую])([аяоеую])/g, (_all, vowel: string) => JOINED[vowel] ?? vowel)
    .replaceAll(/([жшчц])о/g, '$1е')
    .replaceAll(/(.)\1+/g, '$1')

/** «ия», «ья», «иа» sound alike and are written alike in Latin letters. */
const JOINED: Readonly<Record<string, string>> = { а: 'я', я: 'я', о: 'е', е: 'е', у: 'ю', ю: 'ю' }

/** Keys of one word, likeliest first. A Cyrillic word has one; a Latin word has as many as it can be read (at most four). */
export const soundKeys = (word: string): readonly string[] => {
  const lower = word.normalize('NFC').toLowerCase()
  if (!/[a-z]/.test(lower)) return [cyrillicKey(lower)].filter((key) => key !== '')
  return [...new Set(latinReadings(lower).map(cyrillicKey))].filter((key) => key !== '')
}
