/** Lays a receipt out for a paper of any number of columns; nothing is ever wider than the paper and no text is lost. */
import { assertNever } from '../values/assert-never.ts'
import { cleanLine, cleanSymbol, cleanText, NO_BREAK_SPACE } from './clean.ts'
import { itemLines, pairLines, tableLines } from './columns.ts'
import type { Align, CopyMark, ReceiptBlock, ReceiptDocument, TextSize } from './document.ts'
import { alignText, type ReceiptLine, type TextLine } from './lines.ts'
import type { Repertoire } from './repertoire.ts'
import { PAPER_WORDS } from './texts.ts'
import { longestWord, wrapText } from './wrap.ts'

/** What a layout must know of the paper: columns of normal characters (48 on 80 mm, 32 on 58 mm) and printable characters. */
export interface Paper {
  readonly columns: number
  readonly repertoire: Repertoire
}

/** Narrower than this a line of digits cannot be read as one number; no such receipt printer exists. */
export const NARROWEST_PAPER = 16

interface Look {
  readonly bold: boolean
  readonly size: TextSize
}

const PLAIN: Look = { bold: false, size: 'normal' }

const styled = (texts: readonly string[], look: Look): TextLine[] =>
  texts.map((text) => ({
    kind: 'text',
    text: text.replaceAll(NO_BREAK_SPACE, ' ').trimEnd(),
    bold: look.bold,
    wide: look.size === 'large',
    tall: look.size !== 'normal'
  }))

const columnsFor = (paper: Paper, size: TextSize): number =>
  size === 'large' ? Math.floor(paper.columns / 2) : paper.columns

/** The wanted size, or the next smaller one when a word or a sum would break inside: whole words are read before big ones. */
const fitSize = (wanted: TextSize, paper: Paper, ...texts: readonly string[]): TextSize =>
  wanted === 'large' && texts.some((text) => longestWord(text) > columnsFor(paper, wanted)) ? 'tall' : wanted

const textLines = (text: string, align: Align, look: Look, paper: Paper): TextLine[] => {
  const size = fitSize(look.size, paper, text)
  const width = columnsFor(paper, size)
  return styled(
    wrapText(text, width).map((line) => alignText(line, width, align)),
    { bold: look.bold, size }
  )
}

const titleLines = (text: string, paper: Paper): TextLine[] =>
  textLines(text, 'center', { bold: true, size: 'large' }, paper)

const pairBlock = (left: string, right: string, look: Look, paper: Paper): TextLine[] => {
  const size = fitSize(look.size, paper, left, right)
  return styled(pairLines(left, right, columnsFor(paper, size)), { bold: look.bold, size })
}

// Shorter than this (about 25 mm) nobody can sign.
const SHORTEST_SIGNATURE = 12

const signatureLines = (caption: string, name: string, width: number): string[] => {
  const line = (before: string, after: string): string => {
    const length = width - [before, after].reduce((sum, one) => (one === '' ? sum : sum + one.length + 1), 0)
    return [before, '_'.repeat(length), after].filter((one) => one !== '').join(' ')
  }
  const fits = (...besides: readonly string[]): boolean => besides.join(' ').length + 1 + SHORTEST_SIGNATURE <= width
  // The empty line above is room for the hand.
  if (fits(caption, name)) return ['', line(caption, name)]
  const below = name === '' ? [] : wrapText(name, width).map((one) => alignText(one, width, 'right'))
  return fits(caption) ? ['', line(caption, ''), ...below] : [...wrapText(caption, width), '', line('', ''), ...below]
}

const blockLines = (block: ReceiptBlock, paper: Paper): readonly ReceiptLine[] => {
  const clean = (text: string): string => cleanText(text, paper.repertoire)
  const oneLine = (text: string): string => cleanLine(text, paper.repertoire)
  switch (block.kind) {
    case 'title':
      return titleLines(clean(block.text), paper)
    case 'text':
      return textLines(clean(block.text), block.align, block, paper)
    case 'pair':
      return pairBlock(oneLine(block.left), oneLine(block.right), block, paper)
    case 'item':
      return styled(itemLines(oneLine(block.name), oneLine(block.detail), oneLine(block.sum), paper.columns), PLAIN)
    case 'table': {
      const headings = block.columns.map((column) => oneLine(column.heading))
      const rows = block.rows.map((row) => row.map(oneLine))
      const headed = headings.some((heading) => heading !== '')
      const lines = tableLines(block.columns, headed ? [headings, ...rows] : rows, paper.columns)
      return styled(lines, PLAIN)
    }
    case 'rule':
      return styled([(block.double ? '=' : '-').repeat(paper.columns)], PLAIN)
    case 'qr': {
      const text = cleanSymbol(block.text)
      // Empty lines keep the clear space around the code without which cameras miss it; printers add none.
      return text === '' ? [] : [...styled([''], PLAIN), { kind: 'qr', text }, ...styled([''], PLAIN)]
    }
    case 'barcode':
      return [{ kind: 'barcode', digits: block.digits }]
    case 'spacing':
      return styled(
        Array.from({ length: block.lines }, () => ''),
        PLAIN
      )
    case 'signature':
      return styled(signatureLines(oneLine(block.caption), oneLine(block.name), paper.columns), PLAIN)
    case 'cut':
      return [{ kind: 'cut' }]
    default:
      return assertNever(block, 'receipt block')
  }
}

const copyLines = (copy: CopyMark, paper: Paper): TextLine[] => [
  ...titleLines(PAPER_WORDS.copy, paper),
  ...textLines(
    cleanLine(PAPER_WORDS.repetition(copy.no, copy.at), paper.repertoire),
    'center',
    { bold: true, size: 'normal' },
    paper
  )
]

/**
 * Lines for this paper. A copy is marked above and below every sheet that the receipt is cut into, since one half of a
 * torn receipt must still say that it is a copy. The last line is always a cut.
 * @throws RangeError on a paper narrower than {@link NARROWEST_PAPER} columns.
 */
export const layoutReceipt = (
  document: ReceiptDocument,
  paper: Paper,
  copy: CopyMark | null = null
): readonly ReceiptLine[] => {
  if (!Number.isInteger(paper.columns) || paper.columns < NARROWEST_PAPER) {
    throw new RangeError(`a receipt needs at least ${NARROWEST_PAPER} columns, got ${paper.columns}`)
  }
  const mark = copy === null ? [] : copyLines(copy, paper)
  const sheets: ReceiptLine[][] = [[]]
  for (const line of document.blocks.flatMap((block) => blockLines(block, paper))) {
    if (line.kind === 'cut') sheets.push([])
    else sheets.at(-1)?.push(line)
  }
  return sheets
    .filter((sheet) => sheet.length > 0)
    .flatMap((sheet): ReceiptLine[] => [...mark, ...sheet, ...mark, { kind: 'cut' }])
}
