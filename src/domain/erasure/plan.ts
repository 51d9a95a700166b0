/** Decides what of a person's data is destroyed and what the law still wants kept, and until when. */
import type { Act } from '../acts/evolve.ts'
import type { Document } from '../documents/evolve.ts'
import { signedFiles as filesOfDocument } from '../documents/files.ts'
import { natureOf } from '../documents/kinds.ts'
import type { Payment } from '../money/evolve.ts'
import type { Plan } from '../plans/evolve.ts'
import { signedFiles as filesOfPlan } from '../plans/files.ts'
import type { IsoDate } from '../values/dates.ts'
import type { Sha256 } from '../values/sha256.ts'
import type { ErasureCategory, ErasureReach } from './facts.ts'
import { actKeptUntil, documentKeptUntil, paymentKeptUntil, planKeptUntil, type KeptUntil } from './retention.ts'

/** Everything known of one person: states by the id of their aggregate. */
export interface PersonData {
  readonly patient: string
  readonly visits: readonly string[]
  readonly documents: ReadonlyMap<string, Document>
  readonly plans: ReadonlyMap<string, Plan>
  readonly acts: ReadonlyMap<string, Pick<Act, 'date'>>
  readonly payments: ReadonlyMap<string, Pick<Payment, 'date'>>
  readonly accounts: readonly string[]
  /** Talks of service recovery: they go by the id of the visit that they were about. */
  readonly recoveries: readonly string[]
}

export interface ErasureItem {
  readonly kind: string
  readonly id: string
  readonly category: ErasureCategory
  readonly blobs: readonly Sha256[]
}

export interface KeptItem {
  readonly kind: string
  readonly id: string
  readonly category: ErasureCategory
  readonly until: KeptUntil
}

export interface ErasurePlan {
  readonly items: readonly ErasureItem[]
  readonly kept: readonly KeptItem[]
}

/** As long as one paper must be kept, so must the person whom it names and the visits that it is about. */
export const planErasure = (person: PersonData, reach: ErasureReach, today: IsoDate): ErasurePlan => {
  const loyalty = person.accounts.map((id) => item('loyalty-account', id, 'loyalty'))
  if (reach === 'loyalty') return { items: loyalty, kept: [] }
  const items: ErasureItem[] = [...loyalty, ...person.recoveries.map((id) => item('recovery', id, 'recovery'))]
  const kept: KeptItem[] = []
  const judge = (candidate: ErasureItem, until: KeptUntil | null): void => {
    if (until === 'while-it-stands' || (until !== null && until >= today))
      kept.push({ kind: candidate.kind, id: candidate.id, category: candidate.category, until })
    else items.push(candidate)
  }
  for (const [id, document] of person.documents) {
    const category = natureOf(document.kind) === 'medical' ? 'medical-documents' : 'consents'
    judge(item('document', id, category, blobsOfDocument(document)), documentKeptUntil(document))
  }
  for (const [id, plan] of person.plans) judge(item('plan', id, 'plans', blobsOfPlan(plan)), planKeptUntil(plan))
  for (const [id, act] of person.acts) judge(item('act', id, 'acts'), actKeptUntil(act))
  for (const [id, payment] of person.payments) judge(item('payment', id, 'payments'), paymentKeptUntil(payment))
  if (kept.length > 0) return { items, kept }
  return {
    items: [
      ...items,
      ...person.visits.map((id) => item('visit', id, 'visits')),
      item('patient', person.patient, 'person')
    ],
    kept
  }
}

const item = (kind: string, id: string, category: ErasureCategory, blobs: readonly Sha256[] = []): ErasureItem => ({
  kind,
  id,
  category,
  blobs
})

const blobsOfDocument = (document: Document): readonly Sha256[] => [
  ...new Set([...document.printed, ...filesOfDocument(document)])
]

const blobsOfPlan = (plan: Plan): readonly Sha256[] => [...new Set(filesOfPlan(plan))]

/** Categories in the order of the act of destruction, each once. */
export const categoriesOf = (plan: ErasurePlan): readonly ErasureCategory[] => [
  ...new Set(plan.items.map((one) => one.category))
]
