/** How a command shows how far it is: on a terminal one line that counts up, into a file a line for each tenth. */

/** Nothing is shown before `quietMs` have passed, so that what is quick says only its result. */
export const shownProgress = (quietMs = 0): ((done: number, total: number) => void) => {
  const began = performance.now()
  let tenth = 0
  return (done, total) => {
    const now = total === 0 ? 10 : Math.floor((done / total) * 10)
    if (performance.now() - began < quietMs) {
      tenth = now
      return
    }
    const line = `${done} of ${total}`
    if (process.stdout.isTTY) {
      process.stdout.write(`\r${line}${done === total ? '\n' : ''}`)
      return
    }
    if (now > tenth) console.log(line)
    tenth = now
  }
}
