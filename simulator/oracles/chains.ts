/** Checks every chain from its first fact, and every receipt, with nothing but the protocol's own words. */
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { z } from 'zod'
import { CHAIN_START } from '../../src/journal/envelope.ts'
import { receiptText } from '../../src/journal/protocol.ts'
import { isTextSignedBy, readPublicKey } from '../../src/journal/signature.ts'
import type { Ending } from './judge.ts'

interface Row {
  readonly device: string
  readonly epoch: number
  readonly seq: number
  readonly header: string
  readonly hash: string
  readonly payload: string | null
  readonly salt: string | null
}

const Header = z.looseObject({ id: z.string(), digest: z.string(), prev: z.string(), seq: z.int(), epoch: z.int() })

export const judgeChains = async ({ office, pcs }: Ending): Promise<readonly string[]> => {
  const columns = 'device, epoch, seq, header, hash, payload, salt FROM fact ORDER BY device, epoch, seq'
  const failures = broken('head office', await office.look<Row>(`SELECT ${columns}`))
  for (const pc of pcs) {
    failures.push(...broken(pc.name, pc.disk.database.prepare<[], Row>(`SELECT ${columns}`).all()))
    const key = readPublicKey(office.identity.publicKey)
    const receipts = pc.disk.database
      .prepare<[], { epoch: number; seq: number; hash: string; received_at: string; signature: string }>(
        'SELECT * FROM receipt'
      )
      .all()
    for (const { epoch, seq, hash, received_at: receivedAt, signature } of receipts) {
      const text = receiptText({ device: pc.identity.device, epoch, seq, hash, receivedAt })
      if (key === null || !isTextSignedBy(key, text, signature))
        failures.push(`${pc.name} keeps a receipt for ${epoch}:${seq} that does not hold`)
    }
  }
  return failures
}

const broken = (where: string, rows: readonly Row[]): string[] => {
  const failures: string[] = []
  let chain = ''
  let seq = 0
  let last = CHAIN_START
  const sealed = new Map<string, number>()
  for (const row of rows) {
    const name = `${row.device} ${row.epoch}`
    if (name !== chain) [chain, seq, last] = [name, 0, CHAIN_START]
    const header = Header.parse(JSON.parse(row.header))
    const at = `${where}: fact ${row.device.slice(-2)} ${row.epoch}:${row.seq}`
    if (row.seq !== seq + 1) failures.push(`${at} follows ${seq}`)
    if (header.prev !== last) failures.push(`${at} does not continue its chain`)
    if (sha256(canonicalize(header) ?? '') !== row.hash) failures.push(`${at} has another hash than it says`)
    if (row.payload !== null && sha256(`${row.salt}${canonicalize(JSON.parse(row.payload))}`) !== header.digest)
      failures.push(`${at} has another payload than was sealed`)
    ;[seq, last] = [row.seq, row.hash]
    if (!('resealed' in header)) sealed.set(header.id, (sealed.get(header.id) ?? 0) + 1)
  }
  for (const [id, times] of sealed) if (times > 1) failures.push(`${where} holds fact ${id.slice(-6)} ${times} times`)
  return failures
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
