/** Finds what a person has mistyped behind a command, before anything is installed or started. Runs on any Node from 20. */

/** The flags that a help lists, each with whether a value follows it: `  --map column=Heading   which …`. @param {string} help */
const flagsIn = (help) =>
  new Map([...help.matchAll(/^ {2}(--[a-z][a-z0-9-]*)( \S)?/gm)].map(([, flag, value]) => [flag, value !== undefined]))

/**
 * One sentence about the first thing that the command does not know; undefined when all is well. Its help is the list of
 * its flags, so that neither can lack what the other has.
 * @param {string} call  as a person types it
 * @param {import('./commands.mjs').Command} command
 * @param {string[]} given
 */
export const slipIn = (call, command, given) => {
  const flags = flagsIn(command.help)
  const see = `see ${call} -- --help`
  for (let at = 0; at < given.length; at += 1) {
    const word = given[at]
    if (!word.startsWith('-')) {
      if (command.takesWords !== true) return `${call} takes flags only, not «${word}»; ${see}`
      continue
    }
    const [flag] = word.split('=')
    const isValued = flags.get(flag)
    if (isValued === undefined) return `Unknown flag ${flag}; ${see}`
    if (!isValued && flag !== word) return `${flag} takes no value; ${see}`
    if (!isValued || flag !== word) continue
    at += 1
    if (given[at] === undefined || given[at].startsWith('--')) return `${flag} needs a value; ${see}`
  }
  return undefined
}
