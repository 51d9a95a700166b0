/**
 * Names of people in any case. Two libraries are asked, since each errs on other names; where they differ we know which to
 * believe for what, and say that we are not sure, so that a person looks at the words before they are said or signed.
 */
import { inclineFirstname, inclineLastname, inclineMiddlename } from 'lvovich'
import petrovich from 'petrovich'
import type { GrammaticalCase } from '../../domain/language/grammatical-case.ts'
import { titleCase } from '../../domain/language/title-case.ts'
import type { PersonName, Sex } from '../../domain/values/person-name.ts'

export interface DeclinedName {
  readonly name: PersonName
  /** False when the two disagreed or the name is of a kind that both get wrong. */
  readonly sure: boolean
}

type Obliques = Exclude<GrammaticalCase, 'nominative'>
interface Word {
  readonly text: string
  readonly sure: boolean
}

export const declineName = (name: PersonName, sex: Sex, gcase: GrammaticalCase): DeclinedName => {
  if (gcase === 'nominative') return { name, sure: true }
  const family = declineFamily(titleCase(name.family), sex, gcase)
  const given = declineGiven(titleCase(name.given), sex, gcase)
  const patronymic = name.patronymic === null ? null : declinePatronymic(titleCase(name.patronymic), sex, gcase)
  return {
    name: { family: family.text, given: given.text, patronymic: patronymic?.text ?? null },
    sure: family.sure && given.sure && (patronymic?.sure ?? true)
  }
}

/** Words that are not Russian letters throughout are left alone, and so is the absence of a word. */
const declinable = (word: string): boolean => /^[\p{Script=Cyrillic} .'’-]+$/u.test(word)

const declineFamily = (family: string, sex: Sex, gcase: Obliques): Word => {
  if (!declinable(family)) return { text: family, sure: true }
  const first =
    sex === 'female' ? femaleYova(family, gcase) : (petrovich({ gender: sex, last: family }, gcase).last ?? family)
  const second = inclineLastname(family, gcase, sex)
  // Соловей, Гусь, Берия, Заяц: common nouns and foreign names where each library has its own idea.
  const unruly = sex === 'male' && /(?:ей|ь|ия|[яа]ц)$/u.test(family) && !/(?:[оеё]в|[иы]н|ск)[а-яё]*$/u.test(family)
  if (first === second) return { text: first, sure: !unruly }
  return { text: first === family || unruly ? second : first, sure: false }
}

/** Petrovich takes -ёва for a common noun («Королёвы»); with е it declines rightly, and ё comes back afterwards. */
const femaleYova = (family: string, gcase: Obliques): string =>
  family
    .split('-')
    .map((part) => {
      const plain = part.replace(/ёва$/u, 'ева')
      const declined = petrovich({ gender: 'female', last: plain }, gcase).last ?? plain
      return plain === part ? declined : part.slice(0, -3) + declined.slice(part.length - 3).replace(/^е/u, 'ё')
    })
    .join('-')

/** Women's names of this sound come from languages without cases; Адель, Нинель, Рахиль were taken into ours. */
const UNDECLINED_WOMEN = new Set(['Мишель', 'Николь', 'Изабель', 'Габриэль', 'Даниэль', 'Рашель', 'Жизель'])

const declineGiven = (given: string, sex: Sex, gcase: Obliques): Word => {
  if (!declinable(given) || (sex === 'female' && UNDECLINED_WOMEN.has(given))) return { text: given, sure: true }
  const first = petrovich({ gender: sex, first: given }, gcase).first ?? given
  const second = inclineFirstname(given, gcase, sex)
  // Lvovich leaves Любовь and Эсфирь as they are, and declines Зейнаб as a man.
  const known = sex === 'female' && /(?:ь|[бвгджзклмнпрстфхцчшщ])$/u.test(given)
  return { text: first, sure: first === second || known }
}

const declinePatronymic = (patronymic: string, sex: Sex, gcase: Obliques): Word => {
  if (!declinable(patronymic)) return { text: patronymic, sure: true }
  const first = petrovich({ gender: sex, middle: patronymic }, gcase).middle ?? patronymic
  const second = inclineMiddlename(patronymic, gcase, sex)
  if (first === second) return { text: first, sure: true }
  // Ильич, Кузьмич, Фомич, Лукич are stressed at the end: Ильичом. Petrovich says Ильичем.
  return { text: second, sure: /^(?:Иль|Кузьм|Фом|Лук)ич$/u.test(patronymic) }
}
