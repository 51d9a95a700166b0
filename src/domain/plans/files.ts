/** Which files stand behind the signatures of a plan. */
import type { Sha256 } from '../values/sha256.ts'
import type { Plan } from './evolve.ts'

/** What each hand signed, and each hand that was drawn. */
export const signedFiles = ({ patientSignatures, doctorSignatures }: Plan): readonly Sha256[] =>
  [...patientSignatures, ...doctorSignatures].flatMap(({ paper, mode }) =>
    mode.kind === 'screen' ? [paper, mode.strokes] : [paper]
  )
