/** Words that every paper has. Papers are Russian whatever language the screen speaks: the law reads them. */

export const PAPER_TEXTS = {
  copy: 'КОПИЯ',
  page: (page: number, of: number): string => `Страница ${page} из ${of}`,
  signature: '(подпись)',
  fullName: '(фамилия, имя, отчество)',
  date: '«____» ______________ 20____ г.'
} as const

export const LETTERHEAD_WORDS = {
  phone: (phone: string): string => `тел.\u00a0${phone}`,
  inn: (inn: string): string => `ИНН\u00a0${inn}`,
  ogrn: (ogrn: string): string => `ОГРН\u00a0${ogrn}`,
  licence: (number: string, date: string, issuer: string): string =>
    `лицензия №\u00a0${number} от ${date}, выдана: ${issuer}`
}
