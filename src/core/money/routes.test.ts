import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient, EventPublisher } from '@orpc/server'
import { afterEach, describe, expect, it } from 'vitest'
import { isoDate } from '../../domain/values/dates.ts'
import { rubles } from '../../domain/values/money.ts'
import type { Role } from '../../domain/staff/facts.ts'
import type { Workstation } from '../api/context.ts'
import { router } from '../api/router.ts'
import { openSpool, type Spool } from '../printing/spool.ts'
import { folderTransport } from '../printing/transports/folder.ts'
import { actId, actorAt, describeNetwork, issueAct, openTestDesk, patient, paymentId } from './testing/desks.ts'

const day = isoDate('2026-11-24')
const folder = mkdtempSync(join(tmpdir(), 'stoika-money-'))
const open: Spool[] = []
afterEach(async () => {
  for (const spool of open.splice(0)) await spool.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** A window with somebody signed in, answered by the real router with every schema of the contract in force. */
const window = async (...roles: readonly Role[]) => {
  const bare = await openTestDesk(1)
  describeNetwork(bare)
  const spool = openSpool({
    db: bare.db,
    now: bare.now,
    atomically: (work) => bare.journal.atomically(work),
    onFault: (error) => {
      throw error
    },
    transportFor: () => folderTransport({ via: 'folder', path: folder }),
    stamp: (moment) => moment
  })
  open.push(spool)
  const desk = { ...bare, spool }
  const workstation: Workstation = {
    db: desk.db,
    places: desk.places,
    keyProtected: false,
    now: desk.now,
    changes: new EventPublisher(),
    desk,
    fetching: null,
    sync: null,
    takeUp: () => desk,
    log: () => undefined
  }
  const actor = { ...actorAt(desk), roles }
  const call = createRouterClient(router, { context: { workstation, connection: { actor, lastActivity: desk.now() } } })
  issueAct(desk, { id: actId(1), date: day, lines: [{ sum: rubles(1000), points: true, taxCode: 1 }] })
  const pay = () =>
    call.money.take({
      id: paymentId(1),
      patient,
      visit: null,
      payer: { kind: 'patient' },
      tender: { pays: rubles(1000), card: rubles(0), cashGiven: rubles(2000) },
      points: 0,
      chosen: null,
      advance: false
    })
  return { call, pay }
}

describe('money at the window', () => {
  it('is taken by a receptionist, seen in the account, the strip and the day of the cash desk', async () => {
    const { call, pay } = await window('receptionist')
    const taken = await pay()
    expect(taken.payment).toMatchObject({ number: '01-000001', cash: rubles(1000), change: rubles(1000), here: true })
    expect(taken.account).toMatchObject({ debt: 0, acts: [{ due: 0 }] })
    expect(await call.patients.strip({ id: patient })).toMatchObject({ debt: 0 })
    expect((await call.money.cashDay({ date: null })).net.cash).toBe(rubles(1000))
  })

  it('is given back by a cashier, not by a receptionist, and a doctor never touches it', async () => {
    const reversal = { id: paymentId(1), reason: 'провели не ту сумму' }
    const receptionist = await window('receptionist')
    await receptionist.pay()
    await expect(receptionist.call.money.reverse(reversal)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      data: { right: 'reverse-payments' }
    })
    const cashier = await window('cashier')
    await cashier.pay()
    expect((await cashier.call.money.reverse(reversal)).account.debt).toBe(rubles(1000))
    const doctor = await window('doctor')
    await expect(doctor.pay()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(doctor.call.money.cashDay({ date: null })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('refused by the rules comes back as a refusal with its figures', async () => {
    const { call, pay } = await window('cashier')
    await pay()
    await expect(pay()).rejects.toMatchObject({ code: 'REFUSED', data: { code: 'ALREADY_RECORDED' } })
    await expect(call.money.reverse({ id: paymentId(9), reason: 'ошибка ввода' })).rejects.toMatchObject({
      code: 'REFUSED',
      data: { code: 'PAYMENT_UNKNOWN' }
    })
  })

  it('prints no slip without a receipt printer and says so', async () => {
    const { call, pay } = await window('cashier')
    await pay()
    await expect(call.money.printSlip({ id: paymentId(1) })).rejects.toMatchObject({
      data: { code: 'NO_RECEIPT_PRINTER' }
    })
  })
})

describe('cards at the window', () => {
  it('are given and found by a receptionist, refused with words, and not given by a doctor', async () => {
    const { call } = await window('receptionist')
    await expect(call.loyalty.issue({ patient, card: { source: 'series' }, print: true })).rejects.toMatchObject({
      code: 'REFUSED',
      data: { code: 'NO_CARD_PRINTER' }
    })
    const given = await call.loyalty.issue({ patient, card: { source: 'series' }, print: false })
    const { card } = given.account
    if (card === null) throw new Error('no card')
    expect(given.job).toBeNull()
    expect(await call.loyalty.byNumber({ number: card })).toMatchObject({ kind: 'patient', patient: { id: patient } })
    expect(await call.patients.search({ text: card, limit: 5 })).toMatchObject([{ id: patient }])
    const face = await call.loyalty.face({ patient })
    expect(
      Buffer.from(face?.pdf ?? '', 'base64')
        .subarray(0, 5)
        .toString()
    ).toBe('%PDF-')
    const doctor = await window('doctor')
    await expect(
      doctor.call.loyalty.issue({ patient, card: { source: 'series' }, print: false })
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
