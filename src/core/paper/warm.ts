/** Makes beforehand what the first paper would wait for, a piece at a time, so that no other call waits long. */
import { performance } from 'node:perf_hooks'
import { bwip, fontkit, pdfkit } from './engines.ts'
import { faceWriter } from './face-writer.ts'
import { FACES, FontMissing, paperFonts } from './fonts.ts'
import { qrSymbol } from './symbols.ts'

/** Long enough for Today to stand on the screen and for the first key to be answered. */
const AFTER_MS = 4000
/** So long must nobody have asked for anything before the next piece. */
const QUIET_MS = 250
/** Share of that time which timers and the network take even then. */
const MOST_BUSY = 0.1

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

/**
 * Some seconds from now, and only while this process has nothing else to do. Keeps no process alive; a missing face is
 * told, and the first paper stops at it.
 */
export const warmPapersLater = (folder: string, log: (line: object) => void): void => {
  const left = [...warmingPieces(folder)]
  let since = performance.eventLoopUtilization()
  const next = (): void => {
    const quiet = performance.eventLoopUtilization(since).utilization <= MOST_BUSY
    try {
      if (quiet) left.shift()?.()
    } catch (error) {
      if (!(error instanceof FontMissing)) throw error
      log({ level: 'warn', event: 'font-missing', reason: error.message })
      return
    }
    since = performance.eventLoopUtilization()
    if (left.length > 0) setTimeout(next, QUIET_MS).unref()
  }
  setTimeout(() => {
    since = performance.eventLoopUtilization()
    setTimeout(next, QUIET_MS).unref()
  }, AFTER_MS).unref()
}
