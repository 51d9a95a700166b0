/** What can really be offered now, a digit for each; the chosen one is kept for this patient while they think. */
import type { OfferView, Talk } from '../../contract/recovery.ts'
import type { IsoDate } from '../../domain/values/dates.ts'
import { useNow } from '../app/clock.ts'
import { Key } from '../ui/key.tsx'
import { useTexts } from '../ui/language.tsx'
import { visitTexts } from '../visits/texts.ts'
import classes from './incident-screen.module.css'
import { minutesLeft, offerKey } from './offer-key.ts'
import { boardTexts } from './board-texts.ts'

interface Props {
  readonly talk: Talk
  readonly today: IsoDate
  readonly selected: string | null
  readonly onSelect: (offer: OfferView) => void
}

const TICK_MS = 1000
const percent = (basisPoints: number): string => `${String(basisPoints / 100).replace('.', ',')}\u00a0%`

export const OfferList = ({ talk, today, selected, onSelect }: Props) => {
  const texts = useTexts(boardTexts)
  const { specialties } = useTexts(visitTexts)
  const now = useNow(TICK_MS)
  return (
    <ol className={classes.offers} aria-label={talk.row.patient.name}>
      {talk.offers.map((view, index) => {
        const { offer, place, held } = view
        const left = held === null ? '' : minutesLeft(held.until, now)
        return (
          <li key={offerKey(view)}>
            <button
              type="button"
              aria-pressed={selected === offerKey(view)}
              tabIndex={-1}
              onClick={() => onSelect(view)}
            >
              <Key>{String(index + 1)}</Key>
              {place === null ? (
                <span className={classes.offerWide}>{texts.offers[offer.kind]}</span>
              ) : (
                <>
                  <span className={classes.offerTime}>{texts.place(place, today)}</span>
                  <span className={classes.offerDoctor} title={place.doctor}>
                    {place.doctor}
                    {place.specialty !== null && <span className="soft"> {specialties[place.specialty]}</span>}
                  </span>
                  <span className="soft">
                    {place.clinic === talk.row.original.clinic ? texts.offers['here-same-day'] : place.clinic},{' '}
                    {place.chair}
                  </span>
                </>
              )}
              {offer.kind !== 'contact-centre' && offer.discount !== null && (
                <span className={classes.coupon}>+ {texts.coupon(percent(offer.discount))}</span>
              )}
              {held !== null && left !== '' && (
                <span className={held.mine ? 'done' : 'attention'}>
                  {held.mine ? texts.held(left) : texts.heldElsewhere(left)}
                </span>
              )}
            </button>
          </li>
        )
      })}
    </ol>
  )
}
