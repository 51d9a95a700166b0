/** The pages of a document as they come out of the printer. */
import { useQuery } from '@tanstack/react-query'
import type { DocumentId } from '../../domain/values/ids.ts'
import { calls } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { appTexts } from '../app/texts.ts'
import { useTexts } from '../ui/language.tsx'
import classes from './documents.module.css'
import { documentRefusalText } from './refusal-text.ts'
import { documentRefusalTexts } from './texts-refusals.ts'
import { documentTexts } from './texts.ts'

export const DocumentPages = ({ id }: { readonly id: DocumentId }) => {
  const texts = useTexts(documentTexts)
  const refusals = useTexts(documentRefusalTexts)
  const general = useTexts(appTexts)
  const pages = useQuery(calls.documents.pages.queryOptions({ input: { id } }))
  return (
    <div className={classes.pages} role="region" aria-label={texts.pages} tabIndex={0}>
      {pages.error !== null && (
        <p className="danger" role="alert">
          {documentRefusalText(pages.error, refusals) ?? failureText(pages.error, general)}
        </p>
      )}
      {pages.data?.signaturesElsewhere === true && <p className="attention">{texts.signaturesElsewhere}</p>}
      {pages.data?.pages.map((svg, index, all) => (
        <img
          key={`${index + 1}`}
          className={classes.page}
          src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
          alt={texts.page(index + 1, all.length)}
        />
      ))}
    </div>
  )
}
