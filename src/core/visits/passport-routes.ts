/** The passport of a visit, as a call from the window. */
import { implement } from '@orpc/server'
import { passportContract } from '../../contract/passport.ts'
import { enter, type CallContext } from '../api/context.ts'
import { visitPassport } from './passport.ts'

const os = implement(passportContract).$context<CallContext>()

export const passportRoutes = {
  of: os.of.handler(({ context, input }) => visitPassport(enter(context, 'see-patients').desk, input.visit))
}
