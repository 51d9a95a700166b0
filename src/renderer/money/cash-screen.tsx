/** The cash page: what was taken and given back on a day, and each payment with its receipt. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useContext, useState } from 'react'
import type { PaymentView } from '../../contract/money.ts'
import { addDays, type IsoDate } from '../../domain/values/dates.ts'
import { calls, client } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { useNavigation } from '../app/screens.ts'
import { usePresent } from '../app/session.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { formatDayLong } from '../ui/format.ts'
import { LanguageContext, useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { CashFigures } from './cash-figures.tsx'
import { CashTable } from './cash-table.tsx'
import classes from './cash-screen.module.css'
import { FiscalDialog } from './fiscal-dialog.tsx'
import { moneyRefusalText } from './refusal-text.ts'
import { ReverseDialog } from './reverse-dialog.tsx'
import { moneyTexts } from './texts.ts'

export const CashScreen = () => {
  const money = useTexts(moneyTexts)
  const texts = money.cash
  const general = useTexts(appTexts)
  const notify = useNotify()
  const language = useContext(LanguageContext)
  const { standing, may } = usePresent()
  const { go } = useNavigation()
  const [chosenDay, setDay] = useState<IsoDate | null>(null)
  const [chosenId, setChosen] = useState<string | null>(null)
  const [dialog, setDialog] = useState<'none' | 'reverse' | 'fiscal'>('none')
  const date = chosenDay ?? standing.today
  const day = useQuery(calls.money.cashDay.queryOptions({ input: { date: chosenDay }, enabled: may('take-payments') }))
  const payments = day.data?.payments ?? []
  const at = Math.max(
    0,
    payments.findIndex((payment) => payment.id === chosenId)
  )
  const chosen = payments[at]

  const turn = (days: number): void => {
    const next = addDays(date, days)
    setDay(next >= standing.today ? null : next)
    setChosen(null)
  }
  const choose = (index: number): void => {
    setChosen(payments[Math.min(payments.length - 1, Math.max(0, index))]?.id ?? null)
  }
  const open = (): void => {
    if (chosen !== undefined) go({ name: 'patient', patient: chosen.patient.id })
  }
  const canReverse = chosen !== undefined && chosen.reversed === null && chosen.here && may('reverse-payments')
  const slip = useMutation({
    mutationFn: (payment: PaymentView) => client.money.printSlip({ id: payment.id }),
    onSuccess: (_job, payment) => notify({ tone: 'done', text: texts.slipSent(payment.number) }),
    onError: (error) => notify({ tone: 'danger', text: moneyRefusalText(error, money) ?? failureText(error, general) })
  })
  const printSlip = (): void => {
    if (chosen !== undefined && !slip.isPending) slip.mutate(chosen)
  }
  const reverse = (): void => setDialog('reverse')
  const enterMarks = (): void => setDialog('fiscal')
  useKeys(
    {
      ArrowLeft: () => turn(-1),
      ArrowRight: () => turn(1),
      ArrowDown: () => choose(at + 1),
      ArrowUp: () => choose(at - 1),
      PageDown: () => choose(at + 12),
      PageUp: () => choose(at - 12),
      Home: () => choose(0),
      End: () => choose(payments.length - 1),
      Enter: open,
      F2: chosen === undefined ? undefined : enterMarks,
      F8: canReverse ? reverse : undefined,
      F9: chosen === undefined ? undefined : printSlip
    },
    { enabled: dialog === 'none' }
  )
  if (!may('take-payments')) return <p className={classes.forbidden}>{general.forbidden}</p>
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <h1>{texts.title}</h1>
        <div className={classes.day}>
          <button type="button" aria-label={texts.previous} onClick={() => turn(-1)}>
            ←
          </button>
          <span>
            {formatDayLong(date, language)}
            {date === standing.today && <span className="soft"> · {texts.today}</span>}
          </span>
          <button type="button" aria-label={texts.next} disabled={date === standing.today} onClick={() => turn(1)}>
            →
          </button>
        </div>
        <div className={classes.actions}>
          <Button keys="Enter" disabled={chosen === undefined} onClick={open}>
            {texts.open}
          </Button>
          <Button keys="F2" disabled={chosen === undefined} onClick={enterMarks}>
            {texts.enterMarks}
          </Button>
          <Button keys="F9" disabled={chosen === undefined || slip.isPending} onClick={printSlip}>
            {texts.slip}
          </Button>
          <Button keys="F8" disabled={!canReverse} onClick={reverse}>
            {texts.giveBack}
          </Button>
        </div>
      </header>
      {day.data !== undefined && <CashFigures day={day.data} />}
      {day.data !== undefined && day.data.doubtful > 0 && (
        <p className={classes.doubtful}>▲ {texts.doubtful(day.data.doubtful)}</p>
      )}
      {day.data !== undefined && payments.length === 0 ? (
        <div className={classes.empty}>
          <h2>{texts.empty}</h2>
          <p className="soft">{texts.emptyHint}</p>
        </div>
      ) : (
        <CashTable
          payments={payments}
          chosen={chosen?.id ?? null}
          zone={standing.clinic.zone}
          onChoose={setChosen}
          onOpen={open}
        />
      )}
      {dialog === 'reverse' && chosen !== undefined && (
        <ReverseDialog payment={chosen} onClose={() => setDialog('none')} />
      )}
      {dialog === 'fiscal' && chosen !== undefined && (
        <FiscalDialog
          payment={chosen}
          last={payments.flatMap((payment) => payment.fiscal)[0] ?? null}
          onClose={() => setDialog('none')}
        />
      )}
    </div>
  )
}
