/** What the desk asks about incidents as a whole: which there are, what can go wrong today, which promises are open. */
import { z } from 'zod'
import type { IncidentSummary, OpenPromise, ScriptView, Subjects } from '../../contract/recovery.ts'
import { Specialty } from '../../domain/clinic/facts.ts'
import { accept, refuse, type Decision } from '../../domain/fact.ts'
import { AGE_OF_CONSENT } from '../../domain/patients/decide.ts'
import { patientAggregate } from '../../domain/patients/evolve.ts'
import { incidentAggregate, recoveryAggregate, roundOf } from '../../domain/recovery/evolve.ts'
import { APOLOGY_DISCOUNT } from '../../domain/recovery/offers.ts'
import type { RecoveryRefusal } from '../../domain/recovery/refusals.ts'
import type { Situation } from '../../domain/recovery/script.ts'
import type { Actor } from '../../domain/staff/rights.ts'
import { visitAggregate } from '../../domain/visits/evolve.ts'
import { ageOn, epochMilliseconds, instant, IsoDate } from '../../domain/values/dates.ts'
import { EquipmentId, IncidentId, StaffId, VisitId } from '../../domain/values/ids.ts'
import { fullName } from '../../domain/values/person-name.ts'
import { presentAt, type Desk } from '../desk.ts'
import { prepared } from '../storage/query.ts'
import { summaryOf } from './board.ts'
import { membersOf } from './incidents.ts'
import { placesOf } from './places.ts'
import { scriptsIn } from './scripts.ts'
import { outcomeView } from '../../domain/recovery/outcome.ts'
import { spokenDiscount, youWords, yourVisitWords } from './spoken.ts'
import { scriptView, talkValues } from './words.ts'

/** How long an incident that has ended stays in the list. */
const SHOWN_DAYS = 7
const DAY_MS = 86_400_000

export const listIncidents = (desk: Desk): readonly IncidentSummary[] => {
  const places = placesOf(desk.db)
  const since = instant(epochMilliseconds(presentAt(desk).moment) - SHOWN_DAYS * DAY_MS)
  const ids = prepared(
    desk.db,
    `SELECT id FROM incident WHERE state = 'open' OR (state = 'closed' AND closed_at >= ?) ORDER BY state = 'open' DESC, opened_at DESC, id`
  ).all(since) as { id: string }[]
  return ids.flatMap((row) => summaryById(desk, IncidentId.parse(row.id), places) ?? [])
}

export const summaryById = (desk: Desk, id: IncidentId, places = placesOf(desk.db)): IncidentSummary | null => {
  const incident = desk.journal.state(incidentAggregate, id)
  return incident === null ? null : summaryOf(desk, id, incident, membersOf(desk, incident), places)
}

const DoctorRow = z.object({
  id: StaffId,
  short_name: z.string(),
  specialty: Specialty.nullable(),
  clinics: z.string(),
  visits: z.int()
})
const DeviceRow = z.object({ id: EquipmentId, name: z.string(), kind: z.string(), down: z.string().nullable() })

export const subjectsOn = (desk: Desk, days: { readonly from: IsoDate; readonly through: IsoDate }): Subjects => {
  const places = placesOf(desk.db)
  const doctors = prepared(
    desk.db,
    `SELECT staff.id, staff.short_name, staff.specialty, json_group_array(DISTINCT shift.clinic) AS clinics,
       (SELECT count(*) FROM visit WHERE visit.doctor = staff.id AND visit.date BETWEEN :from AND :through AND visit.state IN ('booked', 'arrived')) AS visits
     FROM shift JOIN staff ON staff.id = shift.doctor
     WHERE shift.withdrawn IS NULL AND shift.date BETWEEN :from AND :through
     GROUP BY staff.id
     ORDER BY max(shift.clinic = :here) DESC, staff.short_name`
  ).all({ ...days, here: desk.identity.clinic })
  const devices = prepared(desk.db, 'SELECT id, name, kind, down FROM equipment WHERE clinic = ? ORDER BY name').all(
    desk.identity.clinic
  )
  return {
    doctors: doctors
      .map((row) => DoctorRow.parse(row))
      .map((row) => ({
        id: row.id,
        name: row.short_name,
        specialty: row.specialty,
        clinics: z.array(z.string()).parse(JSON.parse(row.clinics)).map(places.clinicName),
        visits: row.visits
      })),
    equipment: devices
      .map((row) => DeviceRow.parse(row))
      .map((row) => ({
        id: row.id,
        name: row.name,
        kind: row.kind,
        down: row.down !== null,
        repairedBy:
          row.down === null ? null : z.object({ repairedBy: IsoDate.nullable() }).parse(JSON.parse(row.down)).repairedBy
      }))
  }
}

const PromiseRow = z.object({
  incident: IncidentId,
  number: z.string(),
  visit: VisitId,
  outcome: z.enum(['call-back', 'contact-centre']),
  call_back_at: z.string().nullable(),
  repaired: z.int()
})

/**
 * Calls that were promised: by the desk at an hour, by the contact centre when a date can be found. Kept promises are
 * gone from here: the patient was talked to again, or the visit was booked anew.
 */
export const openPromises = (desk: Desk): readonly OpenPromise[] =>
  prepared(
    desk.db,
    `SELECT recovery_round.incident, incident.number, recovery_round.visit, recovery_round.outcome, recovery_round.call_back_at,
       incident.equipment IS NULL OR EXISTS (SELECT 1 FROM equipment WHERE equipment.id = incident.equipment AND equipment.down IS NULL) AS repaired
     FROM recovery_round JOIN incident ON incident.id = recovery_round.incident JOIN visit ON visit.id = recovery_round.visit
     WHERE (recovery_round.outcome = 'call-back' AND visit.state IN ('booked', 'arrived') AND incident.state = 'open')
        OR (recovery_round.outcome = 'contact-centre' AND visit.state = 'cancelled'
            AND NOT EXISTS (SELECT 1 FROM visit AS later WHERE later.patient = visit.patient AND later.doctor = visit.doctor
                            AND later.state IN ('booked', 'arrived', 'in-chair', 'done', 'paid', 'left') AND later.date >= visit.date))
     ORDER BY recovery_round.call_back_at IS NULL, recovery_round.call_back_at, recovery_round.settled_at`
  )
    .all()
    .map((row) => PromiseRow.parse(row))
    .flatMap((row) => {
      const visit = desk.journal.state(visitAggregate, row.visit)
      const patient = visit === null ? null : desk.journal.state(patientAggregate, visit.patient)
      const standing = outcomeView(roundOf(desk.journal.state(recoveryAggregate, row.visit), row.incident)).standing
        ?.outcome
      if (visit === null || patient === null || standing === undefined) return []
      return [
        {
          kind: row.outcome,
          incident: row.incident,
          number: row.number,
          visit: row.visit,
          patient: { id: visit.patient, name: fullName(patient.name), phones: [...patient.phones] },
          at: standing.kind === 'call-back' ? standing.at : null,
          ready: row.repaired === 1,
          note: standing.kind === 'call-back' ? standing.note : visit.note
        }
      ]
    })

export const situationsHere = (desk: Desk): readonly { readonly key: Situation; readonly title: string }[] =>
  [...scriptsIn(desk.places.resources).values()].map((script) => ({ key: script.key, title: script.title }))

/** Words for somebody who stands at the desk, whatever happened; with the data of their visit where there is one. */
export const scriptAtDesk = (
  desk: Desk,
  actor: Actor,
  input: { readonly situation: Situation; readonly visit: VisitId | null }
): Decision<ScriptView, RecoveryRefusal> => {
  const script = scriptsIn(desk.places.resources).get(input.situation)
  if (script === undefined) return refuse({ code: 'SCRIPT_MISSING' })
  if (input.visit === null)
    return accept(
      scriptView(script, {
        values: {
          me: actor.name.given,
          whom: youWords('unknown'),
          visit: yourVisitWords(),
          discount: spokenDiscount(APOLOGY_DISCOUNT)
        },
        now: { place: 'desk', listener: 'unnamed' }
      })
    )
  const visit = desk.journal.state(visitAggregate, input.visit)
  const patient = visit === null ? null : desk.journal.state(patientAggregate, visit.patient)
  if (visit === null || patient === null) return refuse({ code: 'VISIT_UNKNOWN' })
  const { today, zone } = presentAt(desk)
  const scene = { actor, today, zone, places: placesOf(desk.db), atDesk: true }
  const subject = { patient, minor: ageOn(patient.birthDate, visit.slot.date) < AGE_OF_CONSENT, original: visit.slot }
  return accept(scriptView(script, talkValues(scene, subject, null)))
}
