/** The few functions of winspool.drv that we call, as functions of this program. Loads on Windows only. */
import type * as Koffi from 'koffi'

/** `error` is what GetLastError says. */
export type Called<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: number }

export interface WinspoolLibrary {
  names(): readonly string[]
  printerStatus(printer: string): Called<number>
  /** Spools the bytes as they are and answers the job's number. All or nothing: a job that fails half-way is aborted. */
  printRaw(printer: string, title: string, bytes: Uint8Array): Called<number>
  /** Null when the spooler no longer has the job. */
  jobStatus(printer: string, job: number): Called<number | null>
  deleteJob(printer: string, job: number): void
}

const LOCAL_AND_CONNECTED = 0x2 | 0x4
const NAMES_LEVEL = 4
const STATUS_LEVEL = 6
const JOB_LEVEL = 1
const DELETE_JOB = 5
// Windows calls the parameter invalid, Wine the handle; the handle itself has just been opened.
const NO_SUCH_JOB = [87, 6]
const POINTER = 8
// Name, server, attributes, padded to a pointer's size.
const NAME_ENTRY = 24
// Number, padding, six texts, then the status.
const JOB_STATUS_OFFSET = 8 + 6 * POINTER

type Handle = unknown

export const openWinspoolLibrary = (require: NodeJS.Require): WinspoolLibrary => {
  // A require is untyped by nature; the name is the package's own.
  const koffi = require('koffi') as typeof Koffi
  const winspool = koffi.load('winspool.drv')
  const lastError = koffi.load('kernel32.dll').func('uint32 __stdcall GetLastError()')
  koffi.struct('StoikaDocInfo', { name: 'str16', output: 'str16', datatype: 'str16' })
  const open = winspool.func('bool __stdcall OpenPrinterW(str16 name, _Out_ void **printer, void *defaults)')
  const close = winspool.func('bool __stdcall ClosePrinter(void *printer)')
  const enumerate = winspool.func(
    'bool __stdcall EnumPrintersW(uint32 flags, str16 name, uint32 level, void *buffer, uint32 size, _Out_ uint32 *needed, _Out_ uint32 *count)'
  )
  const getPrinter = winspool.func(
    'bool __stdcall GetPrinterW(void *printer, uint32 level, void *buffer, uint32 size, _Out_ uint32 *needed)'
  )
  const startDoc = winspool.func('uint32 __stdcall StartDocPrinterW(void *printer, uint32 level, StoikaDocInfo *info)')
  const write = winspool.func(
    'bool __stdcall WritePrinter(void *printer, const void *bytes, uint32 size, _Out_ uint32 *written)'
  )
  const endDoc = winspool.func('bool __stdcall EndDocPrinter(void *printer)')
  const abort = winspool.func('bool __stdcall AbortPrinter(void *printer)')
  const getJob = winspool.func(
    'bool __stdcall GetJobW(void *printer, uint32 job, uint32 level, void *buffer, uint32 size, _Out_ uint32 *needed)'
  )
  const setJob = winspool.func(
    'bool __stdcall SetJobW(void *printer, uint32 job, uint32 level, void *info, uint32 command)'
  )

  const failure = (): { readonly ok: false; readonly error: number } => ({ ok: false, error: Number(lastError()) })

  const withPrinter = <Value>(name: string, work: (printer: Handle) => Called<Value>): Called<Value> => {
    const out: [Handle] = [null]
    if (open(name, out, null) !== true) return failure()
    try {
      return work(out[0])
    } finally {
      close(out[0])
    }
  }

  /** Asks how much room the answer needs, then for the answer. */
  const filled = (ask: (buffer: Buffer | null, size: number, needed: [number]) => unknown): Called<Buffer> => {
    const needed: [number] = [0]
    ask(null, 0, needed)
    if (needed[0] === 0) return failure()
    const buffer = Buffer.alloc(needed[0])
    return ask(buffer, buffer.length, needed) === true ? { ok: true, value: buffer } : failure()
  }

  return {
    names: () => {
      const count: [number] = [0]
      const answer = filled((buffer, size, needed) =>
        enumerate(LOCAL_AND_CONNECTED, null, NAMES_LEVEL, buffer, size, needed, count)
      )
      if (!answer.ok) return []
      return Array.from({ length: count[0] }, (_, index) =>
        String(koffi.decode(answer.value, index * NAME_ENTRY, 'str16'))
      )
    },

    printerStatus: (name) =>
      withPrinter(name, (printer) => {
        const answer = filled((buffer, size, needed) => getPrinter(printer, STATUS_LEVEL, buffer, size, needed))
        return answer.ok ? { ok: true, value: answer.value.readUInt32LE(0) } : answer
      }),

    printRaw: (name, title, bytes) =>
      withPrinter(name, (printer) => {
        const job = Number(startDoc(printer, 1, { name: title, output: null, datatype: 'RAW' }))
        if (job === 0) return failure()
        for (let from = 0; from < bytes.length;) {
          const rest = Buffer.from(bytes.subarray(from))
          const written: [number] = [0]
          if (write(printer, rest, rest.length, written) !== true || written[0] === 0) {
            const failed = failure()
            abort(printer)
            return failed
          }
          from += written[0]
        }
        return endDoc(printer) === true ? { ok: true, value: job } : failure()
      }),

    jobStatus: (name, job) =>
      withPrinter(name, (printer) => {
        const answer = filled((buffer, size, needed) => getJob(printer, job, JOB_LEVEL, buffer, size, needed))
        if (answer.ok) return { ok: true, value: answer.value.readUInt32LE(JOB_STATUS_OFFSET) }
        return NO_SUCH_JOB.includes(answer.error) ? { ok: true, value: null } : answer
      }),

    deleteJob: (name, job) => {
      withPrinter(name, (printer) => ({ ok: true, value: setJob(printer, job, 0, null, DELETE_JOB) === true }))
    }
  }
}
