/** Words that every paper has. Papers are Russian whatever language the screen speaks: the law reads them. */

export const PAPER_TEXTS = {
  copy: 'КОПИЯ',
  page: (page: number, of: number): string => `Страница ${page} из ${of}`,
  signature: '(подпись)',
  fullName: '(фамилия, имя, отчество)',
  date: '«____» ______________ 20____ г.'
} as const
