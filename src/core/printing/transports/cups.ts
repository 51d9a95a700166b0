/** The spooler of Linux and macOS, driven by its own commands: `lp`, `lpstat`, `cancel`. Their English is asked for, so that it can be read. */
import { spawn } from 'node:child_process'
import type { PrinterProblem, PrinterStatus } from '../../../domain/printing/printer.ts'
import type { Accepted, OsSpooler, QueueJobState } from './os-queue.ts'

interface Answer {
  /** Null when the command does not exist here. */
  readonly code: number | null
  readonly text: string
}

export interface CupsOptions {
  /** Where the scheduler listens, when it is not the system's own. */
  readonly server?: string
}

/** A scheduler that hangs must not hang the queue: its commands are ended after this. */
const COMMAND_LIMIT_MS = 20_000

const run = (command: string, args: readonly string[], options: CupsOptions, input?: Uint8Array): Promise<Answer> =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      env: {
        ...process.env,
        LC_ALL: 'C.UTF-8',
        ...(options.server === undefined ? {} : { CUPS_SERVER: options.server })
      },
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: COMMAND_LIMIT_MS
    })
    let text = ''
    const add = (bytes: Buffer): void => {
      text += bytes.toString('utf8')
    }
    child.stdout.on('data', add)
    child.stderr.on('data', add)
    // A command that ended before it read everything says so by its code.
    child.stdin.on('error', () => undefined)
    child.once('error', () => resolve({ code: null, text: '' }))
    child.once('close', (code) => resolve({ code: code ?? -1, text }))
    child.stdin.end(input ?? '')
  })

const alertsIn = (text: string): string => /Alerts: (.*)/u.exec(text)?.[1] ?? ''

const problemsIn = (text: string): PrinterProblem[] => {
  const alerts = alertsIn(text)
  const problems: PrinterProblem[] = []
  if (/media-empty|media-needed/u.test(alerts)) problems.push('paper-out')
  if (/cover-open|door-open|interlock-open/u.test(alerts)) problems.push('cover-open')
  if (/media-jam|marker-supply-empty|other-error/u.test(alerts)) problems.push('error')
  if (/\bdisabled since\b|may not exist or is unavailable|offline-report|not accepting requests/u.test(text))
    problems.push('offline')
  return problems
}

export const cupsSpooler = (options: CupsOptions = {}): OsSpooler => ({
  queues: async () => {
    const { code, text } = await run('lpstat', ['-e'], options)
    return code === 0 ? text.split('\n').filter((line) => line !== '') : []
  },

  status: async (queue): Promise<PrinterStatus> => {
    const { code, text } = await run('lpstat', ['-l', '-p', queue, '-a', queue], options)
    if (code === null) return { state: 'unreachable', cause: 'unsupported' }
    if (code !== 0) {
      const scheduler = await run('lpstat', ['-r'], options)
      return { state: 'unreachable', cause: /is running/u.test(scheduler.text) ? 'no-such-device' : 'refused' }
    }
    const problems = problemsIn(text)
    return problems.length === 0
      ? { state: 'ready', paperLow: /media-low/u.test(alertsIn(text)) }
      : { state: 'trouble', problems, paperLow: false }
  },

  submit: async (queue, payload, queueOptions): Promise<Accepted> => {
    const raw = payload.format === 'escpos' ? ['-o', 'raw'] : []
    const asked = Object.entries(queueOptions).flatMap(([name, value]) => ['-o', `${name}=${value}`])
    const { text } = await run('lp', ['-d', queue, '-t', payload.title, ...raw, ...asked], options, payload.bytes)
    const id = /request id is (\S+-\d+)/u.exec(text)?.[1]
    if (id !== undefined) return { ok: true, id }
    // A job is either named or not there: `lp` makes it only after it has read all of it.
    return { ok: false, cause: /not accepting/u.test(text) ? 'offline' : 'no-such-device' }
  },

  state: async (queue, id): Promise<QueueJobState> => {
    const open = await run('lpstat', ['-l', '-W', 'not-completed', '-o', queue], options)
    const mine = blockOf(open.text, id)
    if (mine !== null) return /job-printing/u.test(alertsIn(mine)) ? 'printing' : 'waiting'
    const ended = blockOf((await run('lpstat', ['-l', '-W', 'completed', '-o', queue], options)).text, id)
    // A scheduler that no longer knows the job cannot say that it went well.
    if (ended === null) return open.code === 0 ? 'ended-badly' : 'waiting'
    return /cancel|abort/u.test(alertsIn(ended)) ? 'ended-badly' : 'done'
  },

  cancel: async (_queue, id) => {
    await run('cancel', [id], options)
  }
})

/** The lines about one job in `lpstat -l`: its name at the start, indented details after it. */
const blockOf = (text: string, id: string): string | null => {
  const lines = text.split('\n')
  const from = lines.findIndex((line) => line.split(/\s/u)[0] === id)
  if (from < 0) return null
  const end = lines.findIndex((line, index) => index > from && !/^\s/u.test(line))
  return lines.slice(from, end < 0 ? undefined : end).join('\n')
}
