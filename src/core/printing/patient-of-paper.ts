/** Whose paper lies in the queue: looked up when it is shown, so that the queue itself keeps no names. */
import { PersonName, shortName } from '../../domain/values/person-name.ts'
import type { Database } from '../storage/database.ts'
import { prepared } from '../storage/query.ts'

/** Null for a card, whose number tells as much, and for a paper that is nobody's. */
export const patientOfPaper = (db: Database, paper: string): string | null => {
  const row = prepared(
    db,
    `SELECT patient.name FROM patient JOIN (
       SELECT patient FROM document WHERE id = :paper UNION ALL SELECT patient FROM act WHERE id = :paper
       UNION ALL SELECT patient FROM plan WHERE id = :paper UNION ALL SELECT patient FROM payment WHERE id = :paper
     ) AS paper ON paper.patient = patient.id`
  ).get({ paper }) as { name: string } | undefined
  return row === undefined ? null : shortName(PersonName.parse(JSON.parse(row.name)))
}
