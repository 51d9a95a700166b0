/** Ties a child process to ours, so that a command that is killed outright leaves no server behind. */
import { existsSync } from 'node:fs'

const setpriv = '/usr/bin/setpriv'

/** The command to spawn instead: on Linux the kernel then ends the child when we are gone. Elsewhere it is left as it is. */
export const dyingWithUs = (command: string, args: readonly string[]): readonly [string, readonly string[]] =>
  process.platform === 'linux' && existsSync(setpriv)
    ? [setpriv, ['--pdeathsig', 'TERM', '--', command, ...args]]
    : [command, args]
