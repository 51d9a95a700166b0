/** Signing in and locking, as calls from the window. */
import { implement, ORPCError } from '@orpc/server'
import { staffContract, type Colleague, type Session } from '../../contract/staff.ts'
import { staffAggregate } from '../../domain/staff/evolve.ts'
import { Role } from '../../domain/staff/facts.ts'
import { may, RIGHTS, type Actor } from '../../domain/staff/rights.ts'
import { fullName, shortName } from '../../domain/values/person-name.ts'
import { LOCK_AFTER_SECONDS, requireDesk, signedIn, type CallContext } from '../api/context.ts'
import { countAttempt, forgetAttempts, pinMatches, waitUntil } from './pin.ts'
import { signInList } from './views.ts'

const os = implement(staffContract).$context<CallContext>()

const sessionOf = (actor: Actor, position: string): Session => ({
  person: {
    id: actor.staff,
    name: fullName(actor.name),
    shortName: shortName(actor.name),
    position,
    roles: [...actor.roles]
  },
  rights: RIGHTS.filter((right) => may(actor, right)),
  lockAfterSeconds: LOCK_AFTER_SECONDS
})

export const staffRoutes = {
  colleagues: os.colleagues.handler(({ context }): Colleague[] => {
    const desk = requireDesk(context)
    return signInList(desk.db, desk.identity.clinic).map((row) => ({
      id: row.id,
      name: fullName(row.name),
      shortName: shortName(row.name),
      position: row.position,
      roles: row.roles.map((role) => Role.parse(role))
    }))
  }),

  session: os.session.handler(({ context }) => {
    const desk = requireDesk(context)
    const actor = signedIn(context, desk)
    return actor === null ? null : sessionOf(actor, desk.journal.state(staffAggregate, actor.staff)?.position ?? '')
  }),

  signIn: os.signIn.handler(async ({ context, input }) => {
    const desk = requireDesk(context)
    const now = context.workstation.now()
    const member = desk.journal.state(staffAggregate, input.person)
    // The same people whom the list shows: it is no lock that only the window keeps.
    const worksHere = member !== null && (member.clinics.length === 0 || member.clinics.includes(desk.identity.clinic))
    if (member === null || !worksHere || member.dismissed || member.pinHash === null) {
      throw new ORPCError('REFUSED', { data: { code: 'UNKNOWN_PERSON' } })
    }
    const wait = waitUntil(desk.db, input.person, now)
    if (wait !== null) throw new ORPCError('REFUSED', { data: { code: 'WAIT', retryAt: wait } })
    const retryAt = countAttempt(desk.db, input.person, now)
    if (!(await pinMatches(input.pin, member.pinHash)))
      throw new ORPCError('REFUSED', { data: { code: 'WRONG_PIN', retryAt } })
    forgetAttempts(desk.db, input.person)
    const actor: Actor = { staff: input.person, name: member.name, roles: member.roles, clinic: desk.identity.clinic }
    context.connection.actor = actor
    context.connection.lastActivity = now
    return sessionOf(actor, member.position)
  }),

  lock: os.lock.handler(({ context }) => {
    context.connection.actor = null
    return {}
  })
}
