/** `npm run head-office`: the central server alone, on the same data as `npm start` uses, until Ctrl+C. */
import { startHeadOffice } from './parts/head-office.ts'
import { places } from './parts/places.ts'
import { untilInterrupted } from './parts/interruption.ts'

const part = await startHeadOffice(places.headOffice)
console.log(`Head office: ${part.ready.url}`)
console.log(`Code for a new workstation: ${part.ready.enrolmentCode}`)
if (part.ready.operatorPassword !== null)
  console.log(`Password of the operators' page, shown only now: ${part.ready.operatorPassword}`)
await Promise.race([untilInterrupted(), part.ended])
await part.stop()
