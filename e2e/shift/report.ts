/** What a played shift leaves behind beside its papers: what was done, how long it took, where each thing lies. */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

export interface StepReport {
  readonly id: string
  readonly title: string
  readonly ms: number
  readonly ok: boolean
  readonly error?: string
}

export interface Artefact {
  /** For example `consent.pdf`, `act-80.escpos`, `screenshot.png`. */
  readonly kind: string
  /** Relative to the folder of the report. */
  readonly path: string
  /** Id of the step that made it. */
  readonly step: string
}

export interface FactCount {
  /** What this workstation recorded. */
  readonly recorded: number
  /** What of it head office has not confirmed. */
  readonly unseen: number
  /** What head office itself counts for this device. */
  readonly headOffice: number
}

export interface Report {
  readonly ok: boolean
  readonly steps: readonly StepReport[]
  readonly artefacts: readonly Artefact[]
  readonly facts: FactCount
}

export const writeReport = async (folder: string, report: Report): Promise<string> => {
  await mkdir(folder, { recursive: true })
  const file = path.join(folder, 'report.json')
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`)
  return file
}
