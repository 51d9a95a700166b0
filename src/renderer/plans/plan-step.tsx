/** The step «План лечения» of a visit: opens the plan that waits, or the editor for a new one. */
import { useEffect, useRef } from 'react'
import type { PatientId, PlanId, VisitId } from '../../domain/values/ids.ts'
import { useNavigation } from '../app/screens.ts'

interface Props {
  readonly visit: VisitId
  readonly patient: PatientId
  /** Null when the patient has no plan yet. */
  readonly plan: PlanId | null
  readonly onClose: () => void
}

export const PlanStep = ({ visit, patient, plan, onClose }: Props) => {
  const { go } = useNavigation()
  const opened = useRef(false)
  useEffect(() => {
    // Once: a step that is a way to another screen, not a dialog.
    if (opened.current) return
    opened.current = true
    onClose()
    go(plan === null ? { name: 'new-plan', patient, visit } : { name: 'plan', plan })
  })
  return null
}
