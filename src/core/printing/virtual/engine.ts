/**
 * A receipt printer without paper: obeys ESC/POS, answers about its state, and can run out of paper, lie open, be deaf or
 * lose power at any byte. It takes bytes from whatever carries them and remembers what would be on paper.
 */
import iconv from 'iconv-lite'
import { cutToken, type Token } from './tokens.ts'

export interface Faults {
  readonly paperOut: boolean
  readonly coverOpen: boolean
  readonly paperLow: boolean
  /** Takes everything, says nothing. */
  readonly mute: boolean
  /** Stops for want of paper after so many printed lines. */
  readonly paperLines: number | null
  /** Loses power when so many bytes have come on one connection, questions included. Happens once. */
  readonly powerOffAt: number | null
  /** Pushes four-byte reports when a connection opens and whenever its state changes. */
  readonly reports: boolean
}

export const NO_FAULTS: Faults = {
  paperOut: false,
  coverOpen: false,
  paperLow: false,
  mute: false,
  paperLines: null,
  powerOffAt: null,
  reports: false
}

/** A piece of paper between two cuts; `cut` is false for one that still hangs in the printer. */
export interface Sheet {
  readonly lines: readonly string[]
  readonly qr: readonly string[]
  readonly cut: boolean
}

export interface EngineOptions {
  readonly model: string
  /** Which encoding stands behind each number of `ESC t`. */
  readonly pages: Readonly<Record<number, string>>
  readonly say: (bytes: Uint8Array) => void
  readonly faults: () => Faults
  /** The cash drawer jumps open. */
  readonly onDrawer?: () => void
}

export interface Engine {
  /** Bytes as they come. What cannot be printed now waits inside. */
  take(bytes: Uint8Array): void
  /** Goes on after a fault was put right. */
  resume(): void
  /** All bytes of the job that the printer has read and obeyed: questions about state are not part of it. */
  obeyed(): Uint8Array
  /** Bytes that came and were not obeyed yet. */
  waiting(): number
  /** Waits for paper or for the lid to be closed. */
  stopped(): boolean
  sheets(): readonly Sheet[]
  /** Commands that no manual knows. */
  unknown(): readonly Uint8Array[]
  greet(): void
}

export const EPSON_PAGES: Readonly<Record<number, string>> = { 0: 'cp437', 16: 'cp1252', 17: 'cp866', 46: 'win1251' }

export const createEngine = (options: EngineOptions): Engine => {
  let buffer: Uint8Array = new Uint8Array()
  const obeyed: Uint8Array[] = []
  const unknown: Uint8Array[] = []
  const sheets: Sheet[] = []
  let lines: string[] = []
  let line = ''
  let qrStored = ''
  let qr: string[] = []
  let page = 'cp437'
  let printedLines = 0
  // A question about state may be split between two packets; this much of one has come.
  let question: number[] = []

  const stopped = (): boolean => {
    const faults = options.faults()
    return faults.paperOut || faults.coverOpen || (faults.paperLines !== null && printedLines >= faults.paperLines)
  }
  const noPaper = (): boolean => {
    const faults = options.faults()
    return faults.paperOut || (faults.paperLines !== null && printedLines >= faults.paperLines)
  }
  const say = (...bytes: readonly number[]): void => {
    if (!options.faults().mute) options.say(Uint8Array.from(bytes))
  }
  const report = (): void => {
    const cover = options.faults().coverOpen
    const low = options.faults().paperLow || noPaper()
    say(0x10 | (stopped() ? 0x08 : 0) | (cover ? 0x20 : 0), 0, (low ? 0x03 : 0) | (noPaper() ? 0x0c : 0), 0)
  }

  const answerState = (subject: number): void => {
    switch (subject) {
      case 1:
        return say(0x12 | (stopped() ? 0x08 : 0))
      case 2:
        return say(0x12 | (options.faults().coverOpen ? 0x04 : 0) | (noPaper() ? 0x20 : 0))
      case 3:
        return say(0x12)
      case 4:
        return say(0x12 | (options.faults().paperLow || noPaper() ? 0x0c : 0) | (noPaper() ? 0x60 : 0))
    }
  }

  /** Takes `DLE EOT n` out wherever it stands, as printers do: it is answered even when nothing else moves. */
  const withoutQuestions = (bytes: Uint8Array): Uint8Array => {
    const rest: number[] = []
    for (const byte of bytes) {
      question.push(byte)
      if (question.length === 1 && byte !== 0x10) rest.push(...question.splice(0))
      else if (question.length === 2 && byte !== 0x04) rest.push(...question.splice(0))
      else if (question.length === 3) {
        if (byte >= 1 && byte <= 4) {
          question = []
          answerState(byte)
        } else rest.push(...question.splice(0))
      }
    }
    return Uint8Array.from(rest)
  }

  const endLine = (): void => {
    lines.push(line)
    line = ''
    printedLines++
  }
  const endSheet = (cut: boolean): void => {
    if (line !== '') endLine()
    sheets.push({ lines, qr, cut })
    lines = []
    qr = []
  }

  const qrFunction = (data: Uint8Array): void => {
    if (data[1] === 0x50) qrStored = Buffer.from(data.subarray(3)).toString('utf8')
    if (data[1] === 0x51) qr.push(qrStored)
  }

  const obey = (token: Token): void => {
    switch (token.kind) {
      case 'text':
        line += iconv.decode(Buffer.from(token.bytes), page)
        return
      case 'line-feed':
        return endLine()
      case 'unknown':
        unknown.push(token.bytes)
        return
      case 'command':
        return obeyCommand(token.name, token.data)
    }
  }

  const obeyCommand = (name: string, data: Uint8Array): void => {
    const parameter = data[0] ?? 0
    switch (name) {
      case 'ESC @':
        page = 'cp437'
        line = ''
        return
      case 'ESC t':
        page = options.pages[parameter] ?? 'cp437'
        return
      case 'ESC d':
        for (let fed = 0; fed < parameter; fed++) endLine()
        return
      case 'ESC p':
        return options.onDrawer?.()
      case 'GS ( k':
        return qrFunction(data)
      case 'GS V':
        return endSheet(true)
      case 'GS r':
        return say((options.faults().paperLow ? 0x03 : 0) | (noPaper() ? 0x0c : 0))
      case 'GS a':
        if (parameter !== 0) report()
        return
      case 'GS I':
        if (parameter === 66 || parameter === 67) {
          const text = parameter === 66 ? 'STOIKA' : options.model
          say(0x5f, ...Buffer.from(text, 'latin1'), 0)
        }
        return
    }
  }

  const work = (): void => {
    while (!stopped()) {
      const next = cutToken(buffer)
      if (next === null) return
      obeyed.push(buffer.subarray(0, next.length))
      buffer = buffer.subarray(next.length)
      obey(next.token)
      if (stopped() && options.faults().reports) report()
    }
  }

  return {
    take: (bytes) => {
      const rest = withoutQuestions(bytes)
      if (rest.length > 0) buffer = Buffer.concat([buffer, rest])
      work()
    },
    resume: () => {
      if (options.faults().paperLines === null) printedLines = 0
      if (options.faults().reports) report()
      work()
    },
    obeyed: () => Buffer.concat(obeyed),
    waiting: () => buffer.length,
    stopped,
    sheets: () =>
      lines.length > 0 || line !== ''
        ? [...sheets, { lines: line === '' ? lines : [...lines, line], qr, cut: false }]
        : sheets,
    unknown: () => unknown,
    greet: () => {
      if (options.faults().reports) report()
    }
  }
}
