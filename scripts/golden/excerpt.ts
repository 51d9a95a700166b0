/** A small whole part of the demo network: one clinic, the people of the cast, one family and one member of the programme. */
import type { DemoFact } from '../../src/head-office/demo/demo-fact.ts'
import { CAST_IDS } from '../../src/head-office/demo/cast.ts'
import { SADOVAYA } from '../../src/head-office/demo/clinics.ts'
import { needed } from './shift.ts'

const TODAY = '2026-11-24'

/** In the order of the network. */
export const excerpt = (network: readonly DemoFact[]): readonly DemoFact[] => {
  const keyOf = ({ fact }: DemoFact): string => `${fact.aggregate.kind} ${fact.aggregate.id}`
  const text = (fact: DemoFact): string => JSON.stringify(fact.fact.payload)
  const kept = new Set<string>()
  const keep = (which: (fact: DemoFact) => boolean): void => {
    for (const one of network) if (which(one)) kept.add(keyOf(one))
  }
  const mentions = (one: DemoFact): boolean => [...kept].some((key) => text(one).includes(key.split(' ')[1] ?? key))

  const patients = new Set<string>([...CAST_IDS, ...family(network), ...member(network)])
  keep(({ fact }) => fact.aggregate.kind === 'patient' && patients.has(fact.aggregate.id))
  keep(({ fact }) => fact.aggregate.kind === 'loyalty-account' && patients.has(fact.aggregate.id))
  keep((one) => one.fact.type === 'plan.proposed')
  // Today's visits, and what was paid for by the member of the programme.
  keep((one) => one.fact.type === 'visit.booked' && text(one).includes(TODAY) && mentionsAny(one, patients))
  const earned = network.filter((one) => one.fact.type === 'loyalty.points-accrued' && kept.has(keyOf(one)))
  keep(({ fact }) => earned.some((one) => text(one).includes(fact.aggregate.id)))
  keep((one) => one.fact.type === 'document.prepared' && mentionsAny(one, CAST_IDS))
  const told = network.filter((one) => kept.has(keyOf(one))).map(text)
  const isTold = ({ fact }: DemoFact): boolean => told.some((payload) => payload.includes(fact.aggregate.id))
  keep((one) => one.fact.type === 'service.priced' && isTold(one))
  keep((one) => one.fact.type === 'staff.hired' && (isTold(one) || text(one).includes('receptionist')))
  keep(({ fact }) => fact.aggregate.id === SADOVAYA.id)
  keep((one) => /^(chair|equipment)\.registered$/.test(one.fact.type) && text(one).includes(SADOVAYA.id))
  keep((one) => one.fact.type === 'shift.planned' && text(one).includes(TODAY) && mentions(one))
  return network.filter((one) => kept.has(keyOf(one)))
}

const mentionsAny = ({ fact }: DemoFact, ids: ReadonlySet<string>): boolean => {
  const payload = JSON.stringify(fact.payload)
  return [...ids].some((id) => payload.includes(id))
}

/** A child and the parent who is a patient too. */
const family = (network: readonly DemoFact[]): readonly string[] => {
  const { fact } = needed(
    network.find((one) => one.fact.type === 'patient.representative-named'),
    'child with a parent'
  )
  const parent = /"patient":"([^"]+)"/.exec(JSON.stringify(fact.payload))?.[1]
  return [fact.aggregate.id, ...(parent === undefined ? [] : [parent])]
}

/** Whoever has earned points, but few times. */
const member = (network: readonly DemoFact[]): readonly string[] => {
  const earned = Map.groupBy(
    network.filter((one) => one.fact.type === 'loyalty.points-accrued'),
    (one) => one.fact.aggregate.id
  )
  const [fewest] = [...earned].toSorted(([, a], [, b]) => a.length - b.length)
  return [needed(fewest, 'member of the programme')[0]]
}
