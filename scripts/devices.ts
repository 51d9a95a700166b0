/** `npm run devices`: the virtual devices alone, until Ctrl+C. */
import { startDevices } from './parts/devices.ts'
import { untilInterrupted } from './parts/interruption.ts'
import { places } from './parts/places.ts'

const part = await startDevices(places.devices)
for (const device of part.ready.devices) console.log(`${device.name}: ${device.address}`)
await Promise.race([untilInterrupted(), part.ended])
await part.stop()
