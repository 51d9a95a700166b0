/** `npm run devices`: the virtual devices alone, until Ctrl+C. */
import { claim } from './parts/claim.ts'
import { runCommand } from './parts/command.ts'
import { startDevices } from './parts/devices.ts'
import { untilInterrupted } from './parts/interruption.ts'
import { places } from './parts/places.ts'

await runCommand(async () => {
  using running = new DisposableStack()
  running.use(claim('devices'))
  const interrupted = untilInterrupted()
  const part = await startDevices(places.devices)
  for (const device of part.ready.devices) console.log(`${device.name}: ${device.address}`)
  await Promise.race([interrupted, part.ended])
  await part.stop()
  return true
})
