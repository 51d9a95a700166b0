/** Why core would not take a file, in words. */
import { ImportRefusal } from '../../contract/imports.ts'
import { importTitles, type ImportLanguage } from '../../domain/imports/column-titles.ts'
import { fileProblemText } from '../../domain/imports/problem-texts.ts'
import { assertNever } from '../../domain/values/assert-never.ts'
import { refusalIn } from '../app/failure.ts'
import type { ImportTexts } from './texts.ts'

/** Null when the failure is no refusal of an import. */
export const importRefusalText = (error: unknown, texts: ImportTexts, language: ImportLanguage): string | null => {
  const parsed = ImportRefusal.safeParse(refusalIn(error))
  if (!parsed.success) return null
  const refusal = parsed.data
  switch (refusal.code) {
    case 'FILE':
      return fileProblemText(refusal.problem, language)
    case 'COLUMNS_MISSING':
      return texts.missing(columnNames(refusal.columns, language))
    case 'BAD_LINES':
      return texts.problems.title(refusal.problems.length)
    case 'CHANGED_MEANWHILE':
      return texts.changedMeanwhile
    default:
      return assertNever(refusal, 'import refusal')
  }
}

export const columnNames = (groups: readonly (readonly string[])[], language: ImportLanguage): string => {
  const { columns } = importTitles(language)
  return groups.map((group) => group.map((key) => columns[key] ?? key).join(', ')).join('; ')
}
