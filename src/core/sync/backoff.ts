/** When to try again: full jitter, so that a hundred desks do not come back to a restarted head office in the same second. */

const FIRST_MS = 1_000
const CAP_MS = 60_000

/** Milliseconds before attempt number `failures` (from 1). `random` is in [0, 1). What head office asked for is a floor. */
export const backoff = (failures: number, random: number, atLeastMs: number | null): number => {
  const ceiling = Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20))
  return Math.max(atLeastMs ?? 0, Math.round(random * ceiling))
}
