/** A display to open windows on: the person's own, or a virtual one (Xvfb) where there is none. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'

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
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe']
  })
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()))
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', (cause) => reject(new Error('There is no display, and Xvfb is not installed.', { cause })))
    server.once('exit', (code) => reject(new Error(`Xvfb ended at once, with code ${code}.`)))
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
