/** Opens the dialog of a passport's step: the one place where capabilities plug theirs into the visit. */
import type { PassportStep } from '../../contract/passport.ts'
import type { VisitRow } from '../../contract/visits.ts'
import { ActDialog } from '../acts/act-dialog.tsx'
import { ConsentStep } from '../documents/consent-step.tsx'
import { CardDialog } from '../loyalty/card-dialog.tsx'
import { PaymentDialog } from '../money/payment-dialog.tsx'
import { RepresentativeDialog } from '../patients/representative-dialog.tsx'
import { PlanStep } from '../plans/plan-step.tsx'
import { BookVisit } from './book-visit.tsx'

export interface StepDialogProps {
  readonly visit: VisitRow
  readonly step: PassportStep
  readonly onClose: () => void
}

export const StepDialog = ({ visit, step, onClose }: StepDialogProps) => {
  switch (step.kind) {
    case 'personal-data-consent':
      return <ConsentStep visit={visit.id} patient={visit.patient.id} consent="personal-data" onClose={onClose} />
    case 'consent':
      return <ConsentStep visit={visit.id} patient={visit.patient.id} consent={step.consent} onClose={onClose} />
    case 'plan':
      return <PlanStep visit={visit.id} patient={visit.patient.id} plan={step.plan} onClose={onClose} />
    case 'act':
      return <ActDialog visit={visit.id} onClose={onClose} />
    case 'payment':
      return <PaymentDialog patient={visit.patient.id} visit={visit.id} onClose={onClose} />
    case 'card':
      return <CardDialog patient={visit.patient.id} onClose={onClose} />
    case 'next-visit':
      return <BookVisit patient={visit.patient.id} title={visit.patient.name} onClose={onClose} />
    case 'representative':
      return <RepresentativeDialog patient={visit.patient.id} age={visit.patient.age} onClose={onClose} />
  }
}
