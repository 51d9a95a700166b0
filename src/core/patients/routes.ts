/** Finding and registering patients, as calls from the window. */
import { implement, ORPCError } from '@orpc/server'
import { patientsContract, type PatientCard, type PatientStrip } from '../../contract/patients.ts'
import {
  changePatient,
  nameRepresentative,
  noteAllergy,
  registerPatient,
  settleValues,
  withdrawRepresentative
} from '../../domain/patients/decide.ts'
import { patientAggregate, type Patient } from '../../domain/patients/evolve.ts'
import type { PatientFact } from '../../domain/patients/facts.ts'
import type { PatientRefusal } from '../../domain/patients/refusals.ts'
import type { Decision } from '../../domain/fact.ts'
import type { Actor } from '../../domain/staff/rights.ts'
import type { PatientId } from '../../domain/values/ids.ts'
import { accepted, enter, type CallContext } from '../api/context.ts'
import { authorOf, presentAt, type Desk } from '../desk.ts'
import { patientsByCard } from '../loyalty/queries.ts'
import { possibleDoubles } from './doubles.ts'
import { patientCard, patientHits, patientStrip } from './queries.ts'
import { searchPatients } from './search.ts'

const os = implement(patientsContract).$context<CallContext>()

/** Decides on one patient and records, all in one transaction. */
const decideOn = (
  { desk, actor }: { desk: Desk; actor: Actor },
  id: PatientId,
  decide: (state: Patient | null) => Decision<PatientFact, PatientRefusal>
): void => {
  desk.journal.atomically(() => {
    desk.journal.record(authorOf(actor), accepted(decide(desk.journal.state(patientAggregate, id))))
  })
}

const stripOf = (desk: Desk, id: PatientId): PatientStrip => known(patientStrip(desk, id))
const cardOf = (desk: Desk, id: PatientId): PatientCard => known(patientCard(desk, id))
const known = <Row>(row: Row | null): Row => {
  if (row === null) throw new ORPCError('REFUSED', { data: { code: 'PATIENT_UNKNOWN' } })
  return row
}

export const patientsRoutes = {
  search: os.search.handler(({ context, input }) => {
    const { desk } = enter(context, 'see-patients')
    const byCard = patientsByCard(desk.db, input.text)
    return patientHits(desk, byCard.length > 0 ? byCard : searchPatients(desk.db, input.text, input.limit))
  }),
  strip: os.strip.handler(({ context, input }) => patientStrip(enter(context, 'see-patients').desk, input.id)),
  card: os.card.handler(({ context, input }) => patientCard(enter(context, 'see-patients').desk, input.id)),
  doubles: os.doubles.handler(({ context, input }) => possibleDoubles(enter(context, 'register-patients').desk, input)),

  register: os.register.handler(({ context, input }) => {
    const at = enter(context, 'register-patients')
    decideOn(at, input.id, (state) => registerPatient(state, input, presentAt(at.desk).today))
    return stripOf(at.desk, input.id)
  }),
  change: os.change.handler(({ context, input }) => {
    const at = enter(context, 'register-patients')
    decideOn(at, input.id, (state) => changePatient(state, input, presentAt(at.desk).today))
    return stripOf(at.desk, input.id)
  }),
  nameRepresentative: os.nameRepresentative.handler(({ context, input }) => {
    const at = enter(context, 'register-patients')
    decideOn(at, input.id, (state) => nameRepresentative(state, input))
    return cardOf(at.desk, input.id)
  }),
  withdrawRepresentative: os.withdrawRepresentative.handler(({ context, input }) => {
    const at = enter(context, 'register-patients')
    decideOn(at, input.id, (state) => withdrawRepresentative(state, input))
    return cardOf(at.desk, input.id)
  }),
  noteAllergy: os.noteAllergy.handler(({ context, input }) => {
    const at = enter(context, 'register-patients')
    decideOn(at, input.id, (state) => noteAllergy(state, input))
    return stripOf(at.desk, input.id)
  }),
  settleValues: os.settleValues.handler(({ context, input }) => {
    const at = enter(context, 'register-patients')
    decideOn(at, input.id, (state) => settleValues(state, input, presentAt(at.desk).today))
    return stripOf(at.desk, input.id)
  })
}
