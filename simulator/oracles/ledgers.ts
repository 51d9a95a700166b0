/**
 * Counts money, points and phones from the facts that head office holds, by rules written anew and as simple as they can
 * be, and compares the sums with what every desk shows.
 */
import { z } from 'zod'
import { loyaltyAggregate } from '../../src/domain/loyalty/evolve.ts'
import { patientAggregate } from '../../src/domain/patients/evolve.ts'
import { valuesOf } from '../../src/domain/patients/contested.ts'
import { openJournal } from '../../src/core/storage/journal.ts'
import type { Database } from '../../src/core/storage/database.ts'
import type { SimulatedOffice } from '../office/office.ts'
import type { Ending } from './judge.ts'

interface Happening {
  readonly id: string
  readonly type: string
  readonly v: number
  readonly aggregate: string
  readonly payload: unknown
}

const Header = z.object({ id: z.string(), type: z.string(), v: z.int(), aggregate: z.string() })
const Received = z.object({ cash: z.int(), card: z.int(), points: z.int() })
const Accrued = z.object({ payment: z.string(), act: z.string(), points: z.int() })
const Spent = z.object({ payment: z.string(), points: z.int() })
const OfPayment = z.object({ payment: z.string() })
const Phones = z.array(z.string())
const Registered = z.object({ phones: Phones })
const Changed = z.object({
  changes: z.object({ phones: Phones.optional() }),
  base: z.object({ phones: Phones.optional() })
})

export const judgeLedgers = async ({ office, pcs, edition }: Ending): Promise<readonly string[]> => {
  const rows = await office.look<{ header: string; payload: string | null }>(
    'SELECT header, payload FROM fact WHERE payload IS NOT NULL ORDER BY effective, device, epoch, seq'
  )
  const once = new Map<string, Happening>()
  for (const row of rows) {
    const header = Header.parse(JSON.parse(row.header))
    if (!once.has(header.id)) once.set(header.id, { ...header, payload: JSON.parse(row.payload ?? 'null') })
  }
  const happenings = [...once.values()]
  const money = moneyOf(happenings)
  const accounts = pointsOf(happenings)
  const phones = phonesOf(happenings)
  const failures = await judgeFigures(office, pcs[0]?.disk.database, money.money)
  for (const pc of pcs) {
    const { device, epoch } = pc.identity
    const db = pc.disk.database
    const journal = openJournal({ db, device, epoch, now: () => 0, ...edition })
    const shown = db
      .prepare<[], { money: number; points: number }>(
        'SELECT coalesce(sum(cash + card), 0) AS money, coalesce(sum(points), 0) AS points FROM payment WHERE standing = 1'
      )
      .get()
    if (shown?.money !== money.money || shown.points !== money.points)
      failures.push(`${pc.name} shows ${JSON.stringify(shown)} of payments, there are ${JSON.stringify(money)}`)
    for (const [account, { earned, spent }] of accounts) {
      const state = journal.state(loyaltyAggregate, account)
      const has = {
        earned: (state?.accruals ?? []).reduce((sum, one) => sum + one.points, 0),
        spent: (state?.spends ?? []).reduce((sum, one) => sum + one.points, 0)
      }
      if (has.earned !== earned || has.spent !== spent)
        failures.push(
          `${pc.name} shows account ${account.slice(-6)} as ${JSON.stringify(has)}, it is ${earned} and ${spent}`
        )
    }
    for (const [patient, standing] of phones) {
      const state = journal.state(patientAggregate, patient)
      const known = state === null ? [] : valuesOf(state, 'phones').map((one) => JSON.stringify(one.value))
      for (const value of standing)
        if (!known.includes(value))
          failures.push(`${pc.name} has lost the phone ${value} of patient ${patient.slice(-6)}`)
    }
  }
  return failures
}

/** What head office counts for its operators, against the same sum and against what a desk shows of visits. */
const judgeFigures = async (office: SimulatedOffice, desk: Database | undefined, money: number): Promise<string[]> => {
  await office.countFigures()
  const [counted] = await office.look<{ money: number }>(
    `SELECT coalesce(sum(kopecks), 0)::bigint AS money FROM figure WHERE kind = 'payment' AND state = 'received'`
  )
  const failures = counted?.money === money ? [] : [`head office counts ${counted?.money} of money, there are ${money}`]
  const there = await office.look<{ id: string; state: string }>(
    `SELECT aggregate AS id, state FROM figure WHERE kind = 'visit' ORDER BY aggregate`
  )
  const here = desk?.prepare<[], { id: string; state: string }>('SELECT id, state FROM visit ORDER BY id').all() ?? []
  if (JSON.stringify(there) !== JSON.stringify(here))
    failures.push(`head office counts visits ${JSON.stringify(there)}, a desk shows ${JSON.stringify(here)}`)
  return failures
}

const moneyOf = (happenings: readonly Happening[]): { money: number; points: number } => {
  const payments = new Map<string, z.infer<typeof Received>>()
  const reversed = new Set<string>()
  for (const { type, v, aggregate, payload } of happenings) {
    if (type === 'payment.received' && v === 1 && !payments.has(aggregate))
      payments.set(aggregate, Received.parse(payload))
    if (type === 'payment.reversed') reversed.add(aggregate)
  }
  const standing = [...payments].filter(([id]) => !reversed.has(id)).map(([, payment]) => payment)
  return {
    money: standing.reduce((sum, one) => sum + one.cash + one.card, 0),
    points: standing.reduce((sum, one) => sum + one.points, 0)
  }
}

/** A payment that was undone neither earns nor spends, whenever that became known. */
const pointsOf = (happenings: readonly Happening[]): ReadonlyMap<string, { earned: number; spent: number }> => {
  const earned = new Map<string, Map<string, number>>()
  const spent = new Map<string, Map<string, number>>()
  const undone = new Set<string>()
  const listOf = (lists: Map<string, Map<string, number>>, account: string): Map<string, number> => {
    const list = lists.get(account) ?? new Map<string, number>()
    lists.set(account, list)
    return list
  }
  for (const { type, aggregate, payload } of happenings) {
    if (type === 'loyalty.points-accrued') {
      const { payment, act, points } = Accrued.parse(payload)
      listOf(earned, aggregate).set(`${payment} ${act}`, points)
    } else if (type === 'loyalty.points-withdrawn') {
      const { payment, act } = Accrued.omit({ points: true }).parse(payload)
      listOf(earned, aggregate).delete(`${payment} ${act}`)
    } else if (type === 'loyalty.points-spent') {
      const { payment, points } = Spent.parse(payload)
      listOf(spent, aggregate).set(payment, points)
    } else if (type === 'loyalty.payment-undone') undone.add(OfPayment.parse(payload).payment)
  }
  const sumOf = (list: ReadonlyMap<string, number> | undefined): number =>
    [...(list ?? [])].reduce((sum, [key, points]) => (undone.has(key.slice(0, 36)) ? sum : sum + points), 0)
  const accounts = new Set([...earned.keys(), ...spent.keys()])
  return new Map([...accounts].map((id) => [id, { earned: sumOf(earned.get(id)), spent: sumOf(spent.get(id)) }]))
}

/** Phones that nobody replaced knowingly: no later change named them as what its author saw. */
const phonesOf = (happenings: readonly Happening[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const patients = new Map<string, Set<string>>()
  for (const { type, v, aggregate, payload } of happenings) {
    const standing = patients.get(aggregate)
    if (type === 'patient.registered' && standing === undefined)
      patients.set(aggregate, new Set([JSON.stringify(Registered.parse(payload).phones)]))
    if (type !== 'patient.details-changed' || v !== 1 || standing === undefined) continue
    const { changes, base } = Changed.parse(payload)
    if (changes.phones === undefined) continue
    if (base.phones !== undefined) standing.delete(JSON.stringify(base.phones))
    standing.add(JSON.stringify(changes.phones))
  }
  return patients
}
