/**
 * Tells apart what a printer says: answers about its state, unasked reports, the proof that a job is done. They come in one
 * stream without lengths, in any pieces, and differ only by fixed bits of each byte.
 */
import type { PrinterProblem } from '../../../domain/printing/printer.ts'

/** What a printer said of itself; each of the four answers tells a part. */
export interface Health {
  readonly problems: readonly PrinterProblem[]
  readonly paperLow: boolean
}

export type Reply =
  /** To `DLE EOT n`; which n is known only from what was asked. */
  | { readonly kind: 'state'; readonly byte: number }
  /** To `GS r 1`: all before it is done. */
  | { readonly kind: 'done'; readonly paperOut: boolean }
  /** Four bytes that some printers push whenever something changes. */
  | { readonly kind: 'report'; readonly health: Health }
  /** To `GS I n`. */
  | { readonly kind: 'name'; readonly text: string }

const REPORT_LENGTH = 4
const NAME_START = 0x5f
const NAME_LIMIT = 80

const isState = (byte: number): boolean => (byte & 0x93) === 0x12
const isReportStart = (byte: number): boolean => (byte & 0x93) === 0x10
const isReportRest = (byte: number): boolean => (byte & 0x90) === 0
const isDone = isReportRest

/** What one answer to `DLE EOT subject` says. */
export const healthOf = (subject: 1 | 2 | 3 | 4, byte: number): Health => {
  const problems: PrinterProblem[] = []
  const has = (bits: number): boolean => (byte & bits) !== 0
  switch (subject) {
    case 1:
      if (has(0x08)) problems.push('offline')
      break
    case 2:
      if (has(0x04)) problems.push('cover-open')
      if (has(0x20)) problems.push('paper-out')
      break
    case 3:
      if (has(0x08)) problems.push('cutter-jammed')
      if (has(0x60)) problems.push('error')
      break
    case 4:
      if (has(0x60)) problems.push('paper-out')
      break
  }
  return { problems, paperLow: subject === 4 && has(0x0c) }
}

const reportHealth = (bytes: readonly number[]): Health => {
  const [first = 0, second = 0, third = 0] = bytes
  const problems: PrinterProblem[] = []
  if (first & 0x20) problems.push('cover-open')
  if (third & 0x0c) problems.push('paper-out')
  if (second & 0x08) problems.push('cutter-jammed')
  if (second & 0x60) problems.push('error')
  if (first & 0x08 && problems.length === 0) problems.push('offline')
  return { problems, paperLow: (third & 0x03) !== 0 }
}

/** All that was learnt, said once; «offline» is left out where its cause is known. */
export const joinHealth = (parts: readonly Health[]): Health => {
  const all = new Set(parts.flatMap((part) => part.problems))
  if (all.size > 1) all.delete('offline')
  return { problems: [...all], paperLow: parts.some((part) => part.paperLow) }
}

/** A reader with memory: give it bytes as they come, it gives back whole replies. */
export const replyReader = (): ((bytes: Uint8Array) => readonly Reply[]) => {
  let report: number[] = []
  let name: number[] | null = null
  const read = (byte: number): readonly Reply[] => {
    if (name !== null) {
      if (byte !== 0 && name.length < NAME_LIMIT) {
        name.push(byte)
        return []
      }
      const text = Buffer.from(name).toString('latin1')
      name = null
      return [{ kind: 'name', text }]
    }
    if (report.length > 0) {
      if (isReportRest(byte)) {
        report.push(byte)
        if (report.length < REPORT_LENGTH) return []
        const health = reportHealth(report)
        report = []
        return [{ kind: 'report', health }]
      }
      // Not the rest of a report after all: what came before it meant nothing.
      report = []
    }
    if (byte === NAME_START) {
      name = []
      return []
    }
    if (isState(byte)) return [{ kind: 'state', byte }]
    if (isReportStart(byte)) {
      report = [byte]
      return []
    }
    return isDone(byte) ? [{ kind: 'done', paperOut: (byte & 0x0c) !== 0 }] : []
  }
  return (bytes) => [...bytes].flatMap(read)
}
