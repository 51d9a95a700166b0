/** Cases of Russian, for whoever fills a name into a sentence. */

/** кого, кому, кого, кем, о ком; the nominative is the name as it is. */
export const GRAMMATICAL_CASES = [
  'nominative',
  'genitive',
  'dative',
  'accusative',
  'instrumental',
  'prepositional'
] as const
export type GrammaticalCase = (typeof GRAMMATICAL_CASES)[number]
