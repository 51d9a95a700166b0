/** A display to open windows on: the person's own, or a virtual one (Xvfb) where there is none. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { dyingWithUs } from './die-with-us.ts'

export interface Display {
  readonly isVirtual: boolean
  /** What a window's process needs in its environment to open here. */
  readonly env: Readonly<Record<string, string>>
  readonly close: () => Promise<void>
}

/** The display of this session, if it has one. Windows and macOS always do. */
export const ownDisplay = (): Display | undefined => {
  const hasOne = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']
  return hasOne ? { isVirtual: false, env: {}, close: async () => {} } : undefined
}

/** Starts Xvfb on a number it picks itself. Fails with what to install when Xvfb is not there. */
export const openVirtualDisplay = async (size = '1920x1080'): Promise<Display> => {
  const screen = ['-screen', '0', `${size}x24`]
  const [command, args] = dyingWithUs('Xvfb', ['-displayfd', '3', ...screen, '-nolisten', 'tcp', '-noreset'])
  const server = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe']
  })
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()))
  const number = await new Promise<string>((resolve, reject) => {
    const none = 'There is no display, and Xvfb could not be started; is it installed?'
    server.once('error', (cause) => reject(new Error(none, { cause })))
    server.once('exit', (code) => reject(new Error(`${none} (It ended with code ${code}.)`)))
    const numbers = server.stdio[3]
    if (numbers instanceof Readable) createInterface({ input: numbers }).once('line', resolve)
  })
  return {
    isVirtual: true,
    env: { DISPLAY: `:${number}` },
    close: async () => {
      server.kill()
      await ended
    }
  }
}
