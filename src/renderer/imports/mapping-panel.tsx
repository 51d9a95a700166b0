/** Which heading of the file is which column: guessed or remembered, changed by choosing another heading. */
import type { ImportPreview } from '../../contract/imports.ts'
import { importTitles } from '../../domain/imports/column-titles.ts'
import { SHAPES } from '../../domain/imports/columns.ts'
import type { Mapping } from '../../domain/imports/mapping.ts'
import { useContext } from 'react'
import { LanguageContext, useTexts } from '../ui/language.tsx'
import classes from './imports.module.css'
import { importTexts } from './texts.ts'

interface Props {
  readonly preview: ImportPreview
  readonly disabled: boolean
  readonly onChange: (mapping: Mapping) => void
}

export const MappingPanel = ({ preview, disabled, onChange }: Props) => {
  const texts = useTexts(importTexts)
  const { columns: titles } = importTitles(useContext(LanguageContext))
  const missing = new Set(preview.missing.flat())
  const choose = (key: string, place: number | null): void => {
    // A heading serves one column: taken for another, it leaves the first.
    const others = Object.entries(preview.mapping).filter(([other, at]) => other !== key && at !== place)
    onChange(Object.fromEntries(place === null ? others : [...others, [key, place]]))
  }
  return (
    <section className={classes.mapping} aria-label={texts.mapping.title}>
      <h2>
        {texts.mapping.title}{' '}
        <span className="soft small">{preview.remembered ? texts.mapping.remembered : texts.mapping.guessed}</span>
      </h2>
      {SHAPES[preview.kind].columns.map(({ key }) => (
        <label key={key} className={classes.mapped} data-missing={missing.has(key)}>
          <span>{titles[key] ?? key}</span>
          <select
            value={preview.mapping[key] ?? ''}
            disabled={disabled}
            aria-invalid={missing.has(key)}
            onChange={(event) =>
              choose(key, event.currentTarget.value === '' ? null : Number(event.currentTarget.value))
            }
          >
            <option value="">{missing.has(key) ? texts.mapping.needed : texts.mapping.none}</option>
            {preview.headings.map((heading, place) => (
              // Headings may repeat, and their place is what tells them apart.
              <option key={`${place} ${heading}`} value={place}>
                {heading === '' ? `№ ${place + 1}` : heading}
              </option>
            ))}
          </select>
        </label>
      ))}
    </section>
  )
}
