/** Deals slices onto pages: what must stay together does, heads of tables return, and no page begins with a gap. */
import { shifted, type Mark, type Slice } from './slices.ts'

export type PageMarks = readonly Mark[]

/** Marks of each page, `y` from the top of the body. A single slice taller than a page is the caller's fault. */
export const paginate = (slices: readonly Slice[], pageHeight: number): readonly PageMarks[] => {
  const pages: Mark[][] = [[]]
  let y = 0
  const place = (one: Slice): void => {
    y += y === 0 ? 0 : one.gap
    pages.at(-1)?.push(...one.marks.map((mark) => shifted(mark, 0, y)))
    y += one.height
  }
  const turn = (): void => {
    pages.push([])
    y = 0
  }
  for (const group of groupsOf(slices)) {
    if (y > 0 && y + heightOf(group, false) > pageHeight) {
      turn()
      for (const one of group[0]?.head ?? []) place(one)
    }
    for (const one of group) {
      // Only a group that no page can hold whole is torn here.
      if (y > 0 && y + one.gap + one.height > pageHeight) {
        turn()
        for (const head of one.head) place(head)
      }
      place(one)
    }
  }
  return pages
}

const heightOf = (group: readonly Slice[], atTop: boolean): number =>
  group.reduce((sum, one, index) => sum + one.height + (index === 0 && atTop ? 0 : one.gap), 0)

/** Longest runs of slices bound to each other. */
const groupsOf = (slices: readonly Slice[]): readonly (readonly Slice[])[] => {
  const bound = slices.map((one) => one.keepWithNext)
  slices.forEach((one, index) => {
    for (let back = 1; back <= one.keepPrevious && index - back >= 0; back++) bound[index - back] = true
  })
  const groups: Slice[][] = []
  let open = false
  slices.forEach((one, index) => {
    if (open) groups.at(-1)?.push(one)
    else groups.push([one])
    open = bound[index] === true
  })
  return groups
}
