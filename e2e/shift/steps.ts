/** The shift from the first key to the last, in order. */
import type { Step } from './play.ts'
import { act } from './steps/act.ts'
import { consents } from './steps/consents.ts'
import { day } from './steps/day.ts'
import { evening } from './steps/evening.ts'
import { money } from './steps/money.ts'
import { moreConsents } from './steps/more-consents.ts'
import { morning } from './steps/morning.ts'
import { newPatient } from './steps/new-patient.ts'
import { papers } from './steps/papers.ts'
import { plan } from './steps/plan.ts'
import { recovery } from './steps/recovery.ts'
import { senior } from './steps/senior.ts'

export const STEPS: readonly Step[] = [
  ...morning,
  ...day,
  ...newPatient,
  ...consents,
  ...plan,
  ...act,
  ...money,
  ...moreConsents,
  ...senior,
  ...recovery,
  ...evening,
  ...papers
]
