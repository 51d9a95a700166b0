/** What a story sets out to do, in order: each action has a name by which it can be left out, and takes place or finds nothing to do. */
import type { Chance } from './chance.ts'
import type { Mood } from './mood.ts'
import { WORK, type Work } from './workload.ts'

export type Action = { readonly name: string; readonly desk: number } & (
  | { readonly kind: 'work'; readonly work: Work }
  | { readonly kind: 'synchronise' }
  | { readonly kind: 'time passes'; readonly milliseconds: number }
  | { readonly kind: 'clock jumps'; readonly skewMs: number }
  | { readonly kind: 'power cut' }
  | { readonly kind: 'process ends'; readonly process: number }
  | { readonly kind: 'head office prices' }
  | { readonly kind: 'disk is copied' }
  | { readonly kind: 'disk is set back' }
  | { readonly kind: 'disk is cloned' }
  | { readonly kind: 'backup' }
  | { readonly kind: 'restore' }
  | { readonly kind: 'version changes'; readonly older: boolean }
)
type Kind = Action['kind']

const YEAR = 365.25 * 86_400_000
const MINUTE = 60_000

/** What clocks of PCs show too much; 0 is a clock that was put right. */
export const SKEWS: readonly number[] = [-10 * YEAR, 10 * YEAR, 10 * YEAR, 90 * MINUTE, -4 * MINUTE, -1440 * MINUTE, 0]

export const planActions = (chance: Chance, mood: Mood): readonly Action[] => {
  const weights: readonly (readonly [number, Kind])[] = [
    [52, 'work'],
    [30, 'synchronise'],
    [6, 'time passes'],
    [mood.lyingClocks ? 10 : 0, 'clock jumps'],
    [mood.deskKilled > 0 ? 3 : 0, 'power cut'],
    [mood.processEnds > 0 ? 3 : 0, 'process ends'],
    [mood.officeWrites ? 4 : 0, 'head office prices'],
    [mood.setBackPcs || mood.clones ? 5 : 0, 'disk is copied'],
    [mood.setBackPcs ? 6 : 0, 'disk is set back'],
    [mood.clones ? 4 : 0, 'disk is cloned'],
    [mood.restores ? 4 : 0, 'backup'],
    [mood.restores ? 4 : 0, 'restore'],
    [mood.otherVersions ? 4 : 0, 'version changes']
  ]
  return Array.from({ length: mood.actions }, (_, index): Action => {
    const name = `action ${index + 1}`
    const kind = weighed(chance, `${name} kind`, weights)
    const at = { name, desk: chance.below(`${name} desk`, 1000) }
    switch (kind) {
      case 'work':
        return {
          ...at,
          kind,
          work: weighed(
            chance,
            `${name} work`,
            WORK.map(([weight, , work]) => [weight, work] as const)
          )
        }
      case 'time passes':
        return {
          ...at,
          kind,
          milliseconds: chance.pick(`${name} time`, [MINUTE, 11 * MINUTE, 300 * MINUTE, 4320 * MINUTE])
        }
      case 'clock jumps':
        return {
          ...at,
          kind,
          skewMs: chance.pick(`${name} skew`, SKEWS)
        }
      case 'process ends':
        return { ...at, kind, process: chance.below(`${name} process`, 2) }
      case 'version changes':
        return { ...at, kind, older: chance.happens(`${name} older`, 0.6) }
      default:
        return { ...at, kind }
    }
  })
}

const weighed = <Value>(chance: Chance, name: string, values: readonly (readonly [number, Value])[]): Value => {
  let left = chance.roll(name) * values.reduce((sum, [weight]) => sum + weight, 0)
  for (const [weight, value] of values) {
    left -= weight
    if (left < 0) return value
  }
  throw new Error(`nothing weighs anything: ${name}`)
}
