/** The documents a patient signs at the desk, beside plans and acts, and what tells them apart. */
import { z } from 'zod'
import type { ConsentKind } from '../clinic/facts.ts'

export const DocumentKind = z.enum([
  /** Form of order 1051н, appendix 2. */
  'general-consent',
  /** Form of order 1051н, appendix 3. */
  'general-refusal',
  'anaesthesia-consent',
  'extraction-consent',
  'implantation-consent',
  /** 152-ФЗ ст. 9 ч. 4; since 01.09.2025 never a part of another document. */
  'personal-data-consent',
  /** 38-ФЗ ст. 18 ч. 1, by channel. */
  'marketing-consent'
])
export type DocumentKind = z.infer<typeof DocumentKind>

/** The document that gives the consent which a service of the price list asks for. */
export const DOCUMENT_OF_CONSENT: Readonly<Record<ConsentKind, DocumentKind>> = {
  general: 'general-consent',
  anaesthesia: 'anaesthesia-consent',
  extraction: 'extraction-consent',
  implantation: 'implantation-consent'
}

/**
 * Medical documents follow the ages of 323-ФЗ ст. 20 and need the hand of the medical worker who explained; civil ones
 * follow the ages of ГК РФ ст. 26 and 28 and are the patient's own affair.
 */
export type DocumentNature = 'medical' | 'civil'

export const natureOf = (kind: DocumentKind): DocumentNature =>
  kind === 'personal-data-consent' || kind === 'marketing-consent' ? 'civil' : 'medical'

export const needsClinician = (kind: DocumentKind): boolean => natureOf(kind) === 'medical'

export const MarketingChannel = z.enum(['sms', 'call', 'messenger', 'email'])
export type MarketingChannel = z.infer<typeof MarketingChannel>
