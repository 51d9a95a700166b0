/** Where the new card comes from: a blank under the scanner, or the desk's next number and the card printer. */
import { TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { NewCardInput } from '../../contract/loyalty.ts'
import { Button } from '../ui/button.tsx'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import classes from './card-dialog.module.css'
import { loyaltyTexts } from './texts.ts'

interface Props {
  readonly busy: boolean
  readonly onGive: (card: NewCardInput, print: boolean) => void
}

export const GiveForm = ({ busy, onGive }: Props) => {
  const texts = useTexts(loyaltyTexts).dialog
  const [text, setText] = useState('')
  const scanned = text.trim() !== ''
  const giveNext = (print: boolean) => (): void => {
    if (!busy) onGive({ source: 'series' }, print)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (scanned && !busy) onGive({ source: 'blank', text }, false)
  }
  useKeys({ F2: giveNext(true) })
  return (
    <form onSubmit={submit} className={classes.give}>
      <TextInput
        label={texts.scan}
        description={texts.scanHint}
        value={text}
        inputMode="numeric"
        autoComplete="off"
        maxLength={40}
        data-autofocus
        data-scan
        autoFocus
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" primary={scanned} keys="Enter" disabled={!scanned || busy}>
        {texts.giveScanned}
      </Button>
      <p className={`soft ${classes.next}`}>{texts.giveNextHint}</p>
      <div className={classes.buttons}>
        <Button keys="F2" primary={!scanned} disabled={busy} onClick={giveNext(true)}>
          {texts.giveNext}
        </Button>
        <Button disabled={busy} onClick={giveNext(false)}>
          {texts.withoutPrinting}
        </Button>
      </div>
    </form>
  )
}
