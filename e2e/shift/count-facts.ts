/** Counts the facts of the first workstation on both sides: in its own closed database, and in head office's table. */
import path from 'node:path'
import { ackedOf } from '../../src/core/sync/send.ts'
import { openDeskAlone } from '../../src/core/workstation.ts'
import type { FactCount } from './report.ts'
import type { Shift } from './shift.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** Closes whichever workstation is open, so that what is counted stands still. */
export const countFacts = async (shift: Shift): Promise<FactCount> => {
  await shift.leave()
  // A shift that broke off before the evening leaves head office down.
  if (!shift.office.isUp()) await shift.office.comeBack()
  const key = shift.keyOf('first')
  if (key === null) return { recorded: 0, unseen: 0, headOffice: 0 }
  const alone = await openDeskAlone({
    places: {
      data: path.join(shift.folderOf('first'), 'desk'),
      resources: path.join(root, 'resources'),
      fonts: path.join(root, 'node_modules/@expo-google-fonts')
    },
    key,
    now: shift.now
  })
  if (alone === null) return { recorded: 0, unseen: 0, headOffice: 0 }
  try {
    const recorded = alone.journal.head().seq
    return {
      recorded,
      unseen: recorded - ackedOf(alone.journal),
      headOffice: await shift.office.counted(alone.identity.device)
    }
  } finally {
    alone.db.close()
  }
}
