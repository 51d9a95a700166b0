/** Finds patients by whatever was typed: prefixes of the index as typed first, other readings only when too little was found. */
import { readQuestion, type Question } from '../../domain/patients/search-text.ts'
import { PatientId } from '../../domain/values/ids.ts'
import type { Database } from '../storage/database.ts'
import { prepared } from '../storage/query.ts'
import { birthWord, birthYearWord, recordWord } from './views.ts'

/** With fewer hits than this the desk is shown what else the words may mean. */
const ENOUGH = 5

export const searchPatients = (db: Database, text: string, limit: number): PatientId[] => {
  const question = readQuestion(text)
  const found = new Set<PatientId>()
  for (const expression of expressions(question)) {
    for (const id of matching(db, expression, limit)) found.add(id)
    if (found.size >= Math.min(limit, ENOUGH)) break
  }
  return [...found].slice(0, limit)
}

/** Questions to the index from the strictest to the widest; each holds every typed part. */
const expressions = (question: Question): readonly string[] => {
  const dates = question.birthDates.map((date) => word(birthWord(date)))
  const numbers = (exact: boolean): string[] =>
    question.digits.map((readings) =>
      anyOf([
        ...readings.map((digits) => prefix(digits)),
        ...readings.map((digits) => (exact ? word(recordWord(digits)) : prefix(recordWord(digits)))),
        ...(question.birthYear === null ? [] : [word(birthYearWord(question.birthYear))]),
        ...dates
      ])
    )
  const dated = dates.length === 0 || question.digits.length > 0 ? [] : [anyOf(dates)]
  const short =
    question.digits.length === 0 && question.birthYear !== null ? [word(birthYearWord(question.birthYear))] : []
  const shape = (wordOf: (typed: string, otherwise: readonly string[]) => string, exact: boolean): string =>
    [...question.words.map((one) => wordOf(one.typed, one.otherwise)), ...numbers(exact), ...dated, ...short].join(
      ' AND '
    )
  return [
    // Whole words first, so that «Ким» is not drowned by every Кимов.
    shape((typed) => word(typed), true),
    shape((typed) => prefix(typed), false),
    shape((typed, otherwise) => anyOf([typed, ...otherwise].map(prefix)), false)
  ].filter((expression) => expression !== '')
}

const word = (text: string): string => `"${text.replaceAll('"', '')}"`
const prefix = (text: string): string => `${word(text)}*`
const anyOf = (parts: readonly string[]): string => (parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' OR ')})`)

const matching = (db: Database, expression: string, limit: number): PatientId[] =>
  (
    prepared(
      db,
      `SELECT id FROM patient WHERE number IN (SELECT rowid FROM patient_search WHERE patient_search MATCH ? LIMIT ?)
       ORDER BY name`
    ).all(expression, limit) as { id: string }[]
  ).map((row) => PatientId.parse(row.id))
