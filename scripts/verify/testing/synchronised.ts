/** A real desk and a real head office that have synchronised, for tests in which somebody with the key changes them by hand. */
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { readSetting } from '../../../src/core/storage/settings.ts'
import { enrol } from '../../../src/core/sync/enrol.ts'
import { openHttpLink } from '../../../src/core/sync/http-link.ts'
import { synchronise, type RoundOptions } from '../../../src/core/sync/round.ts'
import { DeviceKey, HeadOffice } from '../../../src/core/sync/settings.ts'
import { startWorkstation, stopWorkstation } from '../../../src/core/workstation.ts'
import { ErasureOrdered } from '../../../src/domain/erasure/facts.ts'
import { newFact } from '../../../src/domain/fact.ts'
import { RepresentativeWithdrawn } from '../../../src/domain/patients/facts.ts'
import { isoDate } from '../../../src/domain/values/dates.ts'
import { testCluster } from '../../../src/head-office/testing/office.ts'
import { sealFact, type SealedFact } from '../../../src/journal/envelope.ts'
import { receiptText } from '../../../src/journal/protocol.ts'
import { generateDeviceKeys, readPrivateKey, signText } from '../../../src/journal/signature.ts'
import { root } from '../../parts/places.ts'
import { verify } from '../verify.ts'

const CLINIC = { id: '018f0000-0000-7000-8000-0000000000c1', name: 'Клиника на Пробной' }
export const KEY = randomBytes(32).toString('hex')
/** Receipts stand at facts 4, 8 and 12; the word that the desk has obeyed an order and the last two wait. */
const ROUNDS = [4, 4, 4]
const WAITING = 2
/** One of those that wait: head office has ordered to destroy it before it was told of it. */
export const ORDERED = 13

export interface Synchronised {
  readonly folder: string
  readonly databaseUrl: string
  /** Of the desk, which lies in the folder `desk`. */
  readonly deviceId: string
  readonly end: () => Promise<void>
}

const places = (data: string) => ({
  data,
  resources: path.join(root, 'resources'),
  fonts: path.join(root, 'node_modules/@expo-google-fonts')
})

export const synchronisedDesk = async (): Promise<Synchronised> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'stoika-verify-'))
  const cluster = await testCluster()
  const office = await cluster.office()
  const author = { staff: null, clinic: null }
  await office.record([{ author, at: Date.now(), fact: something(100) }])
  const workstation = await startWorkstation({
    places: places(path.join(folder, 'desk')),
    key: KEY,
    now: Date.now,
    log: () => undefined
  })
  const { db } = workstation
  const { code } = await office.issueCode(CLINIC)
  const enrolled = await enrol(db, { url: office.url, code, name: 'Стойка 1' })
  if (!enrolled.ok) throw new Error(enrolled.refusal.code)
  const desk = workstation.takeUp(enrolled.identity)
  // Rounds are made here, one after another.
  await workstation.sync?.stop()
  const key = () => readSetting(db, DeviceKey) ?? raise('a key')
  const link = openHttpLink({ url: office.url, key, headOffice: () => readSetting(db, HeadOffice), now: Date.now })
  const nothing = (): void => undefined
  const round = { ...desk, link, phase: nothing, sent: nothing, fetched: nothing, forked: nothing, time: nothing }
  let count = 0
  const record = (facts: number): void => {
    for (let n = 0; n < facts; n++)
      desk.journal.record({ staff: null, clinic: enrolled.identity.clinic }, [something((count += 1))])
  }
  for (const facts of ROUNDS) {
    record(facts)
    await synchronised(round)
  }
  await office.record([{ author, at: Date.now(), fact: orderToDestroy(ORDERED) }])
  await office.erasuresDone()
  await synchronised(round)
  record(WAITING)
  await link.close()
  await stopWorkstation({ ...workstation, sync: null })
  writeFileSync(path.join(folder, 'desk/desk.key'), KEY)
  await office.close()
  return {
    folder,
    databaseUrl: office.databaseUrl,
    deviceId: enrolled.identity.device,
    end: async () => {
      await cluster.stop()
      await rm(folder, { recursive: true, force: true })
    }
  }
}

const synchronised = async (round: RoundOptions): Promise<void> => {
  const problem = await synchronise(round)
  if (problem !== null) throw new Error(`not synchronised: ${problem.code}`)
}

const something = (number: number) =>
  newFact(RepresentativeWithdrawn, 'patient', `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`, {
    id: '018f0000-0000-7000-8000-0000000000e1'
  })

const orderToDestroy = (number: number) =>
  newFact(ErasureOrdered, 'erasure', '018f0000-0000-7000-8000-0000000000e5', {
    aggregates: [something(number).aggregate],
    blobs: [],
    categories: ['person'],
    on: isoDate('2026-11-24')
  })

export const raise = (what: string): never => {
  throw new Error(`${what} was expected`)
}

export const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const said: string[] = []
  const code = await verify(args, { env, say: (line) => said.push(line), progress: () => undefined })
  return { code, said: said.join('\n') }
}

/** Seals the fact anew with another staff, as its owner could. */
export const changed = (fact: SealedFact, prev = fact.header.prev): SealedFact => {
  const { digest: _digest, ...body } = fact.header
  return sealFact({ ...body, prev, staff: CLINIC.id }, fact.payload, fact.salt ?? '')
}

export const forgedReceipt = (device: string, seq: number, hash: string, receivedAt: string): string => {
  const { privateKey } = generateDeviceKeys()
  return signText(readPrivateKey(privateKey), receiptText({ device, epoch: 0, seq, hash, receivedAt }))
}
