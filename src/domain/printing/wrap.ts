/** Breaks cleaned text into lines of a fixed number of columns without losing a character that can be seen. */
import { NO_BREAK_SPACE } from './clean.ts'

// «Соловьёв-|Седой»: what no line can hold is broken after a hyphen between two letters first, as in print.
const HYPHEN_BREAK = /(?<=\p{L}-)(?=\p{L})/u

/** Columns of the longest run that cannot be broken without breaking a word or a number. */
export const longestWord = (text: string): number =>
  Math.max(
    0,
    ...text
      .split(/[ \n]/u)
      .flatMap((word) => word.split(HYPHEN_BREAK))
      .map((part) => part.length)
  )

const breakWord = (word: string, width: number): string[] => {
  const pieces: string[] = []
  for (const part of word.split(HYPHEN_BREAK)) {
    for (let from = 0; from < part.length; from += width) pieces.push(part.slice(from, from + width))
  }
  return pieces
}

const wrapParagraph = (paragraph: string, width: number): string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of paragraph.split(' ').filter((one) => one !== '')) {
    const joined = line === '' ? word : `${line} ${word}`
    if (joined.length <= width) {
      line = joined
      continue
    }
    // A name is broken at its hyphen only where no line could hold it whole.
    if (word.length <= width) {
      lines.push(line)
      line = word
      continue
    }
    let glue = line === '' ? '' : ' '
    for (const piece of breakWord(word, width)) {
      if (line !== '' && line.length + glue.length + piece.length > width) {
        lines.push(line)
        line = piece
      } else {
        line += glue + piece
      }
      glue = ''
    }
  }
  if (line !== '' || lines.length === 0) lines.push(line)
  return lines
}

/** Lines no wider than `width` columns (at least 1); an empty paragraph stays as an empty line. */
export const wrapText = (text: string, width: number): string[] =>
  text
    .split('\n')
    .flatMap((paragraph) =>
      wrapParagraph(paragraph, Math.max(1, width)).map((line) => line.replaceAll(NO_BREAK_SPACE, ' '))
    )
