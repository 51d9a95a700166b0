/** `npm run rebuild`: the tables of a closed desk, anew from its journal. */
import { shownProgress } from '../parts/progress.ts'
import { rebuild } from './rebuild.ts'

process.exitCode = await rebuild(process.argv.slice(2), {
  env: process.env,
  say: (line) => console.log(line),
  progress: shownProgress()
})
