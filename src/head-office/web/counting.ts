/** Numbers with their nouns, and times gone by, in the language of the pages. */

export type Language = 'ru' | 'en'

export const count = (
  language: Language,
  number: number,
  forms: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string }
): string =>
  `${new Intl.NumberFormat(language).format(number)}\u00a0${forms[new Intl.PluralRules(language).select(number)] ?? forms.other}`

export const ago =
  (language: Language, now: string) =>
  (minutes: number): string => {
    const format = new Intl.RelativeTimeFormat(language, { style: 'short' })
    if (minutes < 1) return now
    if (minutes < 60) return format.format(-minutes, 'minute')
    if (minutes < 48 * 60) return format.format(-Math.round(minutes / 60), 'hour')
    return format.format(-Math.round(minutes / 60 / 24), 'day')
  }
