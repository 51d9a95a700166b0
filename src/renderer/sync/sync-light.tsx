/** The honest light of synchronisation on the bottom line. */
export const SyncLight = () => null
