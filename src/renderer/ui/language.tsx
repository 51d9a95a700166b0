/** The language of the window, for components that show texts. */
import { createContext, useContext } from 'react'
import type { Catalogue, Language } from './texts.ts'

export const LanguageContext = createContext<Language>('ru')

export const useTexts = <Texts,>(texts: Catalogue<Texts>): Texts => texts[useContext(LanguageContext)]
