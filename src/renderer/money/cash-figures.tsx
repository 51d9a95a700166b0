/** The sums of a day: received, given back, what remains, and what this desk's drawer should hold. */
import type { CashDay } from '../../contract/money.ts'
import { formatMoney, type Kopecks } from '../../domain/values/money.ts'
import { useTexts } from '../ui/language.tsx'
import classes from './cash-screen.module.css'
import { moneyTexts } from './texts.ts'

export const CashFigures = ({ day }: { readonly day: CashDay }) => {
  const texts = useTexts(moneyTexts).cash
  const anyPoints = day.received.points > 0 || day.refunded.points > 0
  const row = (label: string, cash: Kopecks, card: Kopecks, points: number) => (
    <tr>
      <th scope="row">{label}</th>
      <td className="number">{formatMoney(cash)}</td>
      <td className="number">{formatMoney(card)}</td>
      <td className="number soft">{points === 0 ? '' : points}</td>
    </tr>
  )
  return (
    <section className={classes.figures}>
      <table className={classes.sums}>
        <thead>
          <tr>
            <td />
            <th scope="col" className="number">
              {texts.inCash}
            </th>
            <th scope="col" className="number">
              {texts.byCard}
            </th>
            <th scope="col" className="number">
              {anyPoints ? texts.inPoints : ''}
            </th>
          </tr>
        </thead>
        <tbody>
          {row(texts.received, day.received.cash, day.received.card, day.received.points)}
          {row(texts.refunded, day.refunded.cash, day.refunded.card, day.refunded.points)}
        </tbody>
      </table>
      <dl className={classes.totals}>
        <div>
          <dt>{texts.net}</dt>
          <dd className="number">{formatMoney(day.net.total)}</dd>
        </div>
        <div>
          <dt>{texts.drawer}</dt>
          <dd className="number">{formatMoney(day.drawer)}</dd>
        </div>
      </dl>
      <ul className={classes.staff}>
        {day.byStaff.map((one) => (
          <li key={one.name}>
            <span>{one.name}</span>
            <span className="number">{formatMoney(one.cash)}</span>
            <span className="number">{formatMoney(one.card)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
