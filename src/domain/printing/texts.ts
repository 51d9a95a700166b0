/** Words that printing itself puts on Russian paper and into its queue; a paper is Russian whatever language the screen speaks. */
export const PAPER_WORDS = {
  copy: 'КОПИЯ',
  testPage: 'Пробная страница',
  repetition: (no: number, at: string): string => (at === '' ? `повтор ${no}` : `повтор ${no} от ${at}`)
} as const
