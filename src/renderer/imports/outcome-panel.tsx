/** What a file would do: every bad place with its reason, or the lines that are new and that change. */
import { useContext } from 'react'
import type { ImportLine, ImportPreview } from '../../contract/imports.ts'
import { importTitles, type Titles } from '../../domain/imports/column-titles.ts'
import { cellProblemText } from '../../domain/imports/problem-texts.ts'
import { LanguageContext, useTexts } from '../ui/language.tsx'
import classes from './imports.module.css'
import { columnNames } from './refusal-text.ts'
import { importTexts } from './texts.ts'

export const OutcomePanel = ({ preview }: { readonly preview: ImportPreview }) => {
  const texts = useTexts(importTexts)
  const language = useContext(LanguageContext)
  if (preview.missing.length > 0) {
    return (
      <section className={classes.outcome}>
        <p className={classes.ask}>{texts.missing(columnNames(preview.missing, language))}</p>
      </section>
    )
  }
  const { counts } = preview
  const listed = preview.lines.length
  const doing = counts.new + counts.changed
  return (
    <section className={classes.outcome} aria-live="polite">
      <p className={classes.counts}>
        <strong>{texts.counts.new(counts.new)}</strong>
        <strong>{texts.counts.changed(counts.changed)}</strong>
        <span className="soft">{texts.counts.same(counts.same)}</span>
        {counts.bad > 0 && <strong className="danger">{texts.counts.bad(counts.bad)}</strong>}
      </p>
      {preview.problems.length > 0 ? (
        <Problems preview={preview} />
      ) : doing === 0 ? (
        <p className={classes.ask}>{texts.outcome.same}</p>
      ) : (
        <>
          {preview.doubles > 0 && <p className={classes.warning}>{texts.outcome.doublesTitle(preview.doubles)}</p>}
          <div className={classes.lines} tabIndex={0} role="region" aria-label={texts.outcome.title}>
            {preview.lines.map((line) => (
              <Line key={line.row} line={line} titles={importTitles(language)} />
            ))}
            {doing > listed && <p className={classes.more}>{texts.outcome.more(doing - listed)}</p>}
          </div>
        </>
      )}
    </section>
  )
}

const Problems = ({ preview }: { readonly preview: ImportPreview }) => {
  const texts = useTexts(importTexts)
  const language = useContext(LanguageContext)
  const { columns } = importTitles(language)
  return (
    <>
      <p className={classes.refused}>
        {texts.problems.title(preview.problems.length + preview.moreProblems)}.{' '}
        <span className="soft">{texts.problems.hint}</span>
      </p>
      <div className={classes.lines} tabIndex={0} role="region" aria-label={texts.problems.reason}>
        <table className={classes.problems}>
          <thead>
            <tr>
              <th scope="col" className="number">
                {texts.problems.row}
              </th>
              <th scope="col">{texts.problems.column}</th>
              <th scope="col">{texts.problems.text}</th>
              <th scope="col">{texts.problems.reason}</th>
            </tr>
          </thead>
          <tbody>
            {preview.problems.map((one, index) => (
              // One line may have several bad places; the list never changes its order.
              <tr key={`${index} ${one.row}`}>
                <td className="number">{one.row}</td>
                <td>{one.column === null ? '' : (columns[one.column] ?? one.column)}</td>
                <td className={classes.cell}>{one.text}</td>
                <td>{cellProblemText(one.problem, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {preview.moreProblems > 0 && <p className={classes.more}>{texts.problems.more(preview.moreProblems)}</p>}
      </div>
    </>
  )
}

const Line = ({ line, titles }: { readonly line: ImportLine; readonly titles: Titles }) => {
  const texts = useTexts(importTexts).outcome
  return (
    <div className={classes.line}>
      <span className="number soft">{line.row}</span>
      <span className={classes.kind} data-outcome={line.outcome}>
        {line.outcome === 'new' ? texts.new : texts.changed}
      </span>
      <span className={classes.what}>
        <span className={classes.lineTitle}>{line.title}</span>
        {line.changes.map((change) => (
          <span key={change.column} className={classes.change}>
            {titles.columns[change.column] ?? change.column}: {change.after === '' ? texts.nothing : change.after}
            <span className="soft">
              {' '}
              ({texts.was}: {change.before === '' ? texts.nothing : change.before})
            </span>
          </span>
        ))}
        {line.doubles.length > 0 && <span className={classes.double}>{texts.doubles(line.doubles.join('; '))}</span>}
      </span>
    </div>
  )
}
