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

export const readStartOptions = (args: readonly string[]): StartOptions => ({
  build: !args.includes('--skip-build'),
  headOffice: !args.includes('--no-head-office'),
  devices: !args.includes('--no-devices'),
  once: args.includes('--once'),
  fresh: args.includes('--fresh')
})
