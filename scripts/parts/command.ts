/** Runs the work of a command: what goes wrong is said in its own words, without a stack, and told by the exit code. */

/** `false` means that it went through and the outcome is bad. */
export const runCommand = async (work: (args: readonly string[]) => Promise<boolean | undefined>): Promise<void> => {
  try {
    if ((await work(process.argv.slice(2))) === false) process.exitCode = 1
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
