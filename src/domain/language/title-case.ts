/** Names typed in CAPITALS or without any, as they are written on papers: «СОЛОВЬЁВ-СЕДОЙ» → «Соловьёв-Седой». */

/** Parts of Turkic patronymics and of noble family names that stay small. */
const SMALL = new Set([
  'оглы',
  'кызы',
  'оглу',
  'кизи',
  'де',
  'да',
  'ди',
  'дер',
  'фон',
  'ван',
  'аль',
  'эль',
  'бен',
  'ибн'
])

/**
 * Only names that are all capitals or all small are touched: «ДиКаприо» was typed with care.
 * The first word is always capital.
 */
export const titleCase = (name: string): string => {
  if (name !== name.toLocaleUpperCase('ru') && name !== name.toLocaleLowerCase('ru')) return name
  return name
    .toLocaleLowerCase('ru')
    .replace(/[\p{L}]+/gu, (word, offset: number) =>
      offset > 0 && SMALL.has(word) ? word : word.charAt(0).toLocaleUpperCase('ru') + word.slice(1)
    )
}
