/** One variant stage by stage: every line with its price, discount and what acts have charged of it; the payments. */
import type { PlanVariantView, PlanView } from '../../contract/plans.ts'
import { formatPercent, NO_DISCOUNT } from '../../domain/plans/priced-line.ts'
import { formatMoney, formatSum } from '../../domain/values/money.ts'
import { formatDate } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import classes from './plan-stages.module.css'
import { planTexts } from './texts.ts'

export const PlanStages = ({ plan, variant }: { readonly plan: PlanView; readonly variant: PlanVariantView }) => {
  const texts = useTexts(planTexts)
  return (
    <section className={classes.stages} aria-label={variant.title}>
      <h2 className={classes.title}>
        {variant.title}
        {variant.id === plan.chosen && <em className="done">✓ {texts.chosen}</em>}
      </h2>
      {variant.explanation !== '' && <p className={classes.explanation}>{variant.explanation}</p>}
      <table className={classes.table}>
        <thead>
          <tr>
            <th>{texts.service}</th>
            <th className={classes.narrow}>{texts.tooth}</th>
            <th className={`${classes.narrow} number`}>{texts.quantity}</th>
            <th className={`${classes.money} number`}>{texts.price}</th>
            <th className={`${classes.percent} number`}>{texts.discount}</th>
            <th className={`${classes.money} number`}>{texts.sum}</th>
            <th className={classes.done}>{texts.done}</th>
          </tr>
        </thead>
        {variant.stages.map((stage, index) => (
          <tbody key={`${index + 1}`}>
            <tr className={classes.stage}>
              <th colSpan={5} scope="rowgroup">
                {texts.stageTitle(index + 1, stage.title)}
              </th>
              <th className="number">{formatSum(stage.total)}</th>
              <th />
            </tr>
            {stage.lines.map((line) => (
              <tr key={line.id}>
                <td>
                  {line.name} <span className="faint small">{line.nomenclature ?? line.code}</span>
                </td>
                <td>{line.tooth ?? ''}</td>
                <td className="number">{line.quantity}</td>
                <td className="number">{formatSum(line.price)}</td>
                <td className="number">{line.discount === NO_DISCOUNT ? '' : formatPercent(line.discount)}</td>
                <td className="number">{formatSum(line.sum)}</td>
                <td className={line.done >= line.quantity ? 'done' : 'soft'}>
                  {line.done === 0 ? '' : texts.doneOf(line.done, line.quantity)}
                </td>
              </tr>
            ))}
          </tbody>
        ))}
        <tfoot>
          <tr>
            <th colSpan={5}>{variant.saved === 0 ? '' : texts.saved(formatMoney(variant.saved))}</th>
            <th className="number">{formatMoney(variant.total)}</th>
            <th />
          </tr>
        </tfoot>
      </table>
      {variant.payments.length > 0 && (
        <>
          <h3 className={classes.subtitle}>{texts.payments}</h3>
          <ul className={classes.payments}>
            {variant.payments.map((one, index) => (
              <li key={`${index + 1}`}>
                <span>{one.due === null ? '—' : formatDate(one.due)}</span>
                <span className="number">{formatMoney(one.amount)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
