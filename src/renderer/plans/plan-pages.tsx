/** The estimate as it comes out of the printer, page under page. */
import { useQuery } from '@tanstack/react-query'
import type { VariantId } from '../../domain/plans/content.ts'
import type { PlanId } from '../../domain/values/ids.ts'
import { calls } from '../app/connection.ts'
import { useTexts } from '../ui/language.tsx'
import classes from './plan-screen.module.css'
import { planTexts } from './texts.ts'

export const PlanPages = ({ plan, variant }: { readonly plan: PlanId; readonly variant: VariantId }) => {
  const texts = useTexts(planTexts)
  const paper = useQuery(calls.plans.pages.queryOptions({ input: { id: plan, variant } }))
  const pages = paper.data?.pages ?? []
  return (
    <div className={classes.pages} role="region" aria-label={texts.paper} tabIndex={0}>
      {pages.map((svg, index) => (
        <img
          key={`${index + 1}`}
          src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
          alt={texts.page(index + 1, pages.length)}
        />
      ))}
    </div>
  )
}
