/** From starting the program to a usable Today, against a bare Electron window on the same machine. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { prepareDesk } from '../e2e/prepared-desk.ts'
import { launchWorkstation } from '../e2e/window.ts'
import { electronRuntime, type ElectronRuntime } from '../scripts/runtime/electron.ts'
import { buildWorkstation } from '../scripts/build/workstation.ts'
import { ANNA } from '../src/head-office/demo/staff.ts'
import { figure, quantile, type Bench } from './bench.ts'

const RUNS = 7
const root = path.resolve(import.meta.dirname, '..')

const BARE_MAIN = `
const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1366, height: 768, show: false, webPreferences: { sandbox: true } })
  window.once('ready-to-show', () => { window.show(); process.stdout.write(JSON.stringify({ mark: 'ready-to-show' }) + '\\n') })
  window.loadFile(require('node:path').join(__dirname, 'index.html'))
})
`

/** Milliseconds from spawning a program to a mark on its output; ends the program. */
const untilMark = (runtime: ElectronRuntime, folder: string, mark: string, env: NodeJS.ProcessEnv): Promise<number> =>
  new Promise((resolve, reject) => {
    const began = performance.now()
    const child = spawn(runtime.executable, [...runtime.args, '--disable-gpu', folder], {
      env: { ...process.env, ...runtime.env, ...env },
      stdio: ['ignore', 'pipe', 'ignore']
    })
    let output = ''
    let seen: number | null = null
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (seen === null && output.includes(`"mark":"${mark}"`)) {
        seen = performance.now() - began
        child.kill('SIGKILL')
      }
    })
    child.once('exit', () =>
      seen === null ? reject(new Error(`the program ended without the mark ${mark}`)) : resolve(seen)
    )
  })

/** Milliseconds from Enter in the PIN field to the painted rows of Today. */
const signInTimes = async (dataDir: string): Promise<number[]> => {
  await using workstation = await launchWorkstation({ dataDir, env: { STOIKA_NOW: '2026-11-24T09:10:00.000Z' } })
  const { page } = workstation
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    await page.getByRole('option', { name: ANNA.card.name.family }).click()
    await page.keyboard.type(ANNA.pin)
    await page.evaluate(() => {
      window.addEventListener(
        'keydown',
        (event) => {
          if (event.key !== 'Enter') return
          const began = performance.now()
          const look = (): void => {
            if (document.querySelector('tr[data-visit]') === null) requestAnimationFrame(look)
            else
              requestAnimationFrame(() =>
                document.body.setAttribute('data-painted-after', String(performance.now() - began))
              )
          }
          look()
        },
        { once: true, capture: true }
      )
    })
    await page.keyboard.press('Enter')
    await page.waitForSelector('body[data-painted-after]')
    times.push(Number(await page.evaluate(() => document.body.getAttribute('data-painted-after'))))
    await page.evaluate(() => document.body.removeAttribute('data-painted-after'))
    await page.keyboard.press('F12')
  }
  return times
}

export const coldStart: Bench = {
  name: 'cold-start',
  run: async (log) => {
    await buildWorkstation()
    const runtime = await electronRuntime()
    const folder = mkdtempSync(path.join(tmpdir(), 'stoika-cold-'))
    try {
      const bare = mkdtempSync(path.join(folder, 'bare-'))
      writeFileSync(
        path.join(bare, 'package.json'),
        JSON.stringify({ name: 'bare', version: '0.0.0', main: 'main.cjs' })
      )
      writeFileSync(path.join(bare, 'main.cjs'), BARE_MAIN)
      writeFileSync(path.join(bare, 'index.html'), '<!doctype html><title>bare</title><p>bare</p>')
      const dataDir = path.join(folder, 'data')
      const { now } = await prepareDesk(dataDir, { patients: 2000, historyDays: 60 })
      const desk = { STOIKA_MARKS: '1', STOIKA_DATA: dataDir, STOIKA_NOW: new Date(now).toISOString() }
      const bareTimes: number[] = []
      const toSignIn: number[] = []
      // One of each in turn, so that whatever else the machine does meets both alike; the first pair warms the disk.
      for (let run = -1; run < RUNS; run++) {
        const one = await untilMark(runtime, bare, 'ready-to-show', {})
        const two = await untilMark(runtime, root, 'painted-sign-in', desk)
        if (run >= 0) {
          bareTimes.push(one)
          toSignIn.push(two)
        }
      }
      const signIn = await signInTimes(dataDir)
      const signInMedian = quantile(signIn, 0.5)
      log(
        `bare window ${Math.round(quantile(bareTimes, 0.5))} ms, to the PIN ${Math.round(quantile(toSignIn, 0.5))} ms, PIN to Today ${Math.round(signInMedian)} ms`
      )
      const reference = { id: 'bare-window', values: bareTimes }
      return [
        figure(
          'cold-start',
          'ms',
          toSignIn.map((time) => time + signInMedian),
          reference
        ),
        figure('cold-start-to-pin', 'ms', toSignIn, reference),
        figure('pin-to-today', 'ms', signIn)
      ]
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
