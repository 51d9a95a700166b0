/** How the window speaks and looks. */
import { SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useContext } from 'react'
import { chooseLanguage } from '../app/window-language.ts'
import { LanguageContext, useTexts } from '../ui/language.tsx'
import classes from './settings.module.css'
import { settingsTexts } from './texts.ts'

const LANGUAGES = ['ru', 'en'] as const
const THEMES = ['light', 'dark', 'auto'] as const

export const WindowPart = () => {
  const texts = useTexts(settingsTexts).window
  const language = useContext(LanguageContext)
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <div className={classes.rows}>
      <dl>
        <div className={classes.row}>
          <dt>{texts.language}</dt>
          <dd>
            <SegmentedControl
              aria-label={texts.language}
              value={language}
              onChange={(value) => chooseLanguage(value === 'en' ? 'en' : 'ru')}
              data={LANGUAGES.map((value) => ({ value, label: texts.languages[value] }))}
            />
            <p className="soft">{texts.languageHint}</p>
          </dd>
        </div>
        <div className={classes.row}>
          <dt>{texts.theme}</dt>
          <dd>
            <SegmentedControl
              aria-label={texts.theme}
              value={colorScheme}
              onChange={(value) => setColorScheme(THEMES.find((theme) => theme === value) ?? 'auto')}
              data={THEMES.map((value) => ({ value, label: texts.themes[value] }))}
            />
            <p className="soft">{texts.themeHint}</p>
          </dd>
        </div>
      </dl>
      <p className={classes.note}>{texts.remembered}</p>
    </div>
  )
}
