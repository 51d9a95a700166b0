/** Notices that whoever started this process has gone without a word, as a shell does that was killed. */

/** The watch itself keeps no process running. @param {() => void} then */
export function whenParentIsGone(then) {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent && isAlive(parent)) return
    clearInterval(watch)
    then()
  }, 500)
  watch.unref()
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
