/** The settings of this workstation: its printers, its window, and what it is. */
import { useState } from 'react'
import { useNavigation } from '../app/screens.ts'
import { usePresent } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { Key } from '../ui/key.tsx'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { DevicePart } from './device-part.tsx'
import { PrintersPart } from './printers-part.tsx'
import classes from './settings.module.css'
import { settingsTexts } from './texts.ts'
import { WindowPart } from './window-part.tsx'

const PARTS = ['printers', 'window', 'device'] as const
type Part = (typeof PARTS)[number]

export const SettingsScreen = () => {
  const texts = useTexts(settingsTexts)
  const { go } = useNavigation()
  const { may } = usePresent()
  const [part, setPart] = useState<Part>('printers')
  useKeys(Object.fromEntries(PARTS.map((one, index) => [String(index + 1), () => setPart(one)])))
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <h1>{texts.title}</h1>
        <Button keys="Alt 9" onClick={() => go({ name: 'sync' })}>
          {texts.sync}
        </Button>
      </header>
      <nav className={classes.tabs} aria-label={texts.sections}>
        {PARTS.map((one, index) => (
          <button key={one} type="button" aria-current={one === part} onClick={() => setPart(one)}>
            {texts.tabs[one]} <Key>{String(index + 1)}</Key>
          </button>
        ))}
      </nav>
      {part === 'printers' && (may('configure-desk') ? <PrintersPart /> : <Forbidden />)}
      {part === 'window' && <WindowPart />}
      {part === 'device' && <DevicePart />}
    </div>
  )
}

/** Who may not set up printers still has a way on. */
const Forbidden = () => {
  const texts = useTexts(settingsTexts).printers
  const { go } = useNavigation()
  return (
    <div className={classes.middle}>
      <h2>{texts.forbidden}</h2>
      <p className="soft">{texts.forbiddenHint}</p>
      <Button keys="Alt 0" onClick={() => go({ name: 'print-queue', job: null })}>
        {texts.queue}
      </Button>
    </div>
  )
}
