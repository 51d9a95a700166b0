/**
 * Hybrid logical clock: 48 bits of milliseconds and a 16-bit counter as 16 hex digits that sort as text.
 * It never goes back on one device and is never a reason to reject a fact.
 */
import { z } from 'zod'

export const ClockStamp = z
  .string()
  .regex(/^[0-9a-f]{16}$/)
  .brand<'ClockStamp'>()
export type ClockStamp = z.infer<typeof ClockStamp>

const MAX_COUNTER = 0xffff
const MAX_MILLISECONDS = 2 ** 48 - 1

export const packClock = (milliseconds: number, counter: number): ClockStamp =>
  ClockStamp.parse(milliseconds.toString(16).padStart(12, '0') + counter.toString(16).padStart(4, '0'))

export const clockMilliseconds = (stamp: ClockStamp): number => Number.parseInt(stamp.slice(0, 12), 16)
const clockCounter = (stamp: ClockStamp): number => Number.parseInt(stamp.slice(12), 16)

/** The next stamp after `last` for a fact made when the wall clock shows `now`; later than both facts and wall clock known so far. */
export const nextClock = (now: number, last: ClockStamp | null): ClockStamp => {
  const wall = Math.min(Math.max(0, Math.trunc(now)), MAX_MILLISECONDS)
  if (last === null || wall > clockMilliseconds(last)) return packClock(wall, 0)
  const counter = clockCounter(last) + 1
  return counter <= MAX_COUNTER
    ? packClock(clockMilliseconds(last), counter)
    : packClock(clockMilliseconds(last) + 1, 0)
}

/** How far ahead of its own clock the server lets a stamp count; beyond that it is clamped for everybody alike. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000

/** The verdict that the server gives to everyone: `min(clock, received + 5 min)`. */
export const effectiveClock = (stamp: ClockStamp, receivedAt: number): ClockStamp => {
  const limit = packClock(Math.min(receivedAt + CLOCK_TOLERANCE_MS, MAX_MILLISECONDS), MAX_COUNTER)
  return stamp <= limit ? stamp : limit
}

/**
 * The last stamp to go on from after head office has ruled on `last`: a desk whose PC ran years ahead comes back to
 * everybody's time, yet its next fact still follows its last one, by the order that everybody uses.
 */
export const clockAfterVerdict = (last: ClockStamp, latestEffective: ClockStamp): ClockStamp =>
  latestEffective < last ? latestEffective : last

/** Total order of the facts of an aggregate: effective clock, then device, epoch and sequence settle ties. */
export const orderKey = (fact: { effective: ClockStamp; device: string; epoch: number; seq: number }): string =>
  `${fact.effective}|${fact.device}|${String(fact.epoch).padStart(6, '0')}|${String(fact.seq).padStart(12, '0')}`
