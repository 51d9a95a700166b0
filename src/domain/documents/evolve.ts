/** Folds a document out of its facts. What desks decided apart from each other keeps the safer meaning: no consent. */
import { assertNever } from '../values/assert-never.ts'
import type { Aggregate, ClockDoubt, FactOf } from '../fact.ts'
import type { Instant } from '../values/dates.ts'
import type { Sha256 } from '../values/sha256.ts'
import {
  DocumentAnnulled,
  DocumentPrepared,
  DocumentPrinted,
  DocumentRefused,
  DocumentRevoked,
  DocumentSignedByClinician,
  DocumentSignedByPatient,
  OriginalReceived,
  type DocumentFact
} from './facts.ts'
import type { MarketingChannel } from './kinds.ts'

type At<Payload> = Payload & { readonly at: Instant }

export type SignedByPatient = At<FactOf<typeof DocumentSignedByPatient>['payload']>
export type SignedByClinician = At<FactOf<typeof DocumentSignedByClinician>['payload']>

export type Document = FactOf<typeof DocumentPrepared>['payload'] & {
  readonly preparedAt: Instant
  /** The clock of the PC on which it was prepared was not to be trusted. */
  readonly doubt?: ClockDoubt
  /** Hashes of what was printed, newest last, each once. */
  readonly printed: readonly Sha256[]
  /** How many sets of sheets were given to a printer. */
  readonly copies: number
  readonly patientSigned: SignedByPatient | null
  readonly clinicianSigned: SignedByClinician | null
  readonly original: At<FactOf<typeof OriginalReceived>['payload']> | null
  readonly refused: At<FactOf<typeof DocumentRefused>['payload']> | null
  readonly revoked: At<FactOf<typeof DocumentRevoked>['payload']> | null
  /** Channels of advertising that were taken back one by one. */
  readonly endedChannels: readonly MarketingChannel[]
  readonly annulled: At<FactOf<typeof DocumentAnnulled>['payload']> | null
}

export const documentAggregate: Aggregate<Document, DocumentFact> = {
  kind: 'document',
  definitions: [
    DocumentPrepared,
    DocumentPrinted,
    DocumentSignedByPatient,
    DocumentSignedByClinician,
    OriginalReceived,
    DocumentRefused,
    DocumentRevoked,
    DocumentAnnulled
  ],
  evolve: (state, fact) => {
    const { at, doubt } = fact.provenance
    if (fact.type === 'document.prepared') {
      return (
        state ?? {
          ...fact.payload,
          preparedAt: at,
          ...(doubt === undefined ? {} : { doubt }),
          printed: [],
          copies: 0,
          patientSigned: null,
          clinicianSigned: null,
          original: null,
          refused: null,
          revoked: null,
          endedChannels: [],
          annulled: null
        }
      )
    }
    if (state === null) return null
    switch (fact.type) {
      case 'document.printed': {
        const { sha256, copies } = fact.payload
        return {
          ...state,
          printed: [...state.printed.filter((one) => one !== sha256), sha256],
          copies: state.copies + copies
        }
      }
      case 'document.patient-signed':
        // The first hand stands; a signature after a refusal means that the patient has thought better of it.
        return state.patientSigned !== null && state.refused === null
          ? state
          : { ...state, patientSigned: { ...fact.payload, at }, refused: null }
      case 'document.clinician-signed':
        return state.clinicianSigned === null ? { ...state, clinicianSigned: { ...fact.payload, at } } : state
      case 'document.original-received':
        return state.original === null ? { ...state, original: { ...fact.payload, at } } : state
      case 'document.refused':
        return { ...state, refused: { ...fact.payload, at } }
      case 'document.revoked': {
        const { channels } = fact.payload
        if (channels === null) return { ...state, revoked: state.revoked ?? { ...fact.payload, at } }
        return { ...state, endedChannels: [...new Set([...state.endedChannels, ...channels])].toSorted() }
      }
      case 'document.annulled':
        return { ...state, annulled: state.annulled ?? { ...fact.payload, at } }
      default:
        return assertNever(fact, 'document fact')
    }
  }
}
