/** The flags of `npm start`. */

export interface StartOptions {
  readonly build: boolean
  readonly headOffice: boolean
  readonly devices: boolean
  /** Close as soon as the first screen has been shown. */
  readonly once: boolean
  /** Forget what earlier starts recorded. */
  readonly fresh: boolean
}

const flags = ['--skip-build', '--no-head-office', '--no-devices', '--once', '--fresh']

/** Fails on a flag it does not know: a typing slip must not quietly start something else. */
export const readStartOptions = (args: readonly string[]): StartOptions => {
  const unknown = args.filter((arg) => !flags.includes(arg))
  if (unknown.length > 0) throw new Error(`Unknown flag ${unknown.join(', ')}; see npm start -- --help`)
  return {
    build: !args.includes('--skip-build'),
    headOffice: !args.includes('--no-head-office'),
    devices: !args.includes('--no-devices'),
    once: args.includes('--once'),
    fresh: args.includes('--fresh')
  }
}
