/** The right side of the worklist: whom to call, the words for this patient, what must not be said, and how the talk ended. */
import { useContext } from 'react'
import type { SettledTalk, Talk } from '../../contract/recovery.ts'
import { formatPhone } from '../../domain/values/phone.ts'
import { yearsText } from '../app/texts-years.ts'
import { Button } from '../ui/button.tsx'
import { Key } from '../ui/key.tsx'
import { LanguageContext, useTexts } from '../ui/language.tsx'
import classes from './incident-screen.module.css'
import { NeverSay, Said, ScriptLines } from './script-words.tsx'
import { recoveryTexts } from './texts.ts'
import { boardTexts } from './board-texts.ts'
import { offerKey } from './offer-key.ts'

interface Props {
  readonly talk: Talk
  /** Set right after this patient's talk ended. */
  readonly settled: SettledTalk | null
  readonly selected: string | null
  readonly onNext: () => void
}

export const TalkPanel = ({ talk, settled, selected, onNext }: Props) => {
  const texts = useTexts(boardTexts)
  const words = useTexts(recoveryTexts).words
  const language = useContext(LanguageContext)
  const { row, script, atDesk } = talk
  const phones =
    row.representative === null
      ? row.patient.phones
      : row.representative.phone === null
        ? row.patient.phones
        : [row.representative.phone]
  const offered = talk.offers.find((one) => offerKey(one) === selected) ?? talk.offers[0]
  return (
    <aside className={classes.panel} aria-label={script.title} tabIndex={0}>
      <p className={classes.who}>
        <strong>{row.patient.name}</strong> <span className="soft">{yearsText(row.patient.age, language)}</span>{' '}
        <Key>F4</Key>
      </p>
      <p className={classes.callLine}>
        <span className="soft">{atDesk ? texts.atDesk : texts.call}</span>
        {!atDesk && <strong>{phones.length === 0 ? texts.noPhone : phones.map(formatPhone).join(', ')}</strong>}
        {row.representative !== null && <span>{texts.representative(row.representative.name)}</span>}
      </p>
      {settled !== null && settled.say !== null ? (
        <section className={classes.ending} aria-live="polite">
          <h3 className="done">✓ {texts.say}</h3>
          <p>
            <Said said={settled.say} />
          </p>
          {script.afterwards.length > 0 && (
            <p className="soft">
              {words.afterwards}. {script.afterwards.join('. ')}.
            </p>
          )}
          <Button primary keys="Enter" onClick={onNext}>
            {texts.actions.next}
          </Button>
        </section>
      ) : (
        <>
          <ScriptLines script={script} />
          {offered !== undefined && (
            <div className={classes.offered}>
              <Said said={offered.say} />
            </div>
          )}
          <NeverSay script={script} />
        </>
      )}
    </aside>
  )
}
