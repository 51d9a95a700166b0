/** The account as it stands: number, points, what needs settling, and what may be done with the card. */
import type { LoyaltyView } from '../../contract/loyalty.ts'
import { formatCardNumber, type CardNumber } from '../../domain/loyalty/card-number.ts'
import { usePresent } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { formatDate } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import classes from './card-dialog.module.css'
import { loyaltyTexts } from './texts.ts'

interface Props {
  readonly account: LoyaltyView
  readonly busy: boolean
  readonly onReplace: (number: CardNumber) => void
  readonly onBlock: (number: CardNumber) => void
  readonly onPrint: () => void
}

export const AccountCard = ({ account, busy, onReplace, onBlock, onPrint }: Props) => {
  const texts = useTexts(loyaltyTexts)
  const { may } = usePresent()
  const { card } = account
  const allowed = may('issue-cards') && !busy && card !== null
  useKeys({
    F4: allowed ? () => onReplace(card) : undefined,
    F8: allowed ? () => onBlock(card) : undefined,
    F9: allowed ? onPrint : undefined
  })
  const blocked = account.cards.filter((one) => one.blocked !== null)
  const namesake = account.cards.flatMap((one) => one.alsoHeldBy)[0]
  return (
    <>
      <div className={classes.account}>
        <div>
          <p className="soft">{card === null ? texts.dialog.noCard : texts.dialog.current}</p>
          {card !== null && <p className={classes.number}>{formatCardNumber(card)}</p>}
        </div>
        <div className={classes.points}>
          <p className="soft">{texts.dialog.usable}</p>
          <p className={classes.number}>{texts.points(account.usable)}</p>
        </div>
      </div>
      <ul className={classes.notes}>
        {account.waiting > 0 && account.nextUsableFrom !== null && (
          <li>
            {texts.dialog.waiting(formatDate(account.nextUsableFrom))}: {texts.points(account.waiting)}
          </li>
        )}
        {account.expiring !== null && (
          <li className="attention">
            {texts.dialog.expiring(formatDate(account.expiring.lastDay))}: {texts.points(account.expiring.points)}
          </li>
        )}
        {account.overspent > 0 && <li className="danger">▲ {texts.dialog.overspent}</li>}
        {account.conflict === 'two-cards' && <li className="danger">▲ {texts.dialog.twoCards}</li>}
        {account.conflict === 'shared-number' && namesake !== undefined && (
          <li className="danger">▲ {texts.dialog.sharedNumber(namesake.name)}</li>
        )}
      </ul>
      {card !== null && (
        <div className={classes.buttons}>
          <Button keys="F4" disabled={!allowed} onClick={() => onReplace(card)} data-autofocus>
            {texts.dialog.replace}
          </Button>
          <Button keys="F9" disabled={!allowed} onClick={onPrint}>
            {texts.dialog.printAgain}
          </Button>
          <Button keys="F8" danger disabled={!allowed} onClick={() => onBlock(card)}>
            {texts.dialog.block}
          </Button>
        </div>
      )}
      {blocked.length > 0 && (
        <section className={classes.history}>
          <h3 className="small soft">{texts.dialog.history}</h3>
          <ul>
            {blocked.map((one) => (
              <li key={one.number}>
                {formatCardNumber(one.number)}
                {one.blocked !== null && (
                  <span className="soft">
                    {' '}
                    · {texts.dialog.blockedOn(texts.reasons[one.blocked.reason], formatDate(one.blocked.on))}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
