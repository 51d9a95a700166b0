/** Who may import what: a file of staff gives people rights and PINs, so it takes more than the right to import. */
import { may, type Actor } from '../staff/rights.ts'
import type { ImportKind } from './columns.ts'

export const mayImport = (actor: Pick<Actor, 'roles'>, kind: ImportKind): boolean =>
  may(actor, 'import-data') &&
  (kind !== 'staff' || actor.roles.some((role) => role === 'director' || role === 'head-office'))
