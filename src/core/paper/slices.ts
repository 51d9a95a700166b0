/** The middle form of a paper: slices one above another, each a few marks that stay together. */
import type { Face } from './fonts.ts'

/** Papers are black; only cards, which are printed in colour, use the other inks. */
export type Ink = 'text' | 'quiet' | 'line' | 'accent' | 'light'

/** A mark on paper; `x` from the left edge of the body, `y` downwards from the top of its slice (later: of the page). */
export type Mark =
  | {
      readonly kind: 'text'
      readonly text: string
      readonly x: number
      readonly y: number
      readonly face: Face
      readonly size: number
      readonly ink: Ink
    }
  | {
      readonly kind: 'rule'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly thickness: number
    }
  | {
      readonly kind: 'frame'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly thickness: number
    }
  | {
      readonly kind: 'path'
      readonly points: readonly { readonly x: number; readonly y: number }[]
      readonly thickness: number
    }

export interface Slice {
  readonly height: number
  readonly marks: readonly Mark[]
  /** Room above it, dropped at the top of a page. */
  readonly gap: number
  /** Must stand on the page of the next slice. */
  readonly keepWithNext: boolean
  /** Slices before it, at most, that come along to its page. */
  readonly keepPrevious: number
  /** Repeated above it when it begins a page: the head of a table. */
  readonly head: readonly Slice[]
}

export const slice = (
  height: number,
  marks: readonly Mark[],
  more: Partial<Omit<Slice, 'height' | 'marks'>> = {}
): Slice => ({
  height,
  marks,
  gap: 0,
  keepWithNext: false,
  keepPrevious: 0,
  head: [],
  ...more
})

export const shifted = (mark: Mark, dx: number, dy: number): Mark =>
  mark.kind === 'path'
    ? { ...mark, points: mark.points.map(({ x, y }) => ({ x: x + dx, y: y + dy })) }
    : { ...mark, x: mark.x + dx, y: mark.y + dy }
