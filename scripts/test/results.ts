/** Reads what a test run left in its report, and adds runs up to the one line that is read at the end. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'

export interface Tally {
  readonly passed: number
  readonly failed: number
}

const Report = z.object({
  numPassedTests: z.int().min(0),
  numFailedTests: z.int().min(0),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }))
})

/**
 * Counts one run. A file that failed without a failed test (it could not be loaded, say) counts as one failure, and so
 * does a run that ended badly without naming any.
 */
export const tallyOf = async (reportFile: string, exitCode: number): Promise<Tally> => {
  if (!existsSync(reportFile)) return { passed: 0, failed: 1 }
  const report = Report.parse(JSON.parse(await readFile(reportFile, 'utf8')))
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed')
  )
  const failed = report.numFailedTests + brokenFiles.length
  return { passed: report.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed }
}

export const sum = (tallies: readonly Tally[]): Tally => ({
  passed: tallies.reduce((total, tally) => total + tally.passed, 0),
  failed: tallies.reduce((total, tally) => total + tally.failed, 0)
})

/** The closing line, word for word as continuous integration reads it. */
export const closingLine = ({ passed, failed }: Tally): string => `${passed} passed, ${failed} failed`
