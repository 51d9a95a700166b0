/** Reads a word as if it had been typed in the other keyboard layout, both ways, and repairs Latin letters that only look Cyrillic. */

const LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
const CYRILLIC_KEYS = 'ёйцукенгшщзхъфывапролджэячсмитьбю'
const SHIFTED = new Map([...'~{}:"<>'].map((key, index) => [key, [..."`[];',."][index] ?? key]))

const toCyrillic = new Map([...LATIN_KEYS].map((key, index) => [key, [...CYRILLIC_KEYS][index] ?? key]))
const toLatin = new Map([...CYRILLIC_KEYS].map((key, index) => [key, [...LATIN_KEYS][index] ?? key]))

const through = (text: string, keys: ReadonlyMap<string, string>): string =>
  [...text.toLowerCase()]
    .map((typed) => {
      const key = SHIFTED.get(typed) ?? typed
      return keys.get(key) ?? typed
    })
    .join('')

/** «Bdfyjd» → «иванов», «Cjkjdm`d» → «соловьёв»; in lower case. */
export const asRussianLayout = (text: string): string => through(text, toCyrillic)

/** «Ыьшер» → «smith»; in lower case. */
export const asLatinLayout = (text: string): string => through(text, toLatin)

const LOOKALIKES = new Map([...'aceopxykmthb'].map((latin, index) => [latin, [...'асеорхукмтнв'][index] ?? latin]))

/** Latin letters inside a Cyrillic word, as scanners and copied tables leave them: «Cидоров» with a Latin C. */
export const repairLookalikes = (word: string): string =>
  /\p{Script=Cyrillic}/u.test(word)
    ? [...word.toLowerCase()].map((letter) => LOOKALIKES.get(letter) ?? letter).join('')
    : word
