/** Russian names in Latin letters as in passports: ICAO Doc 9303, part 3, section 6. */

const LATIN: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: 'ie',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'iu',
  я: 'ia'
}

/** Case is kept: «Щербаков» → «Shcherbakov», «ЩЕРБАКОВ» → «SHCHERBAKOV». Other letters pass through. */
export const transliterate = (text: string): string =>
  [...text.normalize('NFC')]
    .map((letter, index, all) => {
      const small = letter.toLocaleLowerCase('ru')
      const latin = LATIN[small]
      if (latin === undefined) return letter
      if (letter === small) return latin
      const next = all[index + 1] ?? all[index - 1] ?? ''
      const shouting = next !== next.toLocaleLowerCase('ru')
      return shouting ? latin.toUpperCase() : latin.charAt(0).toUpperCase() + latin.slice(1)
    })
    .join('')
