/** Words of a loyalty card on plastic and in the print queue. Papers are Russian whatever language the screen speaks. */
export const CARD_WORDS = {
  caption: 'Карта клиента',
  /** For the queue: no name of the patient. */
  job: (number: string): string => `Карта ${number}`
} as const
