/** Opens the dialog of a passport's step: the one place where capabilities plug theirs into the visit. */
import type { PassportStep } from '../../contract/passport.ts'
import type { VisitRow } from '../../contract/visits.ts'
import { BookVisit } from './book-visit.tsx'

export interface StepDialogProps {
  readonly visit: VisitRow
  readonly step: PassportStep
  readonly onClose: () => void
}

/** Which steps can be opened at all; the others are only shown. */
export const canOpen = (step: PassportStep): boolean => {
  switch (step.kind) {
    case 'next-visit':
      return true
    default:
      return false
  }
}

export const StepDialog = ({ visit, step, onClose }: StepDialogProps) => {
  switch (step.kind) {
    case 'next-visit':
      return <BookVisit patient={visit.patient.id} title={visit.patient.name} onClose={onClose} />
    default:
      return null
  }
}
