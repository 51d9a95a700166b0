/** The whole contract between the window and core, one entry a capability. */
import { documentsContract } from './documents.ts'
import { erasureContract } from './erasure.ts'
import { loyaltyContract } from './loyalty.ts'
import { actsContract } from './acts.ts'
import { moneyContract } from './money.ts'
import { clinicContract } from './clinic.ts'
import { passportContract } from './passport.ts'
import { importsContract } from './imports.ts'
import { patientsContract } from './patients.ts'
import { printingContract } from './printing.ts'
import { plansContract } from './plans.ts'
import { recoveryContract } from './recovery.ts'
import { staffContract } from './staff.ts'
import { syncContract } from './sync.ts'
import { systemContract } from './system.ts'
import { tasksContract } from './tasks.ts'
import { visitsContract } from './visits.ts'

export const contract = {
  system: systemContract,
  clinic: clinicContract,
  staff: staffContract,
  patients: patientsContract,
  visits: visitsContract,
  passport: passportContract,
  documents: documentsContract,
  recovery: recoveryContract,
  plans: plansContract,
  acts: actsContract,
  money: moneyContract,
  loyalty: loyaltyContract,
  tasks: tasksContract,
  printing: printingContract,
  imports: importsContract,
  sync: syncContract,
  erasure: erasureContract
}
export type Contract = typeof contract
