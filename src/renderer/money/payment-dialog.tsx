/** Takes a payment: what is due, how it is handed over, what goes back; one key takes it all by card. */
import { Checkbox, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { uuidv7 } from 'uuidv7'
import type { MoneyAccount } from '../../contract/money.ts'
import { PaymentId, type PatientId, type VisitId } from '../../domain/values/ids.ts'
import { formatMoney, subtractKopecks } from '../../domain/values/money.ts'
import { calls, client } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { appTexts } from '../app/texts.ts'
import { loyaltyRefusalText } from '../loyalty/refusal-text.ts'
import { loyaltyTexts } from '../loyalty/texts.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { formatDate } from '../ui/format.ts'
import { Key } from '../ui/key.tsx'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { EMPTY_PAYER, firstRepresentative, readPayer, type PayerForm } from './payer-form.ts'
import { PayerFields } from './payer-fields.tsx'
import { EMPTY_FORM, restInDebt, sumOf, toInput, type PaymentForm, type PaymentSum } from './payment-form.ts'
import classes from './payment-dialog.module.css'
import { moneyRefusalText } from './refusal-text.ts'
import { moneyTexts } from './texts.ts'

interface Props {
  readonly patient: PatientId
  /** The visit at which it is paid; null outside a visit. */
  readonly visit: VisitId | null
  readonly onClose: () => void
}

export const PaymentDialog = ({ patient, visit, onClose }: Props) => {
  const texts = useTexts(moneyTexts)
  const account = useQuery(calls.money.account.queryOptions({ input: { patient } }))
  const card = useQuery(calls.patients.card.queryOptions({ input: { id: patient } }))
  const [change, setChange] = useState<string | null>(null)
  // Opens with everything at hand, so that the first field has the focus.
  if (account.data === undefined || card.data === undefined || card.data === null) return null
  const { representatives, strip } = card.data
  return (
    <Dialog title={texts.pay.title(strip.name)} width={680} onClose={onClose}>
      {change !== null ? (
        <div className={classes.after}>
          <p className={classes.changeOut}>{change}</p>
          <Button primary keys="Enter" autoFocus onClick={onClose}>
            {texts.pay.close}
          </Button>
        </div>
      ) : (
        <PaymentForms
          account={account.data}
          representatives={representatives}
          name={strip.name}
          // The certificate goes to the payer, and a child pays nothing.
          firstPayer={strip.minor ? firstRepresentative(representatives) : EMPTY_PAYER}
          visit={visit}
          onClose={onClose}
          onChangeDue={setChange}
        />
      )}
    </Dialog>
  )
}

interface FormsProps {
  readonly account: MoneyAccount
  readonly representatives: Parameters<typeof PayerFields>[0]['representatives']
  readonly name: string
  readonly firstPayer: PayerForm
  readonly visit: VisitId | null
  readonly onClose: () => void
  /** There is change to hand out: says it large instead of closing. */
  readonly onChangeDue: (text: string) => void
}

const PaymentForms = ({ account, representatives, name, firstPayer, visit, onClose, onChangeDue }: FormsProps) => {
  const texts = useTexts(moneyTexts)
  const general = useTexts(appTexts)
  const loyalty = useTexts(loyaltyTexts)
  const notify = useNotify()
  const [id] = useState(() => PaymentId.parse(uuidv7()))
  const [form, setForm] = useState<PaymentForm>(EMPTY_FORM)
  const [payer, setPayer] = useState(firstPayer)
  const sum = sumOf(form, account)
  const paidBy = readPayer(payer, representatives)
  const ways = texts.pay.ways(sum)

  const take = useMutation({
    mutationFn: () => {
      if (!paidBy.ok) throw new Error('the payer is not filled in')
      return client.money.take(toInput(form, account, { id, visit, payer: paidBy.payer, patient: account.patient }))
    },
    onSuccess: ({ payment }) => {
      notify({ tone: 'done', text: texts.pay.done(texts.pay.ways(payment)) })
      if (payment.change > 0) onChangeDue(texts.pay.doneChange(formatMoney(payment.change)))
      else onClose()
    }
  })
  const empty = sum.pays === 0 && sum.points === 0
  const ready = sum.unreadable === null && !empty && paidBy.ok && !take.isPending
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (ready) take.mutate()
  }
  const owedInDebt = form.cash.trim() !== '' && sum.card > 0
  const canUsePoints = account.points.limit > 0 || form.usePoints
  useKeys({
    F8: owedInDebt ? () => setForm(restInDebt(form)) : undefined,
    F9: canUsePoints ? () => setForm({ ...form, usePoints: !form.usePoints, pays: '' }) : undefined
  })
  const wrongSum = (field: 'pays' | 'cash'): string | undefined =>
    sum.unreadable === field ? texts.pay.wrongSum : undefined
  const failure =
    take.error === null
      ? null
      : (moneyRefusalText(take.error, texts) ??
        loyaltyRefusalText(take.error, loyalty) ??
        failureText(take.error, general))
  const who = payer.kind === 'self' ? name : paidBy.ok ? paidBy.name : texts.pay.someone

  return (
    <form onSubmit={submit} className={classes.form}>
      <OpenActs account={account} form={form} onChange={setForm} />
      <div className={classes.sums}>
        <TextInput
          label={texts.pay.cash}
          value={form.cash}
          error={wrongSum('cash')}
          inputMode="decimal"
          autoComplete="off"
          autoFocus
          data-autofocus
          onChange={(event) => setForm({ ...form, cash: event.currentTarget.value })}
        />
        <TextInput
          label={texts.pay.pays}
          value={form.pays}
          placeholder={formatMoney(sum.pays)}
          error={wrongSum('pays')}
          inputMode="decimal"
          autoComplete="off"
          onChange={(event) => setForm({ ...form, pays: event.currentTarget.value })}
        />
        <Figures sum={sum} />
      </div>
      <div className={classes.choices}>
        {canUsePoints && (
          <Checkbox
            checked={form.usePoints}
            onChange={() => setForm({ ...form, usePoints: !form.usePoints, pays: '' })}
            label={
              <>
                {texts.pay.points(form.usePoints ? sum.points : account.points.limit)}{' '}
                <span className="soft">{texts.pay.pointsHint(account.points.usable)}</span> <Key>F9</Key>
              </>
            }
          />
        )}
        {owedInDebt && (
          <Button keys="F8" onClick={() => setForm(restInDebt(form))}>
            {texts.pay.restInDebt}
          </Button>
        )}
      </div>
      <PayerFields payer={payer} representatives={representatives} onChange={setPayer} />
      <p className={classes.willBe}>{empty ? texts.pay.enterSum : texts.pay.willBe(ways, who)}</p>
      {!paidBy.ok && paidBy.problem !== null && <p className="soft">{texts.pay[paidBy.problem]}</p>}
      {failure !== null && (
        <p className="danger" role="alert">
          {failure}
        </p>
      )}
      <div className={classes.buttons}>
        <Button type="submit" primary keys="Enter" disabled={!ready}>
          {texts.pay.accept(formatMoney(sum.pays))}
        </Button>
        <Button onClick={onClose} keys="Esc">
          {general.cancel}
        </Button>
      </div>
    </form>
  )
}

const Figures = ({ sum }: { readonly sum: PaymentSum }) => {
  const texts = useTexts(moneyTexts).pay
  const shown = [
    { label: texts.byCard, value: sum.card, tone: '', always: sum.change === 0 },
    { label: texts.change, value: sum.change, tone: classes.strong, always: false },
    { label: texts.remains, value: sum.remains, tone: 'attention', always: false },
    { label: texts.advance, value: sum.advance, tone: 'attention', always: false }
  ]
  return (
    <dl className={classes.figures} aria-live="polite">
      {shown
        .filter((one) => one.always || one.value > 0)
        .map((one) => (
          <div key={one.label} className={one.tone}>
            <dt>{one.label}</dt>
            <dd className="number">{formatMoney(one.value)}</dd>
          </div>
        ))}
    </dl>
  )
}

interface ActsProps {
  readonly account: MoneyAccount
  readonly form: PaymentForm
  readonly onChange: (form: PaymentForm) => void
}

const OpenActs = ({ account, form, onChange }: ActsProps) => {
  const texts = useTexts(moneyTexts).pay
  const open = account.acts.filter((act) => act.payableHere && act.due > 0)
  const elsewhere = subtractKopecks(account.debt, account.dueHere)
  const toggle = (act: (typeof open)[number]['act']): void => {
    const left = new Set(form.left)
    if (!left.delete(act)) left.add(act)
    onChange({ ...form, left, pays: '' })
  }
  return (
    <section className={classes.acts} aria-label={texts.acts}>
      {open.length === 0 && <p className="soft">{texts.nothingDue}</p>}
      {open.map((act) => (
        <label key={act.act} className={classes.act}>
          {open.length > 1 && (
            <Checkbox checked={!form.left.has(act.act)} onChange={() => toggle(act.act)} tabIndex={-1} size="xs" />
          )}
          <span>{texts.act(act.number, formatDate(act.date))}</span>
          <span className="number">{formatMoney(act.due)}</span>
        </label>
      ))}
      {elsewhere > 0 && <p className="attention">{texts.elsewhere(formatMoney(elsewhere))}</p>}
    </section>
  )
}
