/** The key of an action, shown beside it; a letter as a receptionist sees it on the keyboard. */
import classes from './key.module.css'
import { useTexts } from './language.tsx'
import { keyLetters, KEYS_OF_LETTERS } from './texts.ts'

export const letterOfKey = (key: string, letters: string): string =>
  (key.length === 1 ? letters[KEYS_OF_LETTERS.indexOf(key)] : undefined) ?? key

export const Key = ({ children }: { readonly children: string }) => (
  <kbd className={classes.key}>{letterOfKey(children, useTexts(keyLetters).letters)}</kbd>
)
