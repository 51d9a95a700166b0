/** `npm run bench`: the measurements of bench/, given a display where the machine has none, for those that need a window. */
import { openVirtualDisplay, ownDisplay } from './runtime/display.ts'

const display = ownDisplay() ?? (await openVirtualDisplay())
Object.assign(process.env, display.env)
if (display.isVirtual) console.log('There is no display: windows are measured under Xvfb.')
try {
  await import('../bench/main.ts')
} finally {
  await display.close()
}
