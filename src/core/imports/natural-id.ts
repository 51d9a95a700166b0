/**
 * Gives a thing of a file the same id wherever and whenever the file is imported: UUID of version 5 (RFC 9562, SHA-1) over the
 * kind of thing and its natural key. So one file imported twice, or at two desks apart, makes nothing twice.
 *
 * Ids stay in the journal's chain after a person is erased, and whoever guesses name and birth date could recompute a plain
 * hash. Ids of people are therefore made in the name space of the clinic, which nobody outside knows; prices, staff and
 * shifts, which are no secret, in one for all, so that clinics of a network agree.
 */
import { createHash } from 'node:crypto'
import type { IdOf } from '../../domain/imports/outcome.ts'
import type { ClinicId } from '../../domain/values/ids.ts'

/** Name space of the product (RFC 9562, section 6.6); made once at random, never to change. */
const NAME_SPACE = 'b4a1f0de-3c52-4e0b-9d5f-7f5a6e0c91d2'

const SHARED = new Set(['service', 'staff', 'shift'])

const uuid5 = (space: string, name: string): string => {
  const digest = createHash('sha1')
    .update(Buffer.from(space.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8')
    .digest()
  const bytes = Uint8Array.prototype.slice.call(digest, 0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Parts of a key are told apart by a mark that occurs in no table. */
export const naturalIds = (clinic: ClinicId): IdOf => {
  const ofClinic = uuid5(NAME_SPACE, clinic)
  return (kind, ...key) => uuid5(SHARED.has(kind) ? NAME_SPACE : ofClinic, [kind, ...key].join('\u001f'))
}
