/** Opens the workstation for a person: on their display as they would start it, or unseen, photographed once it shows. */
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { launchWorkstation } from '../../e2e/window.ts'
import { startPart } from '../parts/part.ts'
import { places, root } from '../parts/places.ts'
import type { ElectronRuntime } from '../runtime/electron.ts'

export interface OpenWindow {
  readonly ended: Promise<void>
  readonly close: () => Promise<void>
}

/** Windows's, macOS's or the X server's display: started as a plain program, nothing between it and the person. */
export const openSeen = (runtime: ElectronRuntime, env: Readonly<Record<string, string>>): OpenWindow => {
  const part = startPart({
    name: 'workstation',
    command: runtime.executable,
    args: [...runtime.args, root],
    env: { ...runtime.env, ...env }
  })
  part.process.stdout?.resume()
  // Chromium's own chatter goes with it; what the workstation has to say is in its log.
  part.process.stderr?.resume()
  return { ended: part.ended, close: part.stop }
}

/** Where nobody can look: driven from here, so that a picture of the first usable screen can be left behind. */
export const openUnseen = async (env: Readonly<Record<string, string>>): Promise<OpenWindow> => {
  const workstation = await launchWorkstation({ dataDir: places.workstation, env })
  const ended = new Promise<void>((resolve) => workstation.app.once('close', () => resolve()))
  await mkdir(path.dirname(places.screenshot), { recursive: true })
  // The first screen that waits for a person has something to type into; before it the clinic's data is still coming.
  await workstation.page.locator('main input').first().waitFor({ timeout: 300_000 })
  await workstation.page.screenshot({ path: places.screenshot })
  return { ended, close: workstation.close }
}
