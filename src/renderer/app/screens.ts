/** Which screens there are, and the way between them: a stack, so that Esc always goes one step back. */
import { createContext, useContext } from 'react'
import type { PrintJobId } from '../../domain/printing/job.ts'
import type { DocumentId, IncidentId, PatientId, PlanId, VisitId } from '../../domain/values/ids.ts'

/** Each screen answers one question. A capability adds its own here and in `screen-view.tsx`. */
export type Screen =
  | { readonly name: 'today' }
  | { readonly name: 'visit'; readonly visit: VisitId }
  | { readonly name: 'patients' }
  | { readonly name: 'patient'; readonly patient: PatientId }
  | { readonly name: 'new-patient'; readonly typed: string }
  | { readonly name: 'document'; readonly document: DocumentId }
  | { readonly name: 'documents' }
  | { readonly name: 'plan'; readonly plan: PlanId }
  | { readonly name: 'edit-plan'; readonly plan: PlanId }
  | { readonly name: 'new-plan'; readonly patient: PatientId; readonly visit: VisitId | null }
  | { readonly name: 'incidents' }
  | { readonly name: 'incident'; readonly incident: IncidentId }
  /** What desks entered apart and a person must settle. */
  | { readonly name: 'tasks' }
  | { readonly name: 'cash' }
  | { readonly name: 'loyalty' }
  | { readonly name: 'imports' }
  | { readonly name: 'settings' }
  /** `job` is the paper to show first. */
  | { readonly name: 'print-queue'; readonly job: PrintJobId | null }
  | { readonly name: 'sync' }

export interface Navigation {
  readonly screen: Screen
  /** Opens a screen over the present one. */
  readonly go: (screen: Screen) => void
  /** One step back; from the first screen to Today. */
  readonly back: () => void
  /** Opens a screen of the rail, forgetting the way that led here. */
  readonly start: (screen: Screen) => void
}

export const NavigationContext = createContext<Navigation>({
  screen: { name: 'today' },
  go: () => undefined,
  back: () => undefined,
  start: () => undefined
})

export const useNavigation = (): Navigation => useContext(NavigationContext)

export type Way = readonly [Screen, ...Screen[]]
export const goTo = (way: Way, screen: Screen): Way => [screen, ...way.slice(0, 30)]
export const goBack = (way: Way): Way => {
  const [, previous, ...rest] = way
  return previous === undefined ? [{ name: 'today' }] : [previous, ...rest]
}
