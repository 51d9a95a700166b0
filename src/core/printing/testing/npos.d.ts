/** The parser of npos, an ESC/POS library by others, which tests use as a second opinion on our bytes. */
declare module 'npos' {
  interface Node {
    /** Mnemonic of the leading control byte, `STX` for a run of plain text. */
    readonly ascii: string
    readonly fn?: string
    readonly offset: number
    readonly length: number
  }
  type Rules = Record<string | number, unknown>
  const npos: {
    readonly rules: Rules
    readonly parser: (rules: Rules) => {
      analyze(raw: Uint8Array): { readonly error?: Error; readonly tree: readonly Node[] | null }
    }
  }
  export default npos
}
