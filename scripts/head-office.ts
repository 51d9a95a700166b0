/**
 * `npm run head-office`: the central server alone, on the same data as `npm start` uses, until Ctrl+C. With `backup` or
 * `restore` it copies its database, or fills it from a copy.
 */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { claim } from './parts/claim.ts'
import { runCommand } from './parts/command.ts'
import { startHeadOffice } from './parts/head-office.ts'
import { root, places } from './parts/places.ts'
import { untilInterrupted } from './parts/interruption.ts'

const args = process.argv.slice(2)

/** Its exit code is ours. Without a place named, it is the database of DATABASE_URL, else that of `npm start`. */
const copy = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const named =
      args.some((one) => one === '--data' || one.startsWith('--data=')) || process.env.DATABASE_URL !== undefined
    const main = path.join(root, 'src/head-office/backup/main.ts')
    const child = spawn(process.execPath, [main, ...args, ...(named ? [] : ['--data', places.headOffice])], {
      stdio: 'inherit'
    })
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })

const serve = async (): Promise<boolean> => {
  using running = new DisposableStack()
  running.use(claim('head-office'))
  const interrupted = untilInterrupted()
  const part = await startHeadOffice(places.headOffice, console.log)
  console.log(`Code for a new workstation: ${part.ready.enrolmentCode}`)
  await Promise.race([interrupted, part.ended])
  await part.stop()
  return true
}

if (args.length === 0) await runCommand(serve)
else process.exitCode = await copy()
