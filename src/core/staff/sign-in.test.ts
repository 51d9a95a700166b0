import { createRouterClient, EventPublisher } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { newFact, type NewFact } from '../../domain/fact.ts'
import { PinSet, StaffCard, StaffChanged, StaffDismissed, StaffHired, type Role } from '../../domain/staff/facts.ts'
import { StaffId, type ClinicId } from '../../domain/values/ids.ts'
import type { Connection, Workstation } from '../api/context.ts'
import { router } from '../api/router.ts'
import { clinicId, describeNetwork, openTestDesk } from '../money/testing/desks.ts'
import { hashPin } from './pin.ts'

const person = StaffId.parse('018f0000-0000-7000-8000-0000000000d9')

const card = (roles: readonly Role[], clinics: readonly ClinicId[]): StaffCard =>
  StaffCard.parse({
    name: { family: 'Стойкина', given: 'Анна', patronymic: null },
    roles,
    clinics,
    specialty: null,
    position: 'администратор'
  })

/** A locked window of clinic 1, where one person with the PIN 2580 works. */
const lockedWindow = async (clinics: readonly ClinicId[] = []) => {
  const desk = await openTestDesk(1)
  describeNetwork(desk)
  const tell = (fact: NewFact): void => void desk.journal.record({ staff: null, clinic: null }, [fact])
  tell(newFact(StaffHired, 'staff', person, card(['senior-receptionist'], clinics)))
  tell(newFact(PinSet, 'staff', person, { hash: await hashPin('2580') }))
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
  const connection: Connection = { actor: null, lastActivity: desk.now() }
  return { call: createRouterClient(router, { context: { workstation, connection } }), tell }
}

describe('signing in', () => {
  it('makes whoever sends many PINs at once wait like whoever types them one by one', async () => {
    const { call } = await lockedWindow()
    const pins = ['0001', '0002', '0003', '0004', '0005', '2580']
    const answers = await Promise.allSettled(pins.map((pin) => call.staff.signIn({ person, pin })))
    expect(
      answers.map((one) => (one.status === 'fulfilled' ? 'in' : (one.reason as { data: { code: string } }).data.code))
    ).toEqual(['WRONG_PIN', 'WRONG_PIN', 'WRONG_PIN', 'WAIT', 'WAIT', 'WAIT'])
    expect(await call.staff.session()).toBeNull()
  })

  it('forgets wrong PINs once the right one was typed', async () => {
    const { call } = await lockedWindow()
    for (let day = 0; day < 3; day += 1) {
      await expect(call.staff.signIn({ person, pin: '0000' })).rejects.toMatchObject({ data: { code: 'WRONG_PIN' } })
      await expect(call.staff.signIn({ person, pin: '0000' })).rejects.toMatchObject({ data: { retryAt: null } })
      expect((await call.staff.signIn({ person, pin: '2580' })).person.id).toBe(person)
    }
  })

  it('is for people of this clinic, and for those who work everywhere', async () => {
    const elsewhere = await lockedWindow([clinicId(2)])
    expect(await elsewhere.call.staff.colleagues()).toEqual([])
    await expect(elsewhere.call.staff.signIn({ person, pin: '2580' })).rejects.toMatchObject({
      data: { code: 'UNKNOWN_PERSON' }
    })
    const here = await lockedWindow([clinicId(1)])
    expect((await here.call.staff.signIn({ person, pin: '2580' })).person.id).toBe(person)
  })
})

describe('somebody who has signed in', () => {
  it('may do at once what the new role allows, and no longer what the old one did', async () => {
    const { call, tell } = await lockedWindow()
    await call.staff.signIn({ person, pin: '2580' })
    await call.money.cashDay({ date: null })
    tell(newFact(StaffChanged, 'staff', person, card(['head-office'], [])))
    await expect(call.money.cashDay({ date: null })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('is shown out when head office dismisses them', async () => {
    const { call, tell } = await lockedWindow()
    await call.staff.signIn({ person, pin: '2580' })
    tell(newFact(StaffDismissed, 'staff', person, {}))
    await expect(call.patients.search({ text: 'Пробная', limit: 5 })).rejects.toMatchObject({ code: 'LOCKED' })
    expect(await call.staff.session()).toBeNull()
  })
})
