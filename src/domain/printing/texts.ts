/** Words that the layout itself puts on Russian paper; a paper is Russian whatever language the screen speaks. */
export const PAPER_WORDS = {
  copy: 'КОПИЯ',
  repetition: (no: number, at: string): string => (at === '' ? `повтор ${no}` : `повтор ${no} от ${at}`)
} as const
