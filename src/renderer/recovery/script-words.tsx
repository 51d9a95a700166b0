/** Words to say, stage by stage, with what only the receptionist can fill in, and what must not be said. */
import type { ScriptView } from '../../contract/recovery.ts'
import { useTexts } from '../ui/language.tsx'
import classes from './script-words.module.css'
import { recoveryTexts } from './texts.ts'

interface SaidProps {
  readonly said: { readonly text: string; readonly doubtful: readonly string[] }
}

/** One phrase; a name whose form is unsure is named under it. */
export const Said = ({ said }: SaidProps) => {
  const texts = useTexts(recoveryTexts).words
  return (
    <>
      <span className={classes.phrase}>{said.text}</span>
      {said.doubtful.length > 0 && (
        <span className={classes.doubtful}>
          ▲ {texts.doubtful}: {[...new Set(said.doubtful)].join(', ')}
        </span>
      )}
    </>
  )
}

export const ScriptLines = ({ script }: { readonly script: ScriptView }) => {
  const texts = useTexts(recoveryTexts).words
  return (
    <dl className={classes.lines}>
      {script.lines.map((line) => (
        <div key={line.stage}>
          <dt>{texts.stages[line.stage]}</dt>
          <dd>
            <Said said={line} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

export const NeverSay = ({ script }: { readonly script: ScriptView }) => {
  const texts = useTexts(recoveryTexts).words
  return (
    <section className={classes.never} aria-label={texts.never}>
      <h3>
        <span aria-hidden="true">✕</span> {texts.never}
      </h3>
      <ul>
        {script.never.map((one) => (
          <li key={one.phrase} title={one.why}>
            <s>«{one.phrase}»</s>
            <span className="soft">{one.instead}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
