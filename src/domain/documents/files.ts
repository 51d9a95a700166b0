/** Which files stand behind the signatures of a document. */
import type { Sha256 } from '../values/sha256.ts'
import type { Document } from './evolve.ts'

/** What each hand signed, and each hand that was drawn. */
export const signedFiles = ({ patientSigned, clinicianSigned }: Document): readonly Sha256[] =>
  [
    ...(patientSigned === null
      ? []
      : [patientSigned.sha256, patientSigned.signed, ...patientSigned.signatures.map((one) => one.strokes)]),
    ...(clinicianSigned === null ? [] : [clinicianSigned.strokes, clinicianSigned.signed])
  ].filter((one) => one !== null)
