/** The shift from the first key to the last, in order. */
import type { Step } from './play.ts'
import { act } from './steps/act.ts'
import { consents } from './steps/consents.ts'
import { day } from './steps/day.ts'
import { money } from './steps/money.ts'
import { morning } from './steps/morning.ts'
import { newPatient } from './steps/new-patient.ts'
import { plan } from './steps/plan.ts'

export const STEPS: readonly Step[] = [...morning, ...day, ...newPatient, ...consents, ...plan, ...act, ...money]
