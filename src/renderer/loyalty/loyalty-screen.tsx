/** The loyalty page: whose card is this, what must be settled, which cards were given lately, and the rules in words. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PatientId } from '../../domain/values/ids.ts'
import { formatCardNumber } from '../../domain/loyalty/card-number.ts'
import { calls } from '../app/connection.ts'
import { useNavigation } from '../app/screens.ts'
import { formatDate } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { CardDialog } from './card-dialog.tsx'
import { CardLookupAnswer } from './card-lookup.tsx'
import classes from './loyalty-screen.module.css'
import { loyaltyTexts } from './texts.ts'

const percent = (basisPoints: number): string => `${String(basisPoints / 100).replace('.', ',')}\u00a0%`
const DIGITS = 13

export const LoyaltyScreen = () => {
  const texts = useTexts(loyaltyTexts)
  const { go } = useNavigation()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const [dialog, setDialog] = useState<PatientId | null>(null)
  const page = useQuery(calls.loyalty.page.queryOptions())
  const number = typed.replaceAll(/\s/g, '')
  const lookup = useQuery(
    calls.loyalty.byNumber.queryOptions({ input: { number }, enabled: number.length >= DIGITS, gcTime: 0 })
  )
  const found = number.length >= DIGITS ? (lookup.data ?? null) : null
  const recent = page.data?.recent ?? []
  const at = Math.min(chosen, Math.max(0, recent.length - 1))

  const openFound = (): void => {
    if (found?.kind === 'patient' || found?.kind === 'blocked') setDialog(found.patient.id)
    else if (typed === '' && recent[at] !== undefined) setDialog(recent[at].patient.id)
  }
  useKeys(
    {
      ArrowDown: () => setChosen(Math.min(recent.length - 1, at + 1)),
      ArrowUp: () => setChosen(Math.max(0, at - 1)),
      Enter: openFound
    },
    { whileTyping: ['ArrowDown', 'ArrowUp', 'Enter'], enabled: dialog === null }
  )
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <h1>{texts.page.title}</h1>
        <input
          className={classes.field}
          autoFocus
          data-scan
          value={typed}
          maxLength={40}
          inputMode="numeric"
          aria-label={texts.page.whose}
          placeholder={texts.page.whoseHint}
          onChange={(event) => setTyped(event.target.value)}
        />
        {page.data !== undefined && (
          <p className={classes.figures}>
            <span>{texts.page.accounts(page.data.accounts)}</span>
            <span>{texts.page.issuedToday(page.data.issuedToday)}</span>
          </p>
        )}
      </header>
      {found !== null && <CardLookupAnswer found={found} onOpen={setDialog} />}
      <div className={classes.body}>
        <div className={classes.list}>
          {page.data !== undefined && recent.length === 0 ? (
            <div className={classes.empty}>
              <h2>{texts.page.nobody}</h2>
              <p className="soft">{texts.page.nobodyHint}</p>
            </div>
          ) : (
            <table className={classes.table}>
              <colgroup>
                <col className={classes.colNumber} />
                <col />
                <col className={classes.colDate} />
                <col className={classes.colSource} />
                <col className={classes.colState} />
              </colgroup>
              <thead>
                <tr>
                  <th scope="col">{texts.page.columns.number}</th>
                  <th scope="col">{texts.page.columns.patient}</th>
                  <th scope="col">{texts.page.columns.issued}</th>
                  <th scope="col">{texts.page.columns.source}</th>
                  <th scope="col">{texts.page.columns.state}</th>
                </tr>
              </thead>
              <tbody>
                {recent.map((card, index) => (
                  <tr
                    key={`${card.number} ${card.patient.id}`}
                    aria-selected={index === at}
                    onClick={() => setChosen(index)}
                    onDoubleClick={() => setDialog(card.patient.id)}
                  >
                    <td className={classes.digits}>{formatCardNumber(card.number)}</td>
                    <td title={card.patient.name}>
                      <button
                        type="button"
                        className={classes.person}
                        tabIndex={-1}
                        onClick={() => go({ name: 'patient', patient: card.patient.id })}
                      >
                        {card.patient.name}
                      </button>
                    </td>
                    <td>{formatDate(card.issuedOn)}</td>
                    <td className="soft">{texts.page.sources[card.source]}</td>
                    <td className={card.blocked === null ? 'soft' : 'attention'}>
                      {card.blocked === null ? texts.page.active : texts.reasons[card.blocked]}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
        {page.data !== undefined && (
          <aside className={classes.rule}>
            <h2>
              {texts.page.rule} <span className="faint">{texts.page.version(page.data.rule.version)}</span>
            </h2>
            {texts.page
              .ruleLines(
                percent(page.data.rule.accrual),
                page.data.rule.usableAfterDays,
                page.data.rule.expireAfterDays,
                percent(page.data.rule.spendShare)
              )
              .map((line) => (
                <p key={line}>{line}</p>
              ))}
          </aside>
        )}
      </div>
      {dialog !== null && <CardDialog patient={dialog} onClose={() => setDialog(null)} />}
    </div>
  )
}
