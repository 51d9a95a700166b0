/** SHA-256 for signatures on plans, the same wherever facts are folded with cryptography at hand. */
import { createHash } from 'node:crypto'
import type { Digest } from '../../domain/plans/signing.ts'
import { Sha256 } from '../../domain/values/sha256.ts'

export const sha256: Digest = (text) => Sha256.parse(createHash('sha256').update(text, 'utf8').digest('hex'))
