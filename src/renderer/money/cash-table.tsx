/** Payments of a day, newest first, one line each. */
import { useEffect, useRef } from 'react'
import type { PaymentView } from '../../contract/money.ts'
import type { TimeZone } from '../../domain/values/dates.ts'
import { formatMoney, type Kopecks } from '../../domain/values/money.ts'
import { formatTime } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import classes from './cash-screen.module.css'
import { moneyTexts, type MoneyTexts } from './texts.ts'

interface Props {
  readonly payments: readonly PaymentView[]
  readonly chosen: string | null
  readonly zone: TimeZone
  readonly onChoose: (id: string) => void
  readonly onOpen: () => void
}

export const CashTable = ({ payments, chosen, zone, onChoose, onOpen }: Props) => {
  const texts = useTexts(moneyTexts).cash
  const list = useRef<HTMLDivElement>(null)
  const anyPoints = payments.some((payment) => payment.points > 0)
  useEffect(() => {
    list.current?.querySelector(`[data-payment="${chosen}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <div className={classes.list} ref={list}>
      <table className={classes.table}>
        <colgroup>
          <col className={classes.colTime} />
          <col className={classes.colNumber} />
          <col />
          <col className={classes.colSum} />
          <col className={classes.colSum} />
          {anyPoints && <col className={classes.colPoints} />}
          <col className={classes.colFor} />
          <col className={classes.colBy} />
          <col className={classes.colFiscal} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{texts.columns.time}</th>
            <th scope="col">{texts.columns.number}</th>
            <th scope="col">{texts.columns.patient}</th>
            <th scope="col" className="number">
              {texts.columns.cash}
            </th>
            <th scope="col" className="number">
              {texts.columns.card}
            </th>
            {anyPoints && (
              <th scope="col" className="number">
                {texts.columns.points}
              </th>
            )}
            <th scope="col">{texts.columns.for}</th>
            <th scope="col">{texts.columns.by}</th>
            <th scope="col">{texts.columns.fiscal}</th>
          </tr>
        </thead>
        <tbody>
          {payments.map((payment) => (
            <tr
              key={payment.id}
              data-payment={payment.id}
              aria-selected={payment.id === chosen}
              className={payment.reversed === null ? undefined : classes.reversed}
              onClick={() => onChoose(payment.id)}
              onDoubleClick={onOpen}
            >
              <td>{formatTime(payment.at, zone)}</td>
              <td className="soft">{payment.number}</td>
              <td
                title={
                  payment.payer.kind === 'patient'
                    ? payment.patient.name
                    : `${payment.patient.name} · ${texts.paidBy(payment.payerName)}`
                }
              >
                <span className={classes.patient}>{payment.patient.name}</span>
                <span className="soft">{payerNote(payment, texts)}</span>
              </td>
              <td className="number">{sum(payment.cash)}</td>
              <td className="number">{sum(payment.card)}</td>
              {anyPoints && <td className="number">{payment.points === 0 ? '' : payment.points}</td>}
              <For payment={payment} texts={texts} />
              <td className="soft" title={payment.takenBy}>
                {payment.takenBy}
              </td>
              <td className={marksOf(payment) === null ? 'faint' : 'soft'}>
                {marksOf(payment) === null ? texts.noFiscal : texts.fiscal(marksOf(payment) ?? '')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type CashTexts = MoneyTexts['cash']

const sum = (amount: Kopecks): string => (amount === 0 ? '' : formatMoney(amount))

const payerNote = (payment: PaymentView, texts: CashTexts): string =>
  payment.payer.kind === 'patient' ? '' : ` · ${texts.paidBy(payment.payerShort)}`

/** Number of the fiscal receipt that matters now: of the refund once there was one. */
const marksOf = (payment: PaymentView): string | null =>
  payment.fiscal.find((marks) => marks.operation === (payment.reversed === null ? 'payment' : 'refund'))?.document ??
  null

const For = ({ payment, texts }: { readonly payment: PaymentView; readonly texts: CashTexts }) => {
  if (payment.reversedTwice)
    return (
      <td className="danger" title={texts.reversedTwice}>
        ▲ {texts.reversedTwice}
      </td>
    )
  if (payment.reversed !== null) {
    const text = texts.reversed(payment.reversed.reason)
    return (
      <td className="attention" title={text}>
        {text}
      </td>
    )
  }
  const [first] = payment.settles
  const acts =
    first === undefined
      ? ''
      : payment.settles.length === 1
        ? texts.act(first.number)
        : texts.acts(payment.settles.length)
  const advance = payment.advance > 0 ? texts.advance(formatMoney(payment.advance)) : ''
  return (
    <td title={payment.settles.map((part) => texts.act(part.number)).join(', ')}>
      {[acts, advance].filter(Boolean).join(' + ')}
    </td>
  )
}
