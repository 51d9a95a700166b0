/** `npm run verify`: whether the facts, receipts, states and papers that a desk or a head office keeps are what was recorded. */
import { shownProgress } from '../parts/progress.ts'
import { verify } from './verify.ts'

process.exitCode = await verify(process.argv.slice(2), {
  env: process.env,
  say: (line) => console.log(line),
  progress: shownProgress(1000)
})
