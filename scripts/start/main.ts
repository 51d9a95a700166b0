/** `npm start`: builds, starts a local head office and virtual devices, opens the workstation; ends all of it together. */
import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { ANNA } from '../../src/head-office/demo/staff.ts'
import { buildWorkstation } from '../build/workstation.ts'
import { claim } from '../parts/claim.ts'
import { runCommand } from '../parts/command.ts'
import { startDevices } from '../parts/devices.ts'
import { startHeadOffice } from '../parts/head-office.ts'
import { untilInterrupted } from '../parts/interruption.ts'
import { places, root } from '../parts/places.ts'
import { openVirtualDisplay, ownDisplay } from '../runtime/display.ts'
import { electronRuntime, runtimeNotice } from '../runtime/electron.ts'
import { readStartOptions } from './options.ts'
import { openSeen, openUnseen } from './window.ts'

const main = async (args: readonly string[], interrupted: Promise<void>): Promise<undefined> => {
  const options = readStartOptions(args)
  await using running = new AsyncDisposableStack()

  running.use(claim('workstation'))
  if (options.headOffice || options.fresh) running.use(claim('head-office'))
  if (options.devices || options.fresh) running.use(claim('devices'))
  if (options.fresh) await forget()
  await mkdir(places.workstation, { recursive: true })
  if (options.build) await buildWorkstation()
  const runtime = await electronRuntime()
  say(runtimeNotice(runtime))

  let env: Record<string, string> = { STOIKA_DATA: places.workstation }
  if (options.headOffice) {
    const headOffice = await startHeadOffice(places.headOffice, say)
    running.defer(headOffice.stop)
    say(`At the desk: ${ANNA.card.name.family} ${ANNA.card.name.given}, PIN ${ANNA.pin}`)
    env = {
      ...env,
      STOIKA_HEAD_OFFICE_URL: headOffice.ready.url,
      STOIKA_ENROLMENT_CODE: headOffice.ready.enrolmentCode
    }
  }
  if (options.devices) {
    const devices = await startDevices(places.devices)
    running.defer(devices.stop)
    for (const device of devices.ready.devices) say(`${device.name}: ${device.address}`)
    env = { ...env, STOIKA_PRINTERS: JSON.stringify(devices.ready.devices.map((device) => device.offer)) }
  }

  if (!existsSync(path.join(places.workstation, 'desk')))
    say('Opening an empty desk: it first fetches the clinic from head office, half a minute …')
  const display = ownDisplay() ?? (await openVirtualDisplay())
  running.defer(display.close)
  Object.assign(process.env, display.env)
  const window = display.isVirtual ? await openUnseen(env) : openSeen(runtime, env)
  running.defer(window.close)
  if (display.isVirtual)
    say(`There is no display: the window is open under Xvfb; see ${path.relative(root, places.screenshot)}.`)
  if (options.once) return undefined
  say('Ctrl+C ends everything.')
  await Promise.race([window.ended, interrupted])
  return undefined
}

/** What earlier starts recorded; the locks stay, this start holds them. */
const forget = async (): Promise<void> => {
  say('Forgetting what earlier starts recorded.')
  for (const place of [places.workstation, places.headOffice, places.devices])
    await rm(place, { recursive: true, force: true })
}

const say = (line: string | undefined): void => {
  if (line !== undefined) console.log(line)
}

const interrupted = untilInterrupted()
await runCommand((args) => main(args, interrupted))
