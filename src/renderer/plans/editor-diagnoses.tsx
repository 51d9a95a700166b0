/** Diagnoses by МКБ-10: a code whose letter is always Latin, the tooth, the words. */
import { mkbShown } from './mkb-shown.ts'
import { Button } from '../ui/button.tsx'
import { useTexts } from '../ui/language.tsx'
import type { DiagnosisForm, FormFault } from './plan-form.ts'
import classes from './plan-editor.module.css'
import { editorTexts } from './texts-editor.ts'

interface Props {
  readonly diagnoses: readonly DiagnosisForm[]
  readonly faults: readonly FormFault[]
  readonly onChange: (diagnoses: readonly DiagnosisForm[]) => void
}

export const EditorDiagnoses = ({ diagnoses, faults, onChange }: Props) => {
  const texts = useTexts(editorTexts)
  const change = (next: DiagnosisForm): void => onChange(diagnoses.map((one) => (one.key === next.key ? next : one)))
  const add = (): void =>
    onChange([
      ...diagnoses,
      { key: Math.max(-1, ...diagnoses.map((one) => one.key)) + 1, code: '', tooth: '', text: '' }
    ])
  const wrong = (key: number): boolean => faults.some((fault) => fault.place === 'diagnosis' && fault.key === key)
  return (
    <section className={classes.diagnoses} aria-label={texts.diagnoses}>
      <h2 className={classes.label}>{texts.diagnoses}</h2>
      {faults.some((fault) => fault.place === 'diagnoses') && <p className="danger small">{texts.faults.diagnoses}</p>}
      {diagnoses.map((one) => (
        <div key={one.key} className={classes.diagnosis}>
          <input
            className={classes.field}
            placeholder="K02.1"
            aria-label={texts.code}
            aria-invalid={wrong(one.key)}
            maxLength={12}
            value={one.code}
            onChange={(event) => change({ ...one, code: event.currentTarget.value })}
            onBlur={() => change({ ...one, code: mkbShown(one.code) })}
          />
          <input
            className={classes.field}
            placeholder={texts.tooth}
            aria-label={texts.tooth}
            inputMode="numeric"
            maxLength={2}
            value={one.tooth}
            onChange={(event) => change({ ...one, tooth: event.currentTarget.value })}
          />
          <input
            className={classes.field}
            placeholder={texts.diagnosis}
            aria-label={texts.diagnosis}
            maxLength={200}
            value={one.text}
            onChange={(event) => change({ ...one, text: event.currentTarget.value })}
          />
          <button
            type="button"
            className={classes.bare}
            aria-label={texts.removeDiagnosis}
            onClick={() => onChange(diagnoses.filter((other) => other.key !== one.key))}
          >
            ×
          </button>
          {wrong(one.key) && <span className="danger small">{texts.faults.diagnosis}</span>}
        </div>
      ))}
      <Button onClick={add}>{texts.addDiagnosis}</Button>
    </section>
  )
}
