/** The first lines of the file as they stand there, under the columns they are taken for. */
import { useContext } from 'react'
import type { ImportPreview } from '../../contract/imports.ts'
import { importTitles } from '../../domain/imports/column-titles.ts'
import { LanguageContext, useTexts } from '../ui/language.tsx'
import classes from './imports.module.css'
import { importTexts } from './texts.ts'

export const SampleTable = ({ preview }: { readonly preview: ImportPreview }) => {
  const texts = useTexts(importTexts)
  const { columns } = importTitles(useContext(LanguageContext))
  const takenFor = new Map(Object.entries(preview.mapping).map(([key, place]) => [place, columns[key] ?? key]))
  return (
    <section className={classes.sample} aria-label={texts.sample} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="number">
              {preview.headingsRow}
            </th>
            {preview.headings.map((heading, place) => (
              <th key={`${place} ${heading}`} scope="col" data-used={takenFor.has(place)}>
                <span>{heading}</span>
                <span className={classes.takenFor}>{takenFor.get(place) ?? '—'}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.sample.map(({ row, cells }) => (
            <tr key={row}>
              <td className="number soft">{row}</td>
              {preview.headings.map((heading, place) => (
                <td key={`${place} ${heading}`} title={cells[place] ?? ''}>
                  {cells[place] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
