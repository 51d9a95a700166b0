/** Why the rules of service recovery say no; a schema, since refusals travel to the screen as they are. */
import { z } from 'zod'
import { IncidentId, VisitId } from '../values/ids.ts'
import { VisitState } from '../visits/facts.ts'
import { Outcome } from './facts.ts'

export const RecoveryRefusal = z.discriminatedUnion('code', [
  /** The doctor or the device is not known here, or the device does not stand in any clinic. */
  z.object({ code: z.literal('SUBJECT_UNKNOWN') }),
  z.object({ code: z.literal('BAD_DATES') }),
  /** The same thing is already being dealt with: go there. */
  z.object({ code: z.literal('ALREADY_OPEN'), incident: IncidentId }),
  z.object({ code: z.literal('TOO_MANY_VISITS'), most: z.int() }),
  z.object({ code: z.literal('INCIDENT_UNKNOWN') }),
  z.object({ code: z.literal('INCIDENT_NOT_OPEN') }),
  /** Visits that nobody has dealt with, and promised calls that are still to be made. */
  z.object({ code: z.literal('STILL_OPEN'), left: z.int(), callBack: z.int() }),
  /** Everybody was called, some were not reached: closing needs that to be said. */
  z.object({ code: z.literal('NOT_REACHED_LEFT'), notReached: z.int() }),
  /** Patients have been told already, so the incident can be closed but not unmade. */
  z.object({ code: z.literal('ALREADY_TOLD'), outcomes: z.int() }),
  z.object({ code: z.literal('VISIT_UNKNOWN') }),
  /** The visit can happen as booked, or was never part of this incident. */
  z.object({ code: z.literal('VISIT_NOT_AFFECTED') }),
  /** The visit has begun or is over. */
  z.object({ code: z.literal('VISIT_STARTED'), state: VisitState }),
  /** Another desk has agreed on something with this patient meanwhile. */
  z.object({ code: z.literal('SETTLED_MEANWHILE'), outcome: Outcome }),
  /** A final outcome stands: it must be taken back before the patient counts as not reached. */
  z.object({ code: z.literal('ALREADY_SETTLED'), outcome: Outcome }),
  /** Taken, held for somebody else or no longer worked; `by` is the visit that has it, when there is one. */
  z.object({ code: z.literal('SLOT_TAKEN'), by: VisitId.nullable() }),
  z.object({ code: z.literal('NOTHING_HELD') }),
  z.object({ code: z.literal('CALL_BACK_IN_THE_PAST') }),
  z.object({ code: z.literal('REASON_NEEDED') }),
  z.object({ code: z.literal('NOTHING_TO_UNDO') }),
  /** The visit went on after the outcome, so that taking it back would undo more than the outcome. */
  z.object({ code: z.literal('CHANGED_SINCE') }),
  z.object({ code: z.literal('NOT_DOWN') }),
  /** No words are written for this situation on this workstation. */
  z.object({ code: z.literal('SCRIPT_MISSING') })
])
export type RecoveryRefusal = z.infer<typeof RecoveryRefusal>
