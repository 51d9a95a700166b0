/** Which heading of a file is which column: guessed by its words, said by a person, checked for what is missing. */
import { z } from 'zod'
import type { ImportShape } from './columns.ts'

/** Place of the heading (from 0) for each column that is used. */
export const Mapping = z.record(z.string(), z.int().min(0))
export type Mapping = z.infer<typeof Mapping>

/** «Дата рожд.:» → «дата рожд»; № and % stay. */
export const normalHeading = (heading: string): string =>
  heading
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[^\p{L}\p{N}№%]+/gu, ' ')
    .trim()

/** One text for a set of headings, by which a mapping is remembered. */
export const headingsKey = (headings: readonly string[]): string => headings.map(normalHeading).join('\u001f')

/** The best guess: a heading that is one of the column's own, else one that begins with it; each heading serves once. */
export const guessMapping = (shape: ImportShape, headings: readonly string[]): Mapping => {
  const normal = headings.map(normalHeading)
  const taken = new Set<number>()
  const mapping: Mapping = {}
  const settle = (fits: (heading: string, known: string) => boolean): void => {
    for (const { key, headings: known } of shape.columns) {
      if (mapping[key] !== undefined) continue
      for (const one of known) {
        const place = normal.findIndex((heading, index) => heading !== '' && !taken.has(index) && fits(heading, one))
        if (place < 0) continue
        mapping[key] = place
        taken.add(place)
        break
      }
    }
  }
  settle((heading, known) => heading === known)
  // A beginning of three letters or fewer («с», «по», «до») is no evidence.
  settle((heading, known) => known.length > 3 && heading.startsWith(`${known} `))
  return secondPhone(shape, normal, taken, mapping)
}

/** «Моб. телефон» and «Телефон», or «Телефон» twice: the one that is left over is the second phone. */
const secondPhone = (
  shape: ImportShape,
  normal: readonly string[],
  taken: ReadonlySet<number>,
  mapping: Mapping
): Mapping => {
  const phone = shape.columns.find((column) => column.key === 'phone')
  const wanted =
    mapping['phone'] !== undefined &&
    mapping['phone2'] === undefined &&
    shape.columns.some((column) => column.key === 'phone2')
  const second = wanted
    ? normal.findIndex((heading, index) => !taken.has(index) && (phone?.headings.includes(heading) ?? false))
    : -1
  return second < 0 ? mapping : { ...mapping, phone2: second }
}

/** How many headings are recognised; the row that has most of them is the row of headings. */
export const recognised = (shape: ImportShape, headings: readonly string[]): number =>
  Object.keys(guessMapping(shape, headings)).length

/** Groups of alternatives of which none is there: the first alternative of each is what to ask for. */
export const missingColumns = (shape: ImportShape, mapping: Mapping): readonly (readonly string[])[] =>
  shape.needed
    .filter((alternatives) => !alternatives.some((all) => all.every((key) => mapping[key] !== undefined)))
    .map((alternatives) => alternatives[0] ?? [])

/** A mapping without columns that the shape does not know, headings that are not there, and headings used twice. */
export const soundMapping = (shape: ImportShape, mapping: Mapping, headings: number): Mapping => {
  const used = new Set<number>()
  const sound: Mapping = {}
  for (const { key } of shape.columns) {
    const place = mapping[key]
    if (place === undefined || place >= headings || used.has(place)) continue
    used.add(place)
    sound[key] = place
  }
  return sound
}
