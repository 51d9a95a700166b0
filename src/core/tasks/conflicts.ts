/** Composes the list of tasks out of what each capability knows to be entered apart; the most pressing first. */
import type { ConflictTask } from '../../contract/tasks.ts'
import type { ClinicId } from '../../domain/values/ids.ts'
import { assertNever } from '../../domain/values/assert-never.ts'
import type { Desk } from '../desk.ts'
import { countLoyaltyConflicts, loyaltyConflicts } from '../loyalty/conflicts.ts'
import { countApart, valuesApart } from '../patients/apart.ts'
import { countDoubleBookings, doubleBookings } from '../visits/double-bookings.ts'

/** An unknown allergy may harm somebody today, a double booking angers two people on its day, a card can wait. */
const pressing = (task: ConflictTask): string => {
  switch (task.kind) {
    case 'values':
      return task.values.some((one) => one.is.field === 'allergy') ? '0' : '2'
    case 'double-booking':
      return `1 ${task.date} ${task.visits[0]?.from ?? ''}`
    case 'overspent':
      return '3'
    case 'shared-card':
    case 'two-cards':
      return '4'
    default:
      return assertNever(task, 'conflict task')
  }
}

export const conflictTasks = (desk: Desk, clinic: ClinicId): readonly ConflictTask[] =>
  [...valuesApart(desk), ...doubleBookings(desk, clinic), ...loyaltyConflicts(desk)]
    .map((task) => ({ task, order: `${pressing(task)} ${task.key}` }))
    .toSorted((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ task }) => task)

/** How many there are, without reading what they say: asked after every change. */
export const countConflictTasks = (desk: Desk, clinic: ClinicId): number =>
  countApart(desk.db) + countDoubleBookings(desk, clinic) + countLoyaltyConflicts(desk)
