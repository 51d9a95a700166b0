/** For tests of imports: files as people have them, and what becomes of a desk that takes them. */
import type { ImportPreview, ImportRefusal, ImportResult } from '../../../contract/imports.ts'
import type { Aggregate } from '../../../domain/fact.ts'
import type { ImportKind } from '../../../domain/imports/columns.ts'
import { patientAggregate, type Patient } from '../../../domain/patients/evolve.ts'
import { visitAggregate, type Visit } from '../../../domain/visits/evolve.ts'
import type { Desk } from '../../desk.ts'
import { previewImport, runImport } from '../import-file.ts'
import { AUTHOR } from './desk.ts'

export const csv = (...lines: readonly string[]): Uint8Array => new TextEncoder().encode(lines.join('\r\n'))

export const preview = (desk: Desk, kind: ImportKind, bytes: Uint8Array): ImportPreview => {
  const answer = previewImport(desk, { kind, bytes }, null)
  if (!answer.ok) throw new Error(answer.refusal.code)
  return answer.value
}
export const take = async (desk: Desk, kind: ImportKind, bytes: Uint8Array): Promise<ImportResult> => {
  const answer = await runImport(desk, AUTHOR, { kind, bytes }, { mapping: null, expected: null })
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal))
  return answer.value
}
export const refusal = async (desk: Desk, kind: ImportKind, bytes: Uint8Array): Promise<ImportRefusal> => {
  const answer = await runImport(desk, AUTHOR, { kind, bytes }, { mapping: null, expected: null })
  if (answer.ok) throw new Error('a refusal was expected')
  return answer.refusal
}
/** Row, column and reason of everything that is wrong. */
export const wrong = (
  desk: Desk,
  kind: ImportKind,
  bytes: Uint8Array
): readonly (readonly [number, string | null, string])[] =>
  preview(desk, kind, bytes).problems.map((one) => [one.row, one.column, one.problem.code])

export const states = <State, Fact>(desk: Desk, aggregate: Aggregate<State, Fact>): readonly State[] =>
  (
    desk.db.prepare('SELECT id FROM aggregate_state WHERE kind = ? ORDER BY id').all(aggregate.kind) as { id: string }[]
  ).flatMap((row) => {
    const state = desk.journal.state(aggregate, row.id)
    return state === null ? [] : [state]
  })
export const patients = (desk: Desk): readonly Patient[] => states(desk, patientAggregate)
export const visits = (desk: Desk): readonly Visit[] => states(desk, visitAggregate)

export const PEOPLE = csv(
  'Фамилия;Имя;Отчество;Дата рождения;Телефон;№ карты;Аллергия;Представитель;Телефон представителя',
  'Королёва;Алёна;Семёновна;12.04.1987;8 921 555-12-34;="00123";лидокаин;;',
  "О'Нил;Кевин;-;31.01.1990;;;;;",
  'Гаврилова;Мира;Артёмовна;08.03.2019;;;;Гаврилова Ольга Дмитриевна;89215551299',
  'Абдуллаев;Тимур;Рашид оглы;01.02.1992;9215551240;;;;'
)
