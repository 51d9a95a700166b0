/** A person's name as Russian papers hold it: family, given and, when there is one, the patronymic. */
import { z } from 'zod'

const NamePart = z
  .string()
  .transform((text) => text.normalize('NFC').trim().replace(/\s+/g, ' '))
  .pipe(
    z
      .string()
      .min(1)
      .max(60)
      .regex(/^[\p{L}][\p{L} .'’-]*$/u)
  )

/** Family name may be missing for people with a one-word name; then the word stands in `given`. */
export const PersonName = z.object({
  family: z.union([NamePart, z.literal('')]),
  given: NamePart,
  /** «при наличии»: null for people without one; «оглы», «кызы» are part of it. */
  patronymic: NamePart.nullable()
})
export type PersonName = z.infer<typeof PersonName>

/** «Абдуллаев Тимур Рашид оглы» */
export const fullName = (name: PersonName): string =>
  [name.family, name.given, name.patronymic ?? ''].filter(Boolean).join(' ')

/** «Лисин А. П.» */
export const shortName = (name: PersonName): string =>
  name.family === ''
    ? name.given
    : [name.family, initial(name.given), name.patronymic === null ? '' : initial(name.patronymic)]
        .filter(Boolean)
        .join('\u00a0')

/** How a person is addressed at the desk: name and patronymic, or the name alone. */
export const addressName = (name: PersonName): string => [name.given, name.patronymic ?? ''].filter(Boolean).join(' ')

const initial = (word: string): string => `${[...word][0] ?? ''}.`

export const Sex = z.enum(['male', 'female'])
export type Sex = z.infer<typeof Sex>
