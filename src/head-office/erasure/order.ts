/** Decides on requests to destroy a person's data: an operator orders it in the name of the clinic's head, or declines. */
import { categoriesOf, planErasure, type ErasurePlan } from '../../domain/erasure/plan.ts'
import { ErasureDeclined, ErasureOrdered } from '../../domain/erasure/facts.ts'
import type { ErasureRequest } from '../../domain/erasure/evolve.ts'
import { clinicAggregate } from '../../domain/clinic/evolve.ts'
import { newFact, type NewFact } from '../../domain/fact.ts'
import { instant, localDate, TimeZone } from '../../domain/values/dates.ts'
import { fullName } from '../../domain/values/person-name.ts'
import { asColumn, type Sql } from '../database.ts'
import { recordOwn } from '../facts/own.ts'
import { folder } from '../figures/sources.ts'
import { factsOfAggregates } from '../figures/stored-facts.ts'
import type { Office } from '../office.ts'
import { knownPerson, type KnownPerson } from './person.ts'

export interface Decided {
  readonly known: KnownPerson
  readonly plan: ErasurePlan
}

const ZONE = TimeZone.parse('Europe/Moscow')

/** What an order on this request would destroy, by what head office holds now. */
export const planFor = async (sql: Sql, request: ErasureRequest, now: number): Promise<Decided> => {
  const known = await knownPerson(sql, request.patient)
  return { known, plan: planErasure(known.data, request.reach, localDate(instant(now), ZONE)) }
}

/** Who answers for it on the act of destruction. */
export interface Responsible {
  readonly name: string
  readonly post: string
}

/** Writes down the act, then the order; carrying it out follows from the order alone (see follow.ts). */
export const orderErasure = async (
  { database, identity, now }: Pick<Office, 'database' | 'identity' | 'now'>,
  id: string,
  request: ErasureRequest,
  responsible: Responsible
): Promise<void> => {
  const { known, plan } = await planFor(database, request, now())
  const operator = await operatorOf(database, request.clinic)
  await database.query(
    `INSERT INTO erasure_act (erasure, subject, operator, operator_address, operator_inn, ground, basis, categories, kept, carried_by, carried_post, ordered_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (erasure) DO NOTHING`,
    [
      id,
      known.person === null ? '' : asColumn(fullName(known.person.name)),
      asColumn(operator.name),
      asColumn(operator.address),
      operator.inn,
      request.ground,
      asColumn(request.basis),
      categoriesOf(plan),
      JSON.stringify(plan.kept.map(({ category, until }) => ({ category, until }))),
      responsible.name,
      responsible.post,
      new Date(now())
    ]
  )
  if (plan.items.some((one) => one.kind === 'patient'))
    await database.query('INSERT INTO erased_person (patient, erasure) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      request.patient,
      id
    ])
  await record({ database, identity, now }, orderFacts(id, plan, now()))
}

export const declineErasure = (
  office: Pick<Office, 'database' | 'identity' | 'now'>,
  id: string,
  reason: string
): Promise<void> => record(office, [newFact(ErasureDeclined, 'erasure', id, { reason })])

/** As many things as one order may name, see domain/erasure/facts.ts: a person of thirty years takes several. */
const MOST_AGGREGATES = 2000
const MOST_BLOBS = 1500

export const orderFacts = (id: string, plan: ErasurePlan, now: number): readonly NewFact[] => {
  const blobs = [...new Set(plan.items.flatMap((one) => one.blobs))]
  const orders = Math.max(1, Math.ceil(plan.items.length / MOST_AGGREGATES), Math.ceil(blobs.length / MOST_BLOBS))
  return Array.from({ length: orders }, (_one, index) =>
    newFact(ErasureOrdered, 'erasure', id, {
      aggregates: plan.items
        .slice(index * MOST_AGGREGATES, (index + 1) * MOST_AGGREGATES)
        .map((one) => ({ kind: one.kind, id: one.id })),
      blobs: blobs.slice(index * MOST_BLOBS, (index + 1) * MOST_BLOBS),
      categories: [...categoriesOf(plan)],
      on: localDate(instant(now), ZONE)
    })
  )
}

/** Each a millisecond later than the one before: devices tell orders apart by their time. */
export const record = async (
  { database, identity, now }: Pick<Office, 'database' | 'identity' | 'now'>,
  facts: readonly NewFact[]
): Promise<void> => {
  const at = now()
  const author = { staff: null, clinic: null }
  await recordOwn(
    database,
    identity,
    facts.map((fact, index) => ({ author, at: at + index, fact })),
    now
  )
}

interface Operator {
  readonly name: string
  readonly address: string
  readonly inn: string
}

/** The operator of personal data is the legal entity of the clinic where it was asked for. */
const operatorOf = async (sql: Sql, clinic: string | null): Promise<Operator> => {
  const [found] =
    clinic === null ? [] : await factsOfAggregates(sql, [{ kind: clinicAggregate.kind, aggregate: clinic }])
  const state = found === undefined ? null : folder(clinicAggregate)(found.facts)
  return state === null
    ? { name: '', address: '', inn: '' }
    : { name: state.legalEntity, address: state.address, inn: state.inn }
}
