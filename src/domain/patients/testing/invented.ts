/** Patients for tests: nobody who lives, and nothing known of them but what a test needs. */
import type { z } from 'zod'
import { PatientDetails } from '../facts.ts'

/** A woman born in 1990 of whom nothing else was written down, but for what differs. */
export const inventedPatient = (known: Partial<z.input<typeof PatientDetails>> = {}): PatientDetails =>
  PatientDetails.parse({
    name: { family: 'Выдумкина', given: 'Проба', patronymic: null },
    birthDate: '1990-01-01',
    sex: 'female',
    phones: [],
    email: null,
    address: null,
    recordNumber: null,
    document: null,
    note: null,
    ...known
  })
