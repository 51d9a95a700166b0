/** What every procedure between the window and core shares: the errors any call may meet. */
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { RIGHTS } from '../domain/staff/rights.ts'

/** Any call may find the desk locked, the person without the right, the workstation not enrolled, or the disk unwilling. */
export const procedure = oc.errors({
  LOCKED: {},
  FORBIDDEN: { data: z.object({ right: z.enum(RIGHTS) }) },
  NOT_ENROLLED: {},
  STORAGE: {
    data: z.object({ fault: z.enum(['wrong-key-or-damaged', 'newer-schema', 'no-access', 'disk-full', 'in-use']) })
  }
})

/** A command that rules may refuse: the refusal comes as data of the typed error `REFUSED`. */
export const refusable = <Refusal extends z.ZodType>(refusal: Refusal) =>
  procedure.errors({ REFUSED: { data: refusal } })
