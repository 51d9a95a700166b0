/** Whether this PC's wall clock can be believed, judged by head office's time and by what was recorded before. */
import type { ClockDoubt } from '../../domain/fact.ts'
import { instant } from '../../domain/values/dates.ts'
import { clockMilliseconds } from '../../journal/clock.ts'
import type { Database } from './database.ts'
import { LastClock } from './own-chain.ts'
import { readSetting } from './settings.ts'

export interface DeskClock {
  /** Null as long as there is no reason to doubt. */
  doubt(): ClockDoubt | null
  /** Head office has just told its time, in milliseconds. */
  heard(office: number): void
}

export interface DeskClockOptions {
  readonly db: Database
  /** The wall clock, milliseconds. */
  readonly now: () => number
  /** Milliseconds that only ever go on, also while the PC sleeps; from any beginning. */
  readonly uptime: () => number
}

/** People set a clock by a watch: less than this is nobody's concern. */
const TOLERANCE_MS = 10 * 60_000

/**
 * After head office has told its time, the time there is known for as long as this program runs, whatever is done to the
 * wall clock. Before that only a clock that stands before what was recorded already gives itself away.
 */
export const openDeskClock = ({ db, now, uptime }: DeskClockOptions): DeskClock => {
  let told: { readonly office: number; readonly uptime: number } | null = null
  return {
    heard: (office) => {
      told = { office, uptime: uptime() }
    },
    doubt: () => {
      const wall = now()
      if (told !== null) {
        const office = told.office + uptime() - told.uptime
        return Math.abs(office - wall) <= TOLERANCE_MS ? null : { desk: instant(wall), office: instant(office) }
      }
      const last = readSetting(db, LastClock)
      return last === null || wall + TOLERANCE_MS >= clockMilliseconds(last)
        ? null
        : { desk: instant(wall), office: null }
    }
  }
}
