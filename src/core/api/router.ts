/** All procedures of core in one router, and what every one of them passes through. */
import { implement } from '@orpc/server'
import { contract } from '../../contract/index.ts'
import { documentsRoutes } from '../documents/routes.ts'
import { actsRoutes } from '../acts/routes.ts'
import { erasureRoutes } from '../erasure/routes.ts'
import { loyaltyRoutes } from '../loyalty/routes.ts'
import { moneyRoutes } from '../money/routes.ts'
import { clinicRoutes } from '../clinic/routes.ts'
import { importsRoutes } from '../imports/routes.ts'
import { patientsRoutes } from '../patients/routes.ts'
import { printingRoutes } from '../printing/routes.ts'
import { plansRoutes } from '../plans/routes.ts'
import { recoveryRoutes } from '../recovery/routes.ts'
import { staffRoutes } from '../staff/routes.ts'
import { syncRoutes } from '../sync/routes.ts'
import { systemRoutes } from '../system/routes.ts'
import { tasksRoutes } from '../tasks/routes.ts'
import { passportRoutes } from '../visits/passport-routes.ts'
import { visitsRoutes } from '../visits/routes.ts'
import type { CallContext } from './context.ts'

export const router = implement(contract).$context<CallContext>().router({
  system: systemRoutes,
  clinic: clinicRoutes,
  staff: staffRoutes,
  patients: patientsRoutes,
  visits: visitsRoutes,
  passport: passportRoutes,
  documents: documentsRoutes,
  recovery: recoveryRoutes,
  plans: plansRoutes,
  acts: actsRoutes,
  money: moneyRoutes,
  loyalty: loyaltyRoutes,
  tasks: tasksRoutes,
  printing: printingRoutes,
  imports: importsRoutes,
  sync: syncRoutes,
  erasure: erasureRoutes
})
