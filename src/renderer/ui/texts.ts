/** Catalogues of texts: Russian first, English of the same shape, chosen by the language of the desk. */
export type Language = 'ru' | 'en'

/** Texts of one capability. English must have exactly the shape of Russian; functions take what stands in the text. */
export interface Catalogue<Texts> {
  readonly ru: Texts
  readonly en: Texts
}

export const catalogue = <Texts extends object>(texts: {
  readonly ru: Texts
  readonly en: NoInfer<Texts>
}): Catalogue<Texts> => texts

const russian = new Intl.PluralRules('ru')
const english = new Intl.PluralRules('en')

/** «1 визит, 2 визита, 5 визитов»: the form alone, by the rules of CLDR. */
export const plural = (
  count: number,
  forms: { readonly one: string; readonly few: string; readonly many: string }
): string => {
  switch (russian.select(count)) {
    case 'one':
      return forms.one
    case 'few':
      return forms.few
    default:
      return forms.many
  }
}

export const pluralEnglish = (count: number, one: string, other: string): string =>
  english.select(count) === 'one' ? one : other

/** What stands on the keys, by the order of their Latin names in `KEYS_OF_LETTERS`. */
export const keyLetters = catalogue({
  ru: { letters: 'ЙЦУКЕНГШЩЗФЫВАПРОЛДЖЯЧСМИТЬ' },
  en: { letters: 'QWERTYUIOPASDFGHJKL;ZXCVBNM' }
})
export const KEYS_OF_LETTERS = keyLetters.en.letters
