/** Makes up people: a name that agrees in gender, a birth date, a phone that nobody has. */
import { addDays, isoDate, type IsoDate } from '../../domain/values/dates.ts'
import type { PersonName, Sex } from '../../domain/values/person-name.ts'
import { Phone } from '../../domain/values/phone.ts'
import {
  COMMON_FAMILY_NAMES,
  DOUBLE_FAMILY_NAMES,
  EASTERN,
  FAMILY_NAMES,
  FEMALE_NAMES,
  LONG_FAMILY_NAMES,
  MALE_NAMES,
  WITHOUT_PATRONYMIC
} from './name-pools.ts'
import type { Random } from './random.ts'

export interface Person {
  readonly name: PersonName
  readonly sex: Sex
}

/** The female form of a family name; both halves of a double one. */
export const femaleFamily = (family: string): string => (COMMON_FAMILY_NAMES.includes(family) ? family : bent(family))

const bent = (family: string): string =>
  family
    .split('-')
    .map((half) => {
      if (/(ов|ев|ёв|ин|ын)$/.test(half)) return `${half}а`
      if (/ский$|цкий$|ый$|ой$/.test(half)) return half.replace(/(ий|ый|ой)$/, 'ая')
      return half.endsWith('ний') ? half.replace(/ий$/, 'яя') : half
    })
    .join('-')

const familyIn = (family: string, sex: Sex): string => (sex === 'male' ? family : femaleFamily(family))

/** What the members of one household have in common. */
export interface FamilyTree {
  /** In the male form. */
  readonly family: string
  readonly eastern: boolean
}

export const newFamily = (random: Random): FamilyTree =>
  random.weighted<() => FamilyTree>([
    [900, () => ({ family: random.pick(FAMILY_NAMES), eastern: false })],
    [50, () => ({ family: random.pick(COMMON_FAMILY_NAMES), eastern: false })],
    [24, () => ({ family: random.pick(DOUBLE_FAMILY_NAMES), eastern: false })],
    [4, () => ({ family: random.pick(LONG_FAMILY_NAMES), eastern: false })],
    [22, () => ({ family: random.pick(EASTERN.families), eastern: true })]
  ])()

/** A member of a family; `father` gives the patronymic of a child, otherwise chance does. */
export const newPerson = (random: Random, tree: FamilyTree, sex: Sex, father: string | null = null): Person => {
  const family = familyIn(tree.family, sex)
  if (tree.eastern) {
    const given = random.pick(sex === 'male' ? EASTERN.men : EASTERN.women)
    return {
      name: { family, given, patronymic: `${father ?? random.pick(EASTERN.men)} ${sex === 'male' ? 'оглы' : 'кызы'}` },
      sex
    }
  }
  const [, son, daughter] = MALE_NAMES.find(([name]) => name === father) ?? random.pick(MALE_NAMES)
  const given = sex === 'male' ? random.pick(MALE_NAMES)[0] : random.pick(FEMALE_NAMES)
  return { name: { family, given, patronymic: sex === 'male' ? son : daughter }, sex }
}

export const FOREIGNERS: readonly Person[] = WITHOUT_PATRONYMIC.map(({ family, given, sex }) => ({
  name: { family, given, patronymic: null },
  sex
}))

export const birthDateAtAge = (random: Random, today: IsoDate, least: number, most: number): IsoDate => {
  const age = random.whole(least, most)
  const turned = isoDate(
    `${Number(today.slice(0, 4)) - age - 1}-${today.slice(5) === '02-29' ? '02-28' : today.slice(5)}`
  )
  return addDays(turned, random.whole(1, 360))
}

/** The numbering plan gives code 945 to no operator, so nobody's phone rings. */
export const newPhone = (random: Random): Phone => Phone.parse(`+7945${String(random.whole(1_000_000, 9_999_999))}`)
