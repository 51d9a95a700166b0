/** Whether a signed document gives the consent that somebody needs on a day: wording, term, teeth, visit and age. */
import type { RepresentativeKind } from '../patients/facts.ts'
import type { IsoDate } from '../values/dates.ts'
import type { VisitId } from '../values/ids.ts'
import type { Tooth } from '../values/tooth.ts'
import type { DocumentKind } from './kinds.ts'
import { signersStillCount, type SignerRole } from './signers.ts'

/** A signed document as far as this question needs it. */
export interface SignedConsent {
  readonly kind: DocumentKind
  readonly visit: VisitId | null
  readonly templateVersion: number
  readonly scope: 'patient' | 'visit' | 'teeth'
  readonly signedOn: IsoDate
  readonly validUntil: IsoDate | null
  readonly teeth: readonly Tooth[]
  readonly hands: readonly { readonly role: SignerRole; readonly kind: RepresentativeKind | null }[]
}

/** What is needed: a kind of document, for a visit and (when services name them) for teeth. */
export interface ConsentNeeded {
  readonly kind: DocumentKind
  readonly visit: VisitId | null
  /** Teeth of the services that need it; null stands for a service without a tooth. */
  readonly teeth: readonly (Tooth | null)[]
  readonly birthDate: IsoDate
  readonly on: IsoDate
  /** Oldest wording that still counts. */
  readonly acceptsFrom: number
}

export const satisfies = (signed: SignedConsent, needed: ConsentNeeded): boolean =>
  signed.kind === needed.kind &&
  signed.templateVersion >= needed.acceptsFrom &&
  (signed.validUntil === null || needed.on <= signed.validUntil) &&
  signersStillCount(needed.kind, needed.birthDate, signed.hands, signed.signedOn, needed.on) &&
  coversScope(signed, needed)

const coversScope = (signed: SignedConsent, needed: ConsentNeeded): boolean => {
  switch (signed.scope) {
    case 'patient':
      return true
    case 'visit':
      return signed.visit !== null && signed.visit === needed.visit
    case 'teeth': {
      // What names no tooth can only be matched by the visit it was signed for; what names one must be named in the text.
      const sameVisit = signed.visit !== null && signed.visit === needed.visit
      return needed.teeth.every((tooth) => (tooth === null ? sameVisit : signed.teeth.includes(tooth)))
    }
  }
}
