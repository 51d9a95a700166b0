/** The shift from the first key to the last, in order. */
import type { Step } from './play.ts'
import { consents } from './steps/consents.ts'
import { day } from './steps/day.ts'
import { morning } from './steps/morning.ts'
import { newPatient } from './steps/new-patient.ts'

export const STEPS: readonly Step[] = [...morning, ...day, ...newPatient, ...consents]
