/** Once before all tests in the window: an up-to-date build, a runtime to run it, and a display to open it on. */
import { openVirtualDisplay } from '../../scripts/runtime/display.ts'
import { electronRuntime } from '../../scripts/runtime/electron.ts'
import { buildWorkstation } from '../../scripts/build/workstation.ts'

/** STOIKA_E2E_HEADED=1 shows the windows on the person's own display; STOIKA_E2E_SKIP_BUILD=1 takes the last build. */
export default async (): Promise<(() => Promise<void>) | undefined> => {
  if (process.env['STOIKA_E2E_SKIP_BUILD'] !== '1') await buildWorkstation()
  await electronRuntime()
  if (process.platform !== 'linux' || process.env['STOIKA_E2E_HEADED'] === '1') return undefined
  const display = await openVirtualDisplay()
  Object.assign(process.env, display.env)
  return () => display.close()
}
