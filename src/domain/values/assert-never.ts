/** The end of every closed union: the compiler proves that nothing is left, and a stray value is named loudly. */
export const assertNever = (value: never, what: string): never => {
  throw new Error(`unexpected ${what}: ${JSON.stringify(value)}`)
}
