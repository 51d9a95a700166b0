/** The desk's standing with head office, as calls from the window. */
import { implement, ORPCError } from '@orpc/server'
import { syncContract } from '../../contract/sync.ts'
import { enter, type CallContext } from '../api/context.ts'
import { enrol } from './enrol.ts'
import { entriesToReview, markReviewed } from './review.ts'
import type { Sync } from './service.ts'

const os = implement(syncContract).$context<CallContext>()

const requireSync = (context: CallContext): Sync => {
  const { sync } = context.workstation
  if (sync === null) throw new ORPCError('NOT_ENROLLED')
  return sync
}

export const syncRoutes = {
  // Shown also on a locked desk: it says nothing of patients.
  status: os.status.handler(({ context }) => requireSync(context).status()),

  syncNow: os.syncNow.handler(({ context }) => {
    const sync = requireSync(context)
    void sync.now()
    return sync.status()
  }),

  toReview: os.toReview.handler(({ context }) => [...entriesToReview(enter(context, 'see-patients').desk)]),

  reviewed: os.reviewed.handler(({ context, input }) => {
    const { desk, actor } = enter(context, 'configure-desk')
    markReviewed(desk, actor, input.facts)
    context.workstation.changes.publish('change', { kinds: ['sync'] })
  }),

  enrol: os.enrol.handler(async ({ context, input }) => {
    const { workstation } = context
    if (workstation.desk !== null) throw new ORPCError('REFUSED', { data: { code: 'ALREADY_ENROLLED' } })
    const enrolled = await enrol(workstation.db, input)
    if (!enrolled.ok) throw new ORPCError('REFUSED', { data: enrolled.refusal })
    workstation.takeUp(enrolled.identity)
    return { clinicName: enrolled.clinicName }
  })
}
