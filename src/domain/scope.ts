/** Which facts every clinic of the network gets whole, and which only the clinic where they were made. */

/** Medical papers and money of one clinic; who the patients are, when they come and what they have collected is the whole network's. */
const OF_THE_CLINIC: ReadonlySet<string> = new Set(['document', 'plan', 'act', 'payment', 'incident', 'recovery'])

/** `network`, or `clinic:<id>` for facts that a clinic keeps to itself where head office has restricted a desk to its own. */
export const scopeOf = (kind: string, clinic: string | null): string =>
  clinic !== null && OF_THE_CLINIC.has(kind) ? `clinic:${clinic}` : 'network'
