/** The language of this workstation's window: chosen in the settings, remembered by the window itself. */
import { useSyncExternalStore } from 'react'
import type { Language } from '../ui/texts.ts'

const PLACE = 'stoika-language'

const listeners = new Set<() => void>()
let language: Language = localStorage.getItem(PLACE) === 'en' ? 'en' : 'ru'
document.documentElement.lang = language

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useWindowLanguage = (): Language => useSyncExternalStore(subscribe, () => language)

export const chooseLanguage = (next: Language): void => {
  language = next
  localStorage.setItem(PLACE, next)
  document.documentElement.lang = next
  for (const listener of listeners) listener()
}
