/** Doctors and services to choose from, as calls from the window. */
import { implement } from '@orpc/server'
import { clinicContract } from '../../contract/clinic.ts'
import { Specialty } from '../../domain/clinic/facts.ts'
import { StaffId } from '../../domain/values/ids.ts'
import { enter, type CallContext } from '../api/context.ts'
import { presentAt } from '../desk.ts'
import { prepared } from '../storage/query.ts'
import { findServices } from './views.ts'

const os = implement(clinicContract).$context<CallContext>()

interface DoctorRow {
  readonly id: string
  readonly short_name: string
  readonly specialty: string | null
  readonly position: string
}

export const clinicRoutes = {
  doctors: os.doctors.handler(({ context }) => {
    const { desk } = enter(context, 'see-patients')
    return (
      prepared(
        desk.db,
        `SELECT id, short_name, specialty, position FROM staff
         WHERE dismissed = 0 AND id IN (SELECT doctor FROM shift WHERE clinic = ? AND date >= ? AND withdrawn IS NULL)
         ORDER BY short_name`
      ).all(desk.identity.clinic, presentAt(desk).today) as DoctorRow[]
    ).map((row) => ({
      id: StaffId.parse(row.id),
      name: row.short_name,
      specialty: row.specialty === null ? null : Specialty.parse(row.specialty),
      position: row.position
    }))
  }),

  services: os.services.handler(({ context, input }) => {
    const { desk } = enter(context, 'see-patients')
    return [...findServices(desk.db, input.text, input.limit)]
  })
}
