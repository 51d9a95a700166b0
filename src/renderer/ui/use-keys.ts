/** Keys of a screen by their place on the keyboard, so that they work in the Russian layout as in the Latin one. */
import { useEffect, useEffectEvent } from 'react'
import { openLoneKeys } from './lone-key.ts'

export type Keys = Readonly<Record<string, ((event: KeyboardEvent) => void) | undefined>>

interface Options {
  /** Keys that work also while typing into a field; function keys and those with Ctrl or Alt always do. */
  readonly whileTyping?: readonly string[]
  readonly enabled?: boolean
}

/**
 * Handlers by key: `F2`, `Enter`, `Escape`, `ArrowDown`, `ctrl+K`, `alt+1`, `shift+F2`, letters and digits by their
 * Latin name (`N` is the key of «т»). A handler that runs keeps the key from doing anything else.
 */
export const useKeys = (keys: Keys, options: Options = {}): void => {
  const onKeyDown = useEffectEvent((event: KeyboardEvent): void => {
    if (options.enabled === false || event.defaultPrevented || event.isComposing) return
    const name = keyName(event)
    const handler = keys[name]
    if (handler === undefined) return
    const anywhere = /^(F\d+|.*(ctrl|alt)\+.*|Escape)$/.test(name) || options.whileTyping?.includes(name) === true
    if (!anywhere && isTyping(event.target)) return
    // A choice among radio buttons moves by arrows; letters and digits mean nothing to it and stay keys of actions.
    if (isChoice(event.target) && /^(Enter|Space|Arrow\w+)$/.test(name)) return
    // Enter and space on a focused button are that button's own.
    if (
      (name === 'Enter' || name === 'Space') &&
      event.target instanceof HTMLElement &&
      event.target.closest('button, a, [role=option], [role=menuitem]') !== null
    )
      return
    event.preventDefault()
    if (name.length === 1) whenAlone(event.timeStamp, () => handler(event))
    else handler(event)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKeyDown(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

/** One for the whole window: a scan fired at the desk opens nothing by its letters, whichever screen hears them. */
const whenAlone = openLoneKeys()

/** The name of the pressed key as `useKeys` writes it. */
export const keyName = (
  event: Pick<KeyboardEvent, 'code' | 'key' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>
): string => {
  const base = event.code.replace(/^Key|^Digit|^Numpad(?=\d|Enter)/, '')
  const named = base === 'Slash' ? '/' : base === '' ? event.key : base
  return [
    event.ctrlKey || event.metaKey ? 'ctrl+' : '',
    event.altKey ? 'alt+' : '',
    event.shiftKey ? 'shift+' : '',
    named
  ].join('')
}

const isChoice = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement && (target.type === 'radio' || target.type === 'checkbox')

const isTyping = (target: EventTarget | null): boolean =>
  !isChoice(target) &&
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement)
