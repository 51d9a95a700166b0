/** Variants side by side, best first: what each holds, what it costs, how much more than the cheapest. */
import type { PlanView } from '../../contract/plans.ts'
import { formatMoney, formatSum } from '../../domain/values/money.ts'
import { Key } from '../ui/key.tsx'
import { useTexts } from '../ui/language.tsx'
import classes from './plan-compare.module.css'
import { planTexts } from './texts.ts'

interface Props {
  readonly plan: PlanView
  /** Place of the variant that the keys point at. */
  readonly at: number
  readonly onPoint: (place: number) => void
  readonly onChoose: () => void
}

export const PlanCompare = ({ plan, at, onPoint, onChoose }: Props) => {
  const texts = useTexts(planTexts)
  const { rows, variants } = plan.comparison
  const differ = variants.some((variant) => variant.above > 0)
  return (
    <table className={classes.table} aria-label={texts.variants}>
      <thead>
        <tr>
          <th className={classes.service} />
          {variants.map((variant, place) => (
            <th
              key={variant.id}
              scope="col"
              className={classes.variant}
              data-pointed={place === at}
              data-chosen={variant.id === plan.chosen}
              onClick={() => onPoint(place)}
              onDoubleClick={onChoose}
            >
              <span className={classes.name}>
                <Key>{String(place + 1)}</Key> {variant.title}
                {variant.id === plan.chosen ? (
                  <em className="done">✓ {texts.chosen}</em>
                ) : (
                  place === 0 && <em className="soft">{texts.best}</em>
                )}
              </span>
              <strong className={classes.total}>{formatMoney(variant.total)}</strong>
              <span className="soft small">
                {[
                  variant.above > 0 ? texts.above(formatMoney(variant.above)) : differ ? texts.cheapest : '',
                  variant.saved === 0 ? '' : texts.saved(formatMoney(variant.saved)),
                  texts.stages(variant.stages),
                  texts.hours(plan.variants[place]?.minutes ?? 0)
                ]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </span>
              {variant.explanation !== '' && <span className={classes.explanation}>{variant.explanation}</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.service} ${row.tooth ?? ''}`} data-everywhere={row.everywhere}>
            <th scope="row" className={classes.service}>
              {row.name}
              {row.tooth !== null && <span className={classes.tooth}>{row.tooth}</span>}
            </th>
            {row.cells.map((cell, place) => (
              <td key={variants[place]?.id ?? place} data-pointed={place === at} onClick={() => onPoint(place)}>
                {cell === null ? (
                  <span className="faint">—</span>
                ) : (
                  <span className={classes.cell}>
                    <span className="soft small">
                      {(variants[place]?.stages ?? 1) > 1 ? texts.stageShort(cell.stage) : ''}
                      {cell.quantity > 1 ? ` × ${cell.quantity}` : ''}
                    </span>
                    <span className="number">{formatSum(cell.sum)}</span>
                  </span>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
