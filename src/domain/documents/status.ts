/** How far a document has come, in one word, and for how long its signature is good. */
import { z } from 'zod'
import { addDays, type IsoDate } from '../values/dates.ts'
import type { Document } from './evolve.ts'
import { needsClinician, type MarketingChannel } from './kinds.ts'

/**
 * `signed`: by the patient's side, the medical worker's hand is still missing. `complete`: all hands are there.
 * A paper original may still be on its way in both; see `originalAwaited`.
 */
export const DocumentStatus = z.enum(['draft', 'printed', 'signed', 'complete', 'refused', 'revoked', 'annulled'])
export type DocumentStatus = z.infer<typeof DocumentStatus>

export const statusOf = (document: Document): DocumentStatus => {
  if (document.annulled !== null) return 'annulled'
  if (document.revoked !== null) return 'revoked'
  if (document.refused !== null) return 'refused'
  if (document.patientSigned === null) return document.printed.length === 0 ? 'draft' : 'printed'
  return needsClinician(document.kind) && document.clinicianSigned === null ? 'signed' : 'complete'
}

/** The patient's will stands: signed, and neither refused, revoked nor annulled since. */
export const isSigned = (document: Document): boolean => {
  const status = statusOf(document)
  return status === 'signed' || status === 'complete'
}

/** Signed on paper, and nobody has put the paper into the folder yet. */
export const originalAwaited = (document: Document): boolean =>
  isSigned(document) && document.patientSigned?.mode === 'paper' && document.original === null

/** Last day on which the signature is good; null when it is good until revoked, or when there is none. */
export const validUntil = (document: Document): IsoDate | null =>
  document.patientSigned === null || document.template.validDays === null
    ? null
    : addDays(document.patientSigned.on, document.template.validDays)

/** Channels by which this marketing consent lets the clinic write or call. */
export const standingChannels = (document: Document): readonly MarketingChannel[] =>
  document.kind === 'marketing-consent' && isSigned(document)
    ? document.snapshot.choices.channels.filter((channel) => !document.endedChannels.includes(channel))
    : []
