/** Which consents a visit still lacks: the gate into the chair, and what the passport of the visit lists. */
import { z } from 'zod'
import { ConsentKind } from '../../domain/clinic/facts.ts'
import { DOCUMENT_OF_CONSENT, DocumentKind } from '../../domain/documents/kinds.ts'
import { satisfies, type SignedConsent } from '../../domain/documents/validity.ts'
import { SignerRole } from '../../domain/documents/signers.ts'
import { RepresentativeKind } from '../../domain/patients/facts.ts'
import { IsoDate } from '../../domain/values/dates.ts'
import { DocumentId, VisitId } from '../../domain/values/ids.ts'
import { Tooth } from '../../domain/values/tooth.ts'
import { presentAt, type Desk } from '../desk.ts'
import type { Database } from '../storage/database.ts'
import { prepared } from '../storage/query.ts'
import { templateCatalogue } from './catalogue.ts'

export interface MissingConsents {
  /** Without these nobody goes into the chair (323-ФЗ ст. 20): in the order in which they are signed. */
  readonly consents: readonly ConsentKind[]
  /** Asked for, but no condition of treatment: medical need has its own ground (152-ФЗ ст. 10 ч. 2 п. 4). */
  readonly personalData: boolean
}

/** One consent that a visit needs: the signed document that gives it, or null. */
export interface NeededConsent {
  readonly kind: DocumentKind
  readonly consent: ConsentKind | null
  readonly givenBy: DocumentId | null
  /** The patient's side has signed it, the clinician has not yet. */
  readonly clinicianAwaited: boolean
}

export const missingConsents = (desk: Desk, visit: VisitId): MissingConsents => {
  const missing = consentsFor(desk, visit).filter((one) => one.givenBy === null)
  return {
    consents: missing.flatMap((one) => (one.consent === null ? [] : [one.consent])),
    personalData: missing.some((one) => one.kind === 'personal-data-consent')
  }
}

/** Everything that must be signed for a visit, personal data first, as the desk goes through it; nothing for an unknown visit. */
export const consentsFor = (desk: Desk, visit: VisitId): readonly NeededConsent[] => {
  const row = prepared(
    desk.db,
    'SELECT visit.patient, patient.birth_date FROM visit JOIN patient ON patient.id = visit.patient WHERE visit.id = ?'
  ).get(visit) as { patient: string; birth_date: string } | undefined
  if (row === undefined) return []
  const { today } = presentAt(desk)
  const catalogue = templateCatalogue(desk.places.resources)
  const signed = signedConsents(desk.db, row.patient)
  const needed = neededConsents(desk.db, visit)
  const given = (
    kind: DocumentKind,
    teeth: readonly (Tooth | null)[]
  ): Pick<NeededConsent, 'givenBy' | 'clinicianAwaited'> => {
    const inUse = catalogue.inUse(kind, today)
    const acceptsFrom = inUse !== null && 'template' in inUse ? inUse.template.acceptsFrom : 1
    const need = { kind, visit, teeth, birthDate: IsoDate.parse(row.birth_date), on: today, acceptsFrom }
    const giving = signed.filter((one) => satisfies(one.consent, need))
    // One that is whole gives it as well as a newer one that is not.
    const giver = giving.find((one) => one.complete) ?? giving[0]
    return { givenBy: giver?.id ?? null, clinicianAwaited: giver?.complete === false }
  }
  return [
    { kind: 'personal-data-consent', consent: null, ...given('personal-data-consent', []) },
    ...ConsentKind.options.flatMap((consent): NeededConsent[] => {
      const teeth = needed.get(consent)
      const kind = DOCUMENT_OF_CONSENT[consent]
      return teeth === undefined ? [] : [{ kind, consent, ...given(kind, teeth) }]
    })
  ]
}

/** Any visit is an intervention and needs the general consent; services name the others, with the teeth they are for. */
const neededConsents = (db: Database, visit: VisitId): ReadonlyMap<ConsentKind, readonly (Tooth | null)[]> => {
  const needed = new Map<ConsentKind, (Tooth | null)[]>([['general', []]])
  const rows = prepared(
    db,
    `SELECT consent.value AS consent, visit_service.tooth FROM visit_service
     JOIN service ON service.id = visit_service.service, json_each(service.line, '$.consents') AS consent
     WHERE visit_service.visit = ? ORDER BY visit_service.position`
  ).all(visit) as { consent: string; tooth: string | null }[]
  for (const row of rows) {
    const kind = ConsentKind.parse(row.consent)
    const tooth = row.tooth === null ? null : Tooth.parse(row.tooth)
    const teeth = needed.get(kind)
    if (teeth === undefined) needed.set(kind, [tooth])
    else teeth.push(tooth)
  }
  return needed
}

const Scope = z.enum(['patient', 'visit', 'teeth'])
const Hands = z.array(z.object({ role: SignerRole, kind: RepresentativeKind.nullable() }))

const signedConsents = (
  db: Database,
  patient: string
): readonly { readonly id: DocumentId; readonly complete: boolean; readonly consent: SignedConsent }[] =>
  (
    prepared(
      db,
      `SELECT id, status, kind, visit, template_version, scope, signed_on, valid_until, teeth, hands FROM document
       WHERE patient = ? AND status IN ('signed', 'complete') AND signed_on IS NOT NULL ORDER BY signed_on DESC, id`
    ).all(patient) as {
      id: string
      status: string
      kind: string
      visit: string | null
      template_version: number
      scope: string
      signed_on: string
      valid_until: string | null
      teeth: string
      hands: string
    }[]
  ).map((row) => ({
    id: DocumentId.parse(row.id),
    complete: row.status === 'complete',
    consent: {
      kind: DocumentKind.parse(row.kind),
      visit: row.visit === null ? null : VisitId.parse(row.visit),
      templateVersion: row.template_version,
      scope: Scope.parse(row.scope),
      signedOn: IsoDate.parse(row.signed_on),
      validUntil: row.valid_until === null ? null : IsoDate.parse(row.valid_until),
      teeth: z.array(Tooth).parse(JSON.parse(row.teeth)),
      hands: Hands.parse(JSON.parse(row.hands))
    }
  }))
