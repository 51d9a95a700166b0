/** Chooses the component of a screen. */
import { assertNever } from '../../domain/values/assert-never.ts'
import { DocumentScreen } from '../documents/document-screen.tsx'
import { DocumentsScreen } from '../documents/documents-screen.tsx'
import { ImportsScreen } from '../imports/imports-screen.tsx'
import { LoyaltyScreen } from '../loyalty/loyalty-screen.tsx'
import { CashScreen } from '../money/cash-screen.tsx'
import { NewPatient } from '../patients/new-patient.tsx'
import { PrintQueueScreen } from '../printing/print-queue-screen.tsx'
import { SettingsScreen } from '../settings/settings-screen.tsx'
import { PatientScreen } from '../patients/patient-screen.tsx'
import { PatientsScreen } from '../patients/patients-screen.tsx'
import { IncidentScreen } from '../recovery/incident-screen.tsx'
import { IncidentsScreen } from '../recovery/incidents-screen.tsx'
import { EditPlan } from '../plans/edit-plan.tsx'
import { NewPlan } from '../plans/new-plan.tsx'
import { PlanScreen } from '../plans/plan-screen.tsx'
import { SyncScreen } from '../sync/sync-screen.tsx'
import { TasksScreen } from '../tasks/tasks-screen.tsx'
import { Today } from '../visits/today.tsx'
import { VisitPassport } from '../visits/visit-passport.tsx'
import type { Screen } from './screens.ts'

export const ScreenView = ({ screen }: { readonly screen: Screen }) => {
  switch (screen.name) {
    case 'today':
      return <Today />
    case 'visit':
      return <VisitPassport visit={screen.visit} />
    case 'patients':
      return <PatientsScreen />
    case 'patient':
      return <PatientScreen key={screen.patient} patient={screen.patient} />
    case 'new-patient':
      return <NewPatient typed={screen.typed} />
    case 'incidents':
      return <IncidentsScreen />
    case 'incident':
      return <IncidentScreen key={screen.incident} incident={screen.incident} />
    case 'plan':
      return <PlanScreen key={screen.plan} plan={screen.plan} />
    case 'edit-plan':
      return <EditPlan key={screen.plan} plan={screen.plan} />
    case 'new-plan':
      return <NewPlan patient={screen.patient} visit={screen.visit} />
    case 'sync':
      return <SyncScreen />
    case 'tasks':
      return <TasksScreen />
    case 'cash':
      return <CashScreen />
    case 'imports':
      return <ImportsScreen />
    case 'documents':
      return <DocumentsScreen />
    case 'document':
      return <DocumentScreen key={screen.document} document={screen.document} />
    case 'loyalty':
      return <LoyaltyScreen />
    case 'print-queue':
      return <PrintQueueScreen key={screen.job ?? ''} job={screen.job} />
    case 'settings':
      return <SettingsScreen />
    default:
      return assertNever(screen, 'screen')
  }
}
