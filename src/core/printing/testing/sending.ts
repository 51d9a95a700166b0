/** For tests of transports: a job to send, a record of what happened on the way, and short waits. */
import { actReceipt, ORDINARY_ACT } from '../../../domain/printing/fixtures/act-receipt.ts'
import { PRINTER_PROFILES, type PrinterProfile } from '../../../domain/printing/profile.ts'
import { receiptBytes } from '../escpos/receipt.ts'
import { PATIENCE, type Patience, type Payload, type Progress, type Sending } from '../transports/transport.ts'

export const EPSON: PrinterProfile = PRINTER_PROFILES['epson-80']

export const actPayload = (profile: PrinterProfile = EPSON): Payload => ({
  job: '0198f0a2-7c1e-7000-8000-0000000000f1',
  title: 'Акт 12-000345',
  format: 'escpos',
  bytes: receiptBytes(actReceipt(ORDINARY_ACT), profile)
})

export interface Watched extends Sending {
  readonly told: readonly Progress[]
  readonly left: () => number
  readonly abort: () => void
  /** Settles when something was told that is so. */
  readonly once: (wanted: (progress: Progress) => boolean) => Promise<void>
}

export const watched = (allow = true): Watched => {
  const told: Progress[] = []
  const controller = new AbortController()
  let left = 0
  let waiting: { readonly wanted: (progress: Progress) => boolean; readonly settle: () => void }[] = []
  return {
    told,
    left: () => left,
    abort: () => controller.abort(),
    once: (wanted) =>
      told.some(wanted) ? Promise.resolve() : new Promise((settle) => waiting.push({ wanted, settle })),
    leave: () => {
      left++
      return allow
    },
    progress: (progress) => {
      told.push(progress)
      for (const one of waiting) if (one.wanted(progress)) one.settle()
      waiting = waiting.filter((one) => !one.wanted(progress))
    },
    signal: controller.signal
  }
}

/** Waits that only a silent or stuck printer makes long: no ordinary answer is ever cut short by them. */
export const SHORT: Patience = { ...PATIENCE, stall: 40, heartbeat: 40, proof: 200, giveUp: 400, farewell: 2_000 }
export const DEAF: Patience = { ...SHORT, answer: 60 }
