/** How the workstation stands and what changed, as calls from the window. */
import { implement } from '@orpc/server'
import { systemContract, type Standing } from '../../contract/system.ts'
import type { CallContext } from '../api/context.ts'
import { clinicById } from '../clinic/views.ts'
import { presentAt } from '../desk.ts'

const os = implement(systemContract).$context<CallContext>()

export const systemRoutes = {
  standing: os.standing.handler(({ context }): Standing => {
    const { desk, fetching, keyProtected, sync } = context.workstation
    if (desk === null) return { state: 'not-enrolled' }
    const clinic = clinicById(desk.db, desk.identity.clinic)
    if (fetching !== null || clinic === null) {
      const problem = sync?.status().problem?.code ?? null
      return { state: 'fetching', ...(fetching ?? { done: 0, total: 0 }), problem }
    }
    const { moment, today, zone } = presentAt(desk)
    return {
      state: 'ready',
      clinic: { id: desk.identity.clinic, name: clinic.name, shortName: clinic.shortName, zone },
      device: { id: desk.identity.device, name: desk.identity.name, series: desk.identity.series, keyProtected },
      today,
      now: moment
    }
  }),

  changes: os.changes.handler(async function* ({ context, signal }) {
    yield { kinds: [] }
    yield* context.workstation.changes.subscribe('change', signal === undefined ? {} : { signal })
  })
}
