/** Loaded into the shell before the workstation under test: an exception nobody catches ends it, with its words on stderr.
 * Electron would show a dialog instead, which nobody answers in a test. */
process.on('uncaughtException', (error) => {
  process.stderr.write(`uncaught in the shell: ${error?.stack ?? error}\n`)
  process.exit(70)
})
