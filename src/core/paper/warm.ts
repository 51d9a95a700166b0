/** Makes beforehand what the first paper would wait for, a piece at a time, so that no other call waits long. */
import { bwip, fontkit, pdfkit } from './engines.ts'
import { faceWriter } from './face-writer.ts'
import { FACES, FontMissing, paperFonts } from './fonts.ts'
import { qrSymbol } from './symbols.ts'

/** Long enough for Today to stand on the screen and for the first key to be answered. */
const AFTER_MS = 4000
/** Room for calls between two pieces. */
const BETWEEN_MS = 100

/** Texts whose signs are in the smallest subset of a face, and in the one with codes. */
const SAMPLES = ['Согласие', 'Код A16']

/** In the order in which they build on each other. A piece throws FontMissing when its face is not there. */
export const warmingPieces = (folder: string): readonly (() => unknown)[] => {
  const fonts = paperFonts(folder)
  return [
    fontkit,
    pdfkit,
    ...FACES.flatMap((face) =>
      SAMPLES.map((text) => () => {
        const writer = faceWriter(fonts.font(face))
        writer.show(text, 10)
        return writer.subset()
      })
    ),
    bwip,
    () => qrSymbol('STOIKA')
  ]
}

/** Some seconds from now, when the desk is up. Keeps no process alive; a missing face is told, and the first paper stops at it. */
export const warmPapersLater = (folder: string, log: (line: object) => void): void => {
  const left = [...warmingPieces(folder)]
  const next = (): void => {
    try {
      left.shift()?.()
    } catch (error) {
      if (!(error instanceof FontMissing)) throw error
      log({ level: 'warn', event: 'font-missing', reason: error.message })
      return
    }
    if (left.length > 0) setTimeout(next, BETWEEN_MS).unref()
  }
  setTimeout(next, AFTER_MS).unref()
}
