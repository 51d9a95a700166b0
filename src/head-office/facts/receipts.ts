/** Receipts: head office's signature under what it has committed of a chain, kept beside the device's own word for it. */
import { headText, receiptText, type Receipt, type SignedHead } from '../../journal/protocol.ts'
import { isTextSignedBy, signText } from '../../journal/signature.ts'
import type { KeyObject } from 'node:crypto'
import type { Sql } from '../database.ts'
import type { Identity } from './identity.ts'

export interface Chain {
  readonly device: string
  readonly epoch: number
}

export interface Prefix extends Chain {
  readonly seq: number
  readonly hash: string
}

export const isVouchedFor = (key: KeyObject, chain: Chain, { seq, hash, signature }: SignedHead): boolean =>
  isTextSignedBy(key, headText({ ...chain, seq, hash }), signature)

/** Signs for a prefix that this transaction commits. `headSignature`: the device's word for exactly this prefix, if it gave it. */
export const giveReceipt = async (
  sql: Sql,
  identity: Identity,
  prefix: Prefix,
  headSignature: string | null,
  now: number
): Promise<Receipt> => {
  const { device, epoch, seq, hash } = prefix
  const receivedAt = new Date(now).toISOString()
  const signature = signText(identity.key, receiptText({ ...prefix, receivedAt }))
  await sql.query(
    `INSERT INTO receipt (device, epoch, seq, hash, received_at, head_signature, signature)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [device, epoch, seq, hash, receivedAt, headSignature, signature]
  )
  return { device, epoch, seq, hash, receivedAt, signature }
}

/** The receipt that was given for a prefix; what the device now vouches for is added where it was missing. */
export const findReceipt = async (sql: Sql, prefix: Prefix, headSignature: string | null): Promise<Receipt | null> => {
  const { device, epoch, seq, hash } = prefix
  const [row] = await sql.query<{ received_at: Date; signature: string; vouched: boolean }>(
    `SELECT received_at, signature, head_signature IS NOT NULL AS vouched FROM receipt
     WHERE device = $1 AND epoch = $2 AND seq = $3 AND hash = $4`,
    [device, epoch, seq, hash]
  )
  if (row === undefined) return null
  if (headSignature !== null && !row.vouched) {
    await sql.query('UPDATE receipt SET head_signature = $4 WHERE device = $1 AND epoch = $2 AND seq = $3', [
      device,
      epoch,
      seq,
      headSignature
    ])
  }
  return { device, epoch, seq, hash, receivedAt: row.received_at.toISOString(), signature: row.signature }
}
