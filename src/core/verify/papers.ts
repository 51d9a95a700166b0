/** Checks the papers that a workstation keeps as files: each must open, and have the hash that it is named by. */
import { existsSync, readdirSync } from 'node:fs'
import { Sha256 } from '../../domain/values/sha256.ts'
import type { Finding } from '../../journal/verify/finding.ts'
import { BlobDamaged, type BlobStore } from '../storage/blobs.ts'

/** Answers how many there are. `folder`: where `blobs` keeps them. */
export const verifyPapers = (
  folder: string,
  blobs: BlobStore,
  report: (finding: Finding) => void,
  step: () => void
): number => {
  if (!existsSync(folder)) return 0
  let count = 0
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    // A file that was being written when the PC went off has another name, and belongs to nobody.
    const sha256 = Sha256.safeParse(name.split(/[/\\]/).at(-1))
    if (!sha256.success) continue
    count += 1
    try {
      blobs.get(sha256.data)
    } catch (error) {
      if (!(error instanceof BlobDamaged)) throw error
      report({ fault: 'paper', sha256: sha256.data })
    }
    step()
  }
  return count
}
