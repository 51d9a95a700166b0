/** Signing in by name and PIN, locking, and who is at the desk now. */
import { z } from 'zod'
import { Role } from '../domain/staff/facts.ts'
import { RIGHTS } from '../domain/staff/rights.ts'
import { Instant } from '../domain/values/dates.ts'
import { StaffId } from '../domain/values/ids.ts'
import { procedure, refusable } from './base.ts'

export const Colleague = z.object({
  id: StaffId,
  name: z.string(),
  shortName: z.string(),
  position: z.string(),
  roles: z.array(Role)
})
export type Colleague = z.infer<typeof Colleague>

export const Session = z.object({ person: Colleague, rights: z.array(z.enum(RIGHTS)), lockAfterSeconds: z.int() })
export type Session = z.infer<typeof Session>

export const SignInRefusal = z.discriminatedUnion('code', [
  z.object({ code: z.literal('WRONG_PIN'), retryAt: Instant.nullable() }),
  /** Too many wrong PINs: the delay grows with each. */
  z.object({ code: z.literal('WAIT'), retryAt: Instant }),
  z.object({ code: z.literal('UNKNOWN_PERSON') })
])
export type SignInRefusal = z.infer<typeof SignInRefusal>

export const staffContract = {
  /** People who may sign in here. The only list that is shown to a locked desk. */
  colleagues: procedure.output(z.array(Colleague)),
  session: procedure.output(Session.nullable()),
  signIn: refusable(SignInRefusal)
    .input(z.object({ person: StaffId, pin: z.string().regex(/^\d{4,8}$/) }))
    .output(Session),
  lock: procedure.output(z.object({}))
}
