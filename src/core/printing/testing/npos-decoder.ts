/** For tests: reads a job back with npos, which knows nothing of our encoder and stops at any command it cannot place. */
import iconv from 'iconv-lite'
import npos from 'npos'

export interface Decoded {
  /** Commands in order, such as `ESC @` or `GS (k`. */
  readonly commands: readonly string[]
  readonly text: string
  /** Data of QR codes, stored by `GS ( k`. */
  readonly qr: readonly string[]
  readonly cardNumbers: readonly string[]
}

const GS = 0x1d

const knownToNpos = npos.rules[GS]
// npos predates QR codes; their command is told its length in two bytes, like its siblings.
const withQr = { ...(typeof knownToNpos === 'object' ? knownToNpos : {}), '(k': [0, 'd16'] }
const parser = npos.parser({ ...npos.rules, [GS]: withQr })

const ENCODINGS: Readonly<Record<number, string>> = {
  0: 'cp437',
  6: 'win1251',
  7: 'cp866',
  17: 'cp866',
  23: 'win1251',
  46: 'win1251'
}

/** @throws when the bytes hold a command that npos does not know. */
export const decodeJob = (bytes: Uint8Array): Decoded => {
  const raw = Buffer.from(bytes)
  const { error, tree } = parser.analyze(raw)
  if (error !== undefined || tree === null) throw error ?? new Error('npos gave no tree')
  const commands: string[] = []
  const qr: string[] = []
  const cardNumbers: string[] = []
  let page = 'cp437'
  let text = ''
  for (const node of tree) {
    const body = raw.subarray(node.offset, node.offset + node.length)
    if (node.ascii === 'STX') {
      text += iconv.decode(body, page)
      continue
    }
    const name = `${node.ascii} ${node.fn ?? ''}`.trim()
    commands.push(name)
    if (name === 'ESC @') page = 'cp437'
    if (name === 'ESC t') page = ENCODINGS[body[2] ?? 0] ?? 'cp437'
    if (name === 'GS (k' && body[6] === 0x50) qr.push(body.subarray(8, 5 + body.readUInt16LE(3)).toString('utf8'))
    if (name === 'GS k') cardNumbers.push(body.subarray(3, body.indexOf(0, 3)).toString('ascii'))
  }
  return { commands, text, qr, cardNumbers }
}
