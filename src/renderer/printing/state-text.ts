/** How a printer or a paper is, said in the words of the catalogue. */
import type { PrintJobRow } from '../../contract/printing.ts'
import type { PrintEvent } from '../../domain/printing/job.ts'
import type { PrinterStatus } from '../../domain/printing/printer.ts'
import { assertNever } from '../../domain/values/assert-never.ts'
import { firstProblem, type Light } from './light-state.ts'
import type { PrintingTexts } from './texts.ts'

/** «Чеки: нет бумаги · ждут 2» */
export const lightText = ({ group, printer, light, waiting }: Light, texts: PrintingTexts): string => {
  const words = lightWords(light, texts)
  const waits = waiting > 0 && light.state !== 'printing' && light.state !== 'question'
  return `${printer ?? texts.lights.groups[group]}: ${words}${waits ? ` · ${texts.lights.waiting(waiting)}` : ''}`
}

const lightWords = (light: Light['light'], texts: PrintingTexts): string => {
  switch (light.state) {
    case 'question':
      return texts.lights.question
    case 'trouble':
      return texts.problems[light.problem]
    case 'unreachable':
      return texts.unreachable
    case 'printing':
      return texts.lights.printing(light.no, light.of)
    case 'paper-low':
      return texts.lights.paperLow
    case 'silent':
    case 'unasked':
    case 'ready':
      return texts.lights[light.state]
    default:
      return assertNever(light, 'light of a printer')
  }
}

/** In a few words. */
export const statusWords = (status: PrinterStatus, texts: PrintingTexts): string => {
  switch (status.state) {
    case 'ready':
      return status.paperLow ? texts.lights.paperLow : texts.lights.ready
    case 'trouble':
      return texts.problems[firstProblem(status.problems)]
    case 'unreachable':
      return texts.unreachable
    case 'silent':
    case 'unasked':
      return texts.lights[status.state]
    default:
      return assertNever(status, 'status of a printer')
  }
}

/** What it means and what to do. */
export const statusHelp = (status: PrinterStatus, texts: PrintingTexts): string => {
  switch (status.state) {
    case 'ready':
      return status.paperLow ? texts.help.paperLow : texts.help.ready
    case 'trouble':
      return texts.problemHelp[firstProblem(status.problems)]
    case 'unreachable':
      return texts.unreachableHelp[status.cause]
    case 'silent':
    case 'unasked':
      return texts.help[status.state]
    default:
      return assertNever(status, 'status of a printer')
  }
}

type Said = Pick<PrintJobRow, 'state' | 'reason' | 'settled' | 'progress'>

/** «ждёт: нет бумаги» */
export const jobWords = ({ state, reason, settled, progress }: Said, texts: PrintingTexts): string => {
  if (state === 'queued' && reason?.code === 'trouble')
    return texts.job.waits(texts.problems[firstProblem(reason.problems)])
  if (state === 'queued' && reason?.code === 'unreachable') return texts.job.waits(texts.unreachable)
  if (state === 'sending' && progress !== null && progress.problems.length > 0)
    return texts.problems[firstProblem(progress.problems)]
  if (state === 'sending' && progress?.stalled === true) return texts.job.stalled
  if (state === 'failed' && reason?.code === 'too-old') return texts.job.tooOld
  if (state === 'printed' && settled === 'came-out') return texts.job.settledYes
  if (state === 'unknown' && settled === 'did-not') return texts.job.settledNo
  return texts.jobStates[state]
}

/** What happened and what to do next, in sentences. */
export const jobAbout = ({ state, reason, settled }: Said, texts: PrintingTexts): string => {
  const { about } = texts.job
  switch (state) {
    case 'queued':
      return reason === null ? about.queued : about.queuedWaiting
    case 'sending':
      return about.sending
    case 'printed':
      return settled === 'came-out' ? about.printedSeen : about.printed
    case 'sent':
      return about.sent
    case 'unknown': {
      const why = reason?.code === 'doubt' ? `${texts.doubts[reason.doubt]} ` : ''
      return settled === 'did-not' ? about.didNot : why + about.question
    }
    case 'failed':
      return reason?.code === 'too-old' ? about.tooOld : about.failed
    case 'cancelled':
      return about.cancelled
    default:
      return assertNever(state, 'state of a paper')
  }
}

/** One line of a paper's history: what was done, and where that left it. */
export const eventText = ({ what, state, reason }: PrintEvent, texts: PrintingTexts): string => {
  switch (what) {
    case 'settled':
      return state === 'printed' ? texts.job.saidYes : texts.job.saidNo
    case 'ended':
      return reason?.code === 'doubt'
        ? texts.doubts[reason.doubt]
        : jobWords({ state, reason, settled: null, progress: null }, texts)
    case 'held':
      return jobWords({ state, reason, settled: null, progress: null }, texts)
    default:
      return texts.events[what]
  }
}
