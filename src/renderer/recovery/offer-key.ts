/** Names an offer while the list around it changes: others take slots, and the chosen one must stay the chosen one. */
import type { OfferView } from '../../contract/recovery.ts'

export const offerKey = ({ offer }: OfferView): string =>
  offer.kind === 'contact-centre'
    ? offer.kind
    : [offer.slot.doctor, offer.slot.chair, offer.slot.date, offer.slot.from].join(' ')

/** «4:12» until a moment; empty when it has passed. */
export const minutesLeft = (until: string, now: string): string => {
  const seconds = Math.floor((Date.parse(until) - Date.parse(now)) / 1000)
  return seconds <= 0 ? '' : `${Math.trunc(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** Whole minutes until a moment; 0 when it has passed. */
export const minutesUntil = (until: string, now: string): number =>
  Math.max(0, Math.floor((Date.parse(until) - Date.parse(now)) / 60_000))
