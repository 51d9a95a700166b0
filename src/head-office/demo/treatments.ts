/** What each specialty usually does in one visit, in codes of the price list, and which tooth it is done on. */
import type { Specialty } from '../../domain/clinic/facts.ts'
import type { PriceLine } from '../../domain/clinic/facts.ts'
import { ServiceId } from '../../domain/values/ids.ts'
import { Tooth } from '../../domain/values/tooth.ts'
import type { BookedService } from '../../domain/visits/facts.ts'
import { fixedId, type Random } from './random.ts'

export interface PricedTreatment {
  readonly services: readonly BookedService[]
  readonly minutes: number
}

/** The id of a service in the demo network; depends on its code alone. */
export const serviceIdOf = (code: string): ServiceId => ServiceId.parse(fixedId(`service ${code}`))

/** Codes separated by spaces; `*3` says how many at most. */
const USUAL: Readonly<Record<Specialty, readonly (readonly [weight: number, minutes: number, codes: string])[]>> = {
  therapist: [
    [14, 30, 'К-001 Д-001'],
    [8, 20, 'К-002'],
    [16, 50, 'А-002 Т-001'],
    [16, 60, 'А-002 Т-003'],
    [8, 60, 'А-002 Т-004'],
    [3, 80, 'А-002 Т-005'],
    [14, 60, 'Г-001'],
    [8, 70, 'А-003 Э-001*3 Э-003*3 Э-005*3'],
    [8, 70, 'Э-006*3 Т-003'],
    [3, 80, 'Э-008*3 Э-012*2'],
    [2, 30, 'П-004*4 П-006']
  ],
  surgeon: [
    [12, 30, 'К-003 Д-003'],
    [14, 20, 'К-004'],
    [20, 40, 'А-003 Х-001'],
    [14, 60, 'А-003 Х-002'],
    [6, 80, 'А-003 Х-003'],
    [10, 20, 'Х-017'],
    [6, 90, 'А-003 И-001'],
    [3, 90, 'А-003 И-002'],
    [4, 40, 'А-002 И-005'],
    [2, 50, 'А-002 Х-012']
  ],
  orthopaedist: [
    [12, 30, 'К-005'],
    [12, 20, 'К-006'],
    [12, 60, 'О-001*2 О-013'],
    [12, 60, 'О-002*2'],
    [6, 40, 'Д-011'],
    [5, 50, 'О-010'],
    [4, 60, 'С-002'],
    [6, 30, 'О-014'],
    [8, 20, 'С-008'],
    [4, 60, 'О-007 О-015']
  ],
  orthodontist: [
    [14, 40, 'К-007'],
    [10, 20, 'К-008'],
    [30, 40, 'Р-003'],
    [6, 20, 'Р-004'],
    [4, 90, 'Р-001'],
    [5, 40, 'Р-006'],
    [4, 50, 'Р-009']
  ],
  children: [
    [14, 30, 'К-009'],
    [10, 20, 'К-010'],
    [12, 30, 'Б-001'],
    [20, 40, 'Б-002'],
    [14, 40, 'Б-003'],
    [6, 50, 'А-001 Б-004'],
    [12, 40, 'Б-007 Г-008'],
    [8, 20, 'Г-009*2'],
    [4, 20, 'А-001 Х-004']
  ],
  hygienist: [[1, 60, 'Г-001']]
}

const ADULT_TEETH = ['16', '15', '14', '11', '24', '26', '36', '35', '37', '46', '47', '44', '21', '25', '17', '27']
const MILK_TEETH = ['54', '55', '64', '65', '74', '75', '84', '85', '51', '61']

/** `Э-003*3` */
const readCode = (written: string): { readonly code: string; readonly most: number } => {
  const [code = '', most = '1'] = written.split('*')
  return { code, most: Number(most) }
}

export const bookedServices = (
  codes: string,
  lines: ReadonlyMap<string, PriceLine>,
  tooth: string | null,
  count: number
): readonly BookedService[] =>
  codes.split(' ').map((written) => {
    const { code, most } = readCode(written)
    const line = lines.get(code)
    if (line === undefined) throw new RangeError(`no service ${code} in the price list`)
    const onTooth = line.unit === 'tooth' || line.unit === 'canal'
    return {
      service: serviceIdOf(code),
      tooth: onTooth && tooth !== null ? Tooth.parse(tooth) : null,
      quantity: Math.min(most, count)
    }
  })

export const usualTreatment = (
  random: Random,
  specialty: Specialty,
  lines: ReadonlyMap<string, PriceLine>
): PricedTreatment => {
  const [minutes, codes] = random.weighted(
    USUAL[specialty].map(([weight, duration, list]) => [weight, [duration, list] as const])
  )
  const tooth = random.pick(specialty === 'children' ? MILK_TEETH : ADULT_TEETH)
  return { services: bookedServices(codes, lines, tooth, random.whole(1, 3)), minutes }
}
