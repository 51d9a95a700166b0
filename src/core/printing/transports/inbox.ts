/** What came in and was not yet asked for, with a way to wait for the next thing of a kind for a limited time. */

export interface Inbox<Item> {
  put(item: Item): void
  /** The first item, come or coming, that is wanted; null when the time is over or nothing will come any more. */
  next(wanted: (item: Item) => boolean, milliseconds: number): Promise<Item | null>
  forget(unwanted: (item: Item) => boolean): void
  /** Nothing will come any more: whoever waits is told at once. */
  end(): void
}

export const inbox = <Item>(): Inbox<Item> => {
  let items: Item[] = []
  let ended = false
  let waiting: { readonly wanted: (item: Item) => boolean; readonly settle: (item: Item | null) => void } | null = null
  return {
    put: (item) => {
      if (waiting?.wanted(item) === true) waiting.settle(item)
      else items.push(item)
    },
    next: (wanted, milliseconds) => {
      const at = items.findIndex(wanted)
      if (at >= 0) return Promise.resolve(items.splice(at, 1)[0] ?? null)
      if (ended) return Promise.resolve(null)
      return new Promise((resolve) => {
        const timer = setTimeout(() => waiting?.settle(null), milliseconds)
        waiting = {
          wanted,
          settle: (item) => {
            clearTimeout(timer)
            waiting = null
            resolve(item)
          }
        }
      })
    },
    forget: (unwanted) => {
      items = items.filter((item) => !unwanted(item))
    },
    end: () => {
      ended = true
      waiting?.settle(null)
    }
  }
}
