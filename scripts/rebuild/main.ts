/** `npm run rebuild`: the tables of a closed desk, anew from its journal. */
import { rebuild } from './rebuild.ts'

/** On a terminal one line that counts up; into a file a line for each tenth. */
const shownProgress = (): ((done: number, total: number) => void) => {
  let tenth = 0
  return (done, total) => {
    const line = `${done} of ${total}`
    if (process.stdout.isTTY) {
      process.stdout.write(`\r${line}${done === total ? '\n' : ''}`)
      return
    }
    const now = total === 0 ? 10 : Math.floor((done / total) * 10)
    if (now > tenth) console.log(line)
    tenth = now
  }
}

process.exitCode = await rebuild(process.argv.slice(2), {
  env: process.env,
  say: (line) => console.log(line),
  progress: shownProgress()
})
