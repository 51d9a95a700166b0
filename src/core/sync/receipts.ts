/** Head office's receipts for this desk's chain: checked when they come, kept for ever, proof that it held the facts. */
import type { KeyObject } from 'node:crypto'
import { receiptText, type HeadOfficeIdentity, type HelloAnswer, type Receipt } from '../../journal/protocol.ts'
import { isTextSignedBy, readPublicKey } from '../../journal/signature.ts'
import { hashInChain } from '../storage/facts.ts'
import type { Journal } from '../storage/journal.ts'
import { prepared } from '../storage/query.ts'
import { readSetting, writeSetting } from '../storage/settings.ts'
import { SyncFailure } from './failure.ts'
import { HeadOffice } from './settings.ts'

/** The first head office met is the one. @throws {SyncFailure} HEAD_OFFICE_CHANGED when this is another */
export const meetHeadOffice = (journal: Journal, { headOffice }: HelloAnswer): HeadOfficeIdentity => {
  const known = readSetting(journal.db, HeadOffice)
  if (known === null) {
    writeSetting(journal.db, HeadOffice, headOffice)
    return headOffice
  }
  if (known.publicKey !== headOffice.publicKey || known.device !== headOffice.device)
    throw new SyncFailure('HEAD_OFFICE_CHANGED', 'head office signs with another key than the one this desk knows')
  return known
}

/** Null before this desk has met its head office. */
export const headOfficeKey = (journal: Journal): KeyObject | null => {
  const known = readSetting(journal.db, HeadOffice)
  return known === null ? null : readPublicKey(known.publicKey)
}

/** Keeps a receipt that is true. @throws {SyncFailure} RUBBISH when it is not of this chain or not signed by head office */
export const keepReceipt = (journal: Journal, expected: number, receipt: Receipt): void => {
  const key = headOfficeKey(journal)
  const { device, epoch, seq, hash } = receipt
  if (
    device !== journal.device ||
    epoch !== expected ||
    hashInChain(journal.db, device, epoch, seq) !== hash ||
    key === null ||
    !isTextSignedBy(key, receiptText(receipt), receipt.signature)
  )
    throw new SyncFailure('RUBBISH', `the receipt for fact ${seq} does not hold`)
  prepared(
    journal.db,
    `INSERT INTO receipt (epoch, seq, hash, received_at, signature) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (epoch, seq) DO UPDATE SET hash = excluded.hash, received_at = excluded.received_at, signature = excluded.signature`
  ).run(epoch, seq, hash, receipt.receivedAt, receipt.signature)
}

/** Whether head office has signed that it holds this chain to its end. */
export const isReceipted = (journal: Journal): boolean => {
  const { epoch, seq, hash } = journal.head()
  if (seq === 0) return true
  return (
    prepared(journal.db, 'SELECT 1 FROM receipt WHERE epoch = ? AND seq = ? AND hash = ?').get(epoch, seq, hash) !==
    undefined
  )
}
