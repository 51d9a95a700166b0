/** Names of doctors, clinics and chairs for slots that are shown or spoken. */
import { z } from 'zod'
import type { SlotView } from '../../contract/recovery.ts'
import { Specialty } from '../../domain/clinic/facts.ts'
import type { VisitSlot } from '../../domain/visits/facts.ts'
import { PersonName } from '../../domain/values/person-name.ts'
import type { Database } from '../storage/database.ts'
import { prepared } from '../storage/query.ts'

export interface Places {
  readonly view: (slot: VisitSlot) => SlotView
  readonly doctorName: (id: string) => PersonName | null
  readonly specialty: (id: string) => Specialty | null
  readonly staffName: (id: string | null) => string
  readonly clinicName: (id: string) => string
  readonly clinicAddress: (id: string) => string
}

const StaffNameRow = z.object({
  id: z.string(),
  name: z.string(),
  short_name: z.string(),
  specialty: Specialty.nullable()
})
const ClinicRow = z.object({ id: z.string(), short_name: z.string(), description: z.string() })
const Address = z.object({ address: z.string() })

/** Read once for a screen; a network has some hundreds of people and clinics. */
export const placesOf = (db: Database): Places => {
  const staff = new Map(
    prepared(db, 'SELECT id, name, short_name, specialty FROM staff')
      .all()
      .map((row) => StaffNameRow.parse(row))
      .map((row) => [row.id, row])
  )
  const clinics = new Map(
    prepared(db, 'SELECT id, short_name, description FROM clinic')
      .all()
      .map((row) => ClinicRow.parse(row))
      .map((row) => [row.id, row])
  )
  const chairs = new Map(
    (prepared(db, 'SELECT id, name FROM chair').all() as { id: string; name: string }[]).map((row) => [
      row.id,
      row.name
    ])
  )
  const clinicName = (id: string): string => clinics.get(id)?.short_name ?? ''
  return {
    clinicName,
    specialty: (id) => staff.get(id)?.specialty ?? null,
    staffName: (id) => (id === null ? '' : (staff.get(id)?.short_name ?? '')),
    doctorName: (id) => {
      const row = staff.get(id)
      return row === undefined ? null : PersonName.parse(JSON.parse(row.name))
    },
    clinicAddress: (id) => {
      const row = clinics.get(id)
      // Said aloud: the postcode is for letters.
      return row === undefined ? '' : Address.parse(JSON.parse(row.description)).address.replace(/^\d{6},\s*/u, '')
    },
    view: (slot) => ({
      slot,
      doctor: staff.get(slot.doctor)?.short_name ?? '',
      specialty: staff.get(slot.doctor)?.specialty ?? null,
      clinic: clinicName(slot.clinic),
      chair: chairs.get(slot.chair) ?? ''
    })
  }
}
