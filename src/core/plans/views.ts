/** Tables of treatment plans: the plan as it stands, its variants and lines of the current version. */
import { linesOf } from '../../domain/plans/content.ts'
import { currentVersion, type Plan } from '../../domain/plans/evolve.ts'
import { lineSum, totalOf } from '../../domain/plans/priced-line.ts'
import { standingSignatures } from '../../domain/plans/signing.ts'
import { projection } from '../storage/projection.ts'
import { prepared } from '../storage/query.ts'
import { sha256 } from './digest.ts'

export interface PlanTables {
  /**
   * `total` is that of the chosen variant, of the best one while none is chosen. `patient_signed_on`, `doctor_signed_on`
   * are set while that signature stands under what the plan says now; `refused` holds the reason of a standing refusal.
   * `conflict` is 1 when the current version was made apart from another one.
   */
  plan: {
    id: string
    patient: string
    clinic: string
    doctor: string
    number: string
    visit: string | null
    source: string
    version: number
    proposed_on: string
    valid_until: string
    chosen: string | null
    total: number
    patient_signed_on: string | null
    doctor_signed_on: string | null
    outdated: number
    refused: string | null
    withdrawn: string | null
    conflict: number
  }
  plan_variant: { plan: string; variant: string; position: number; title: string; total: number; chosen: number }
  /** `position` runs through the variant; stages count from 1. */
  plan_line: {
    plan: string
    line: string
    variant: string
    chosen: number
    stage: number
    stage_title: string
    position: number
    service: string
    code: string
    nomenclature: string | null
    name: string
    tooth: string | null
    quantity: number
    price: number
    discount: number
    sum: number
  }
}

export const planProjection = projection<Plan | null>({
  kind: 'plan',
  version: 1,
  tables: ['plan', 'plan_variant', 'plan_line'],
  schema: [
    `CREATE TABLE plan (
      id TEXT PRIMARY KEY, patient TEXT NOT NULL, clinic TEXT NOT NULL, doctor TEXT NOT NULL, number TEXT NOT NULL, visit TEXT,
      source TEXT NOT NULL, version INTEGER NOT NULL, proposed_on TEXT NOT NULL, valid_until TEXT NOT NULL, chosen TEXT,
      total INTEGER NOT NULL, patient_signed_on TEXT, doctor_signed_on TEXT, outdated INTEGER NOT NULL, refused TEXT,
      withdrawn TEXT, conflict INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX plan_of_patient ON plan (patient, proposed_on)',
    'CREATE INDEX plan_of_visit ON plan (visit) WHERE visit IS NOT NULL',
    `CREATE TABLE plan_variant (
      plan TEXT NOT NULL, variant TEXT NOT NULL, position INTEGER NOT NULL, title TEXT NOT NULL, total INTEGER NOT NULL,
      chosen INTEGER NOT NULL, PRIMARY KEY (plan, variant)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE plan_line (
      plan TEXT NOT NULL, line TEXT NOT NULL, variant TEXT NOT NULL, chosen INTEGER NOT NULL, stage INTEGER NOT NULL,
      stage_title TEXT NOT NULL, position INTEGER NOT NULL, service TEXT NOT NULL, code TEXT NOT NULL, nomenclature TEXT,
      name TEXT NOT NULL, tooth TEXT, quantity INTEGER NOT NULL, price INTEGER NOT NULL, discount INTEGER NOT NULL,
      sum INTEGER NOT NULL, PRIMARY KEY (plan, line)
    ) STRICT, WITHOUT ROWID`
  ],
  project: (db, id, plan) => {
    for (const table of ['plan_variant', 'plan_line']) prepared(db, `DELETE FROM ${table} WHERE plan = ?`).run(id)
    if (plan === null) {
      prepared(db, 'DELETE FROM plan WHERE id = ?').run(id)
      return
    }
    const { version, content, parallel } = currentVersion(plan)
    const signatures = standingSignatures(plan, sha256)
    const leading = content.variants.find((one) => one.id === plan.chosen) ?? content.variants[0]
    prepared(db, `INSERT OR REPLACE INTO plan VALUES (${Array.from({ length: 18 }, () => '?').join(', ')})`).run(
      id,
      plan.patient,
      plan.clinic,
      content.doctor,
      plan.number,
      plan.visit,
      plan.source,
      version,
      plan.proposedOn,
      content.validUntil,
      plan.chosen,
      leading === undefined ? 0 : totalOf(linesOf(leading)),
      signatures.patient?.on ?? null,
      signatures.doctor?.on ?? null,
      signatures.outdated ? 1 : 0,
      plan.refused ? (plan.refusals.at(-1)?.reason ?? null) : null,
      plan.withdrawn,
      parallel ? 1 : 0
    )
    content.variants.forEach((variant, place) => {
      const chosen = variant.id === plan.chosen ? 1 : 0
      prepared(db, 'INSERT INTO plan_variant VALUES (?, ?, ?, ?, ?, ?)').run(
        id,
        variant.id,
        place,
        variant.title,
        totalOf(linesOf(variant)),
        chosen
      )
      let position = 0
      variant.stages.forEach((stage, index) => {
        for (const line of stage.lines) {
          prepared(db, 'INSERT INTO plan_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
            id,
            line.id,
            variant.id,
            chosen,
            index + 1,
            stage.title,
            position,
            line.service,
            line.code,
            line.nomenclature,
            line.name,
            line.tooth,
            line.quantity,
            line.price,
            line.discount,
            lineSum(line)
          )
          position += 1
        }
      })
    })
  }
})
