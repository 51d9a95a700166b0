/** Why a workstation's database cannot be used, for whoever runs a command on it. */
import type { DatabaseFault } from '../../src/core/storage/database.ts'

export const databaseFaults: Readonly<Record<DatabaseFault, string>> = {
  'wrong-key-or-damaged': 'The database does not open: wrong key, or the file is damaged.',
  'newer-schema': 'The database was made by a newer version; update this one.',
  'no-access': 'The database may not be read or written; look at the permissions of the folder.',
  'disk-full': 'The disk is full. Nothing was changed; make room and try again.',
  'in-use': 'The desk is open. Close the program and try again.'
}
