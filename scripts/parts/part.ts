/** Starts one part of a local installation as a process of its own, waits until it serves, and ends it again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { dyingWithUs } from '../runtime/die-with-us.ts'

export interface Part {
  readonly process: ChildProcess
  /** Resolves when the process has ended, by itself or by `stop`. */
  readonly ended: Promise<void>
  /** Asks it to end, waits for that, and insists after a while. */
  readonly stop: () => Promise<void>
}

export interface PartPlan {
  /** How the part is called in messages to the person at the terminal. */
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** How long a part may take to close its books before it is ended by force. */
const patienceMs = 10_000

export const startPart = (plan: PartPlan): Part => {
  // A group of its own: Ctrl+C at the terminal then reaches only us, and we end the parts in order.
  const [command, args] = dyingWithUs(plan.command, plan.args)
  const child = spawn(command, args, {
    env: { ...process.env, ...plan.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32'
  })
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
    child.once('error', () => resolve())
  })
  return {
    process: child,
    ended,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      const insist = setTimeout(() => child.kill('SIGKILL'), patienceMs)
      await ended
      clearTimeout(insist)
    }
  }
}

/**
 * Starts a part and waits for the line on its output that `read` recognises. Fails with the last lines it said when it
 * ends before; else everything it says on stderr is passed on, with its name before it.
 */
export const startServing = async <Ready>(
  plan: PartPlan,
  read: (line: string) => Ready | undefined
): Promise<Part & { readonly ready: Ready }> => {
  const part = startPart(plan)
  const said: string[] = []
  const complaints: string[] = []
  let isReady = false
  const ready = await new Promise<Ready>((resolve, reject) => {
    const { stdout, stderr } = part.process
    if (stdout === null || stderr === null) throw new Error(`${plan.name} has no output to read.`)
    createInterface({ input: stdout }).on('line', (line) => {
      remember(said, line)
      const recognised = read(line)
      if (recognised === undefined) return
      isReady = true
      for (const complaint of complaints) console.error(complaint)
      resolve(recognised)
    })
    createInterface({ input: stderr }).on('line', (line) => {
      remember(said, line)
      const complaint = `${plan.name}: ${line}`
      if (isReady) console.error(complaint)
      else remember(complaints, complaint)
    })
    part.process.once('error', (cause) =>
      reject(new Error(`The ${plan.name} could not be started: ${cause.message}`, { cause }))
    )
    void part.ended.then(() => reject(new Error(`The ${plan.name} did not start. ${said.join('\n')}`)))
  })
  return { ...part, ready }
}

const remember = (said: string[], line: string): void => {
  said.push(line)
  if (said.length > 20) said.shift()
}
