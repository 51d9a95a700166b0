/** What happened, in lines that a person can follow; and what is left out of it when a story is told again. */

/** Something that can be left out: an action that was planned, or a fault that chance brought. */
export interface Event {
  readonly name: string
  readonly text: string
}

export interface Story {
  /** An event happens unless it is left out. */
  happens(event: Event): boolean
  /** What follows from events, for the reader only. */
  note(text: string): void
  readonly events: readonly Event[]
  readonly lines: readonly string[]
}

export const beginStory = (leftOut: ReadonlySet<string>): Story => {
  const events: Event[] = []
  const lines: string[] = []
  return {
    happens: (event) => {
      if (leftOut.has(event.name)) return false
      events.push(event)
      lines.push(event.text)
      return true
    },
    note: (text) => void lines.push(`    ${text}`),
    events,
    lines
  }
}
