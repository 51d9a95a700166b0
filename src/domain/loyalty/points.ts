/** Loyalty points: whole, never money, never cashed out. */
import { z } from 'zod'

export const Points = z.int().min(0).max(1_000_000_000).brand<'Points'>()
export type Points = z.infer<typeof Points>

export const points = (count: number): Points => Points.parse(count)
