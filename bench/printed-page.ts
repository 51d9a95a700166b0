/** The words of a paper as a page of HTML, set in the same faces, sizes and margins: what Chromium prints beside us. */
import type { Inline, PaperBlock, PaperDefinition, SignatureParty } from '../src/core/paper/definition.ts'
import { FACES, fontFile, type Face } from '../src/core/paper/fonts.ts'
import { FOOTER_HEIGHT, MARGIN } from '../src/core/paper/geometry.ts'
import { PAPER_TEXTS } from '../src/core/paper/texts.ts'
import { assertNever } from '../src/domain/values/assert-never.ts'

const safe = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const inline = (text: Inline): string =>
  typeof text === 'string'
    ? safe(text)
    : text
        .map((run) => {
          const words = safe(run.text)
          if (run.bold === true) return `<b>${words}</b>`
          return run.italic === true ? `<i>${words}</i>` : words
        })
        .join('')

const tag = (name: string, content: string, kind = ''): string =>
  `<${name}${kind === '' ? '' : ` class="${kind}"`}>${content}</${name}>`

const table = (block: Extract<PaperBlock, { kind: 'table' }>): string => {
  const head = block.columns.map((column) => tag('th', safe(column.title))).join('')
  const rows = block.rows.map((row) => tag('tr', row.cells.map((cell) => tag('td', safe(cell))).join('')))
  const totals = (block.totals ?? []).map((total) => tag('p', `${safe(total.label)} ${safe(total.value)}`, 'right'))
  return tag('table', tag('thead', tag('tr', head)) + rows.join('')) + totals.join('')
}

const party = ({ role, name, note, date }: SignatureParty): string =>
  tag(
    'section',
    tag('div', tag('strong', safe(role)) + (note === undefined ? '' : tag('small', safe(note)))) +
      tag('div', `<u></u>${tag('small', PAPER_TEXTS.signature)}`) +
      tag('div', `<u>${safe(name)}</u>${tag('small', `${PAPER_TEXTS.fullName} ${safe(date ?? PAPER_TEXTS.date)}`)}`),
    'party'
  )

const html = (block: PaperBlock): string => {
  switch (block.kind) {
    case 'letterhead':
      return tag('header', block.lines.map((line, index) => tag(index === 0 ? 'strong' : 'small', safe(line))).join(''))
    case 'title':
      return tag('h1', safe(block.text)) + (block.subtitle === undefined ? '' : tag('p', safe(block.subtitle), 'under'))
    case 'heading':
      return tag('h2', safe(block.text))
    case 'paragraph':
      return tag('p', inline(block.text), `${block.align ?? 'left'} ${block.size ?? 'normal'}`)
    case 'clauses':
      return block.items
        .map((clause, index) => {
          const number = (block.from ?? 1) + index
          const items = (clause.items ?? []).map((item, at) =>
            tag('div', tag('span', `${number}.${at + 1}.`) + inline(item), 'item')
          )
          return tag('div', tag('span', `${number}.`) + inline(clause.text), 'clause') + items.join('')
        })
        .join('')
    case 'list':
      return block.items.map((item) => tag('div', tag('span', '—') + inline(item), 'listed')).join('')
    case 'choices':
      return block.items
        .map((item) => tag('div', tag('span', item.chosen ? 'V' : '') + inline(item.text), 'clause choice'))
        .join('')
    case 'facts':
      return tag('dl', block.rows.map((row) => tag('dt', safe(row.label)) + tag('dd', safe(row.value))).join(''))
    case 'table':
      return table(block)
    case 'notice':
      return tag('aside', inline(block.text))
    case 'handwriting':
      return tag('small', safe(block.caption)) + tag('div', '', 'ruled').repeat(block.lines)
    case 'signatures':
      return tag('div', block.parties.map(party).join(''), 'signatures')
    case 'space':
      return `<div style="height:${block.millimetres}mm"></div>`
    default:
      return assertNever(block, 'block of a paper')
  }
}

const FACE_RULES: Readonly<Record<Face, string>> = {
  serif: 'font-family:PaperSerif',
  'serif-bold': 'font-family:PaperSerif;font-weight:bold',
  'serif-italic': 'font-family:PaperSerif;font-style:italic',
  sans: 'font-family:PaperSans',
  'sans-bold': 'font-family:PaperSans;font-weight:bold'
}

/** Sizes as in the layout of papers; a page that came out shorter or longer would not be a fair match. */
const rules = (fonts: string): string => `
${FACES.map((face) => `@font-face{${FACE_RULES[face]};src:url("file://${fontFile(fonts, face)}")}`).join('\n')}
@page{size:A4;margin:${MARGIN.top}pt ${MARGIN.right}pt ${FOOTER_HEIGHT}pt ${MARGIN.left}pt}
*{margin:0;padding:0;box-sizing:border-box}
body{font:10.5pt/1.36 PaperSerif;orphans:2;widows:2}
header{border-bottom:.8pt solid;padding-bottom:2mm}
header *{display:block}
header strong{font:bold 11pt/1.36 PaperSans}
small{display:block;font:8.5pt/1.36 PaperSans;color:#404040}
h1{font:bold 14pt/1.36 PaperSans;text-align:center;margin-top:5mm}
.under{font:9.5pt/1.36 PaperSans;text-align:center;margin-top:.8mm}
h2{font:bold 11pt/1.36 PaperSans;margin-top:4mm;break-after:avoid}
p{margin-top:1.6mm}
.right{text-align:right}.center{text-align:center}.small{font-size:9pt}
.clause{margin-top:1.4mm;padding-left:7mm;position:relative}
.item{margin-top:.7mm;padding-left:16mm;position:relative}
.listed{margin-top:.6mm;padding-left:5mm;position:relative}
.clause span,.listed span{position:absolute;left:0}
.item span{position:absolute;left:7mm}
.choice span{border:.7pt solid;width:3.4mm;height:3.4mm;top:.8mm}
dl{display:grid;grid-template-columns:48mm 1fr;gap:.8mm 4mm;margin-top:3mm}
dt{font:8.5pt/14.28pt PaperSans;color:#404040}
table{width:100%;border-collapse:collapse;margin-top:3mm;font:9pt/1.36 PaperSans}
td,th{padding:.9mm 1.4mm;border-bottom:.35pt solid;text-align:left}
aside{border:.8pt solid;padding:1.75mm 2.5mm;margin-top:3mm;font:9.5pt/1.36 PaperSans}
.ruled{height:8mm;border-bottom:.5pt solid}
.signatures{margin-top:4mm;break-inside:avoid}
.party{display:grid;grid-template-columns:40mm 46mm 1fr;gap:4mm;margin-bottom:2mm;break-inside:avoid}
.party div{min-height:20mm}
.party strong{display:block;font:bold 9.5pt/1.36 PaperSans;padding-top:8mm}
.party u{display:flex;align-items:end;height:13mm;border-bottom:.6pt solid;text-decoration:none}
.party div+div small{font-size:7pt}
`

export const printedPage = (paper: PaperDefinition, fonts: string): string =>
  `<!doctype html><meta charset="utf-8"><title>${safe(paper.title)}</title><style>${rules(fonts)}</style>` +
  paper.blocks.map(html).join('\n')
