/** The least a desk must do to speak the protocol, written against docs/sync-protocol.md and not against our own client. */
import { randomBytes, randomUUID } from 'node:crypto'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import type { NewFact } from '../../domain/fact.ts'
import { nextClock, type ClockStamp } from '../../journal/clock.ts'
import { CHAIN_START, sealFact, type FactHeader, type SealedFact } from '../../journal/envelope.ts'
import {
  ChainAnswer,
  EnrolAnswer,
  EpochAnswer,
  headText,
  HelloAnswer,
  ProblemAnswer,
  PullAnswer,
  PushAnswer,
  receiptText,
  SIGNATURE_HEADERS,
  type HeadOfficeIdentity,
  type SignedHead
} from '../../journal/protocol.ts'
import {
  generateDeviceKeys,
  isTextSignedBy,
  readPrivateKey,
  readPublicKey,
  signRequest,
  signText
} from '../../journal/signature.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

/** What a fact is about. */
type About = Pick<FactHeader, 'type' | 'v' | 'kind' | 'aggregate'>

type Encoding = 'identity' | 'gzip' | 'zstd'

export class TestDesk {
  readonly id = randomUUID()
  keys = generateDeviceKeys()
  /** The epoch whose key this desk has, and its facts in it. */
  epoch = 0
  facts: SealedFact[] = []
  /** The wall clock of this desk, which may lie. */
  now: () => number = Date.now
  url: string
  /** Of the facts that it records. */
  scope = 'network'
  /** Whose receipts this desk believes. */
  headOffice: HeadOfficeIdentity | null = null
  private clock: ClockStamp | null = null

  constructor(url: string) {
    this.url = url
  }

  /** Records facts about one aggregate each, unless told which; returns those just recorded. */
  record(count: number, payload: object = { note: 'проба' }, about: Partial<About> = {}): readonly SealedFact[] {
    const { type = 'patient.noted', v = 1, kind = 'patient', aggregate } = about
    for (let index = 0; index < count; index++)
      this.tell({ type, v, aggregate: { kind, id: aggregate ?? randomUUID() }, payload })
    return this.facts.slice(-count)
  }

  /** Records one fact as it is told, in the name of a clinic or of the network. */
  tell({ type, v, aggregate, payload }: NewFact, clinic: string | null = null): void {
    this.clock = nextClock(this.now(), this.clock)
    this.facts.push(
      sealFact(
        {
          id: randomUUID(),
          device: this.id,
          epoch: this.epoch,
          seq: this.facts.length + 1,
          type,
          v,
          kind: aggregate.kind,
          aggregate: aggregate.id,
          scope: this.scope,
          clinic,
          staff: null,
          clock: this.clock,
          prev: this.facts.at(-1)?.hash ?? CHAIN_START
        },
        payload,
        randomBytes(16).toString('hex')
      )
    )
  }

  async send(
    method: string,
    path: string,
    body?: { readonly bytes: Uint8Array; readonly headers: Record<string, string> }
  ): Promise<Answer> {
    const bytes = body?.bytes ?? new Uint8Array()
    const headers = { ...body?.headers, ...this.signed(method, path, bytes) }
    return answered(
      await fetch(new URL(path, this.url), {
        method,
        headers,
        ...(bytes.length === 0 ? {} : { body: Buffer.from(bytes) })
      })
    )
  }

  /** The headers by which head office knows this desk. */
  signed(method: string, path: string, body: Uint8Array = new Uint8Array()): Record<string, string> {
    const time = new Date(this.now()).toISOString()
    return {
      [SIGNATURE_HEADERS.device]: this.id,
      ...(this.epoch === 0 ? {} : { [SIGNATURE_HEADERS.epoch]: String(this.epoch) }),
      [SIGNATURE_HEADERS.time]: time,
      [SIGNATURE_HEADERS.signature]: signRequest(readPrivateKey(this.keys.privateKey), { method, path, time, body })
    }
  }

  sendJson(method: string, path: string, value: unknown, encoding: Encoding = 'identity'): Promise<Answer> {
    return this.sendText(method, path, JSON.stringify(value), encoding)
  }

  sendText(method: string, path: string, json: string, encoding: Encoding = 'identity'): Promise<Answer> {
    const plain = Buffer.from(json, 'utf8')
    const bytes = encoding === 'gzip' ? gzipSync(plain) : encoding === 'zstd' ? zstdCompressSync(plain) : plain
    return this.send(method, path, {
      bytes,
      headers: { 'content-type': 'application/json', 'content-encoding': encoding }
    })
  }

  async enrol(code: string, name = 'Стойка'): Promise<EnrolAnswer> {
    const answer = EnrolAnswer.parse((await this.tryEnrol(code, name)).body)
    this.headOffice = answer.headOffice
    return answer
  }

  async tryEnrol(code: string, name = 'Стойка'): Promise<Answer> {
    const body = JSON.stringify({ code, device: this.id, name, publicKey: this.keys.publicKey })
    return answered(
      await fetch(new URL('/v1/enrol', this.url), {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' }
      })
    )
  }

  /** The same PC from a copy of its disk, as it is now. */
  copy(): TestDesk {
    const copy = new TestDesk(this.url)
    Object.assign(copy, { id: this.id, keys: this.keys, epoch: this.epoch, facts: [...this.facts], now: this.now })
    copy.clock = this.clock
    copy.headOffice = this.headOffice
    return copy
  }

  async chain(after = 0): Promise<readonly string[]> {
    return ChainAnswer.parse((await this.send('GET', `/v1/chain?after=${after}`)).body).hashes
  }

  tryOpenEpoch(publicKey: string, epoch?: number): Promise<Answer> {
    return this.sendJson('POST', '/v1/epochs', { publicKey, ...(epoch === undefined ? {} : { epoch }) })
  }

  /** Begins an epoch of its own and seals again what head office does not hold of this copy. */
  async beginEpoch(): Promise<void> {
    const held = new Set(await this.chain())
    const keys = generateDeviceKeys()
    const { epoch } = EpochAnswer.parse((await this.tryOpenEpoch(keys.publicKey)).body)
    const tail = this.facts.filter((fact) => !held.has(fact.hash))
    Object.assign(this, { keys, epoch, facts: [] })
    for (const { header, hash, payload, salt } of tail) {
      const { digest: _digest, ...body } = header
      this.facts.push(
        sealFact(
          {
            ...body,
            epoch,
            seq: this.facts.length + 1,
            prev: this.facts.at(-1)?.hash ?? CHAIN_START,
            resealed: { epoch: header.epoch, seq: header.seq, hash }
          },
          payload,
          salt ?? ''
        )
      )
    }
  }

  async hello(): Promise<HelloAnswer> {
    return HelloAnswer.parse((await this.send('GET', `/v1/hello?recorded=${this.facts.length}`)).body)
  }

  /** This desk's word for its chain up to a fact. */
  vouch({ header: { epoch, seq }, hash }: SealedFact): SignedHead {
    const text = headText({ device: this.id, epoch, seq, hash })
    return { seq, hash, signature: signText(readPrivateKey(this.keys.privateKey), text) }
  }

  tryPush(facts: readonly SealedFact[], encoding: Encoding = 'zstd'): Promise<Answer> {
    return this.sendJson('POST', '/v1/facts', this.batch(facts), encoding)
  }

  batch(facts: readonly SealedFact[]): { facts: readonly SealedFact[]; head: SignedHead } {
    const last = facts.at(-1)
    if (last === undefined) throw new Error('nothing to push')
    return { facts, head: this.vouch(last) }
  }

  /** Checks the receipt as every desk must. */
  async push(facts: readonly SealedFact[]): Promise<PushAnswer> {
    const answer = PushAnswer.parse((await this.tryPush(facts)).body)
    const { receipt } = answer
    const key = readPublicKey(this.headOffice?.publicKey ?? '')
    if (receipt === null || receipt.seq !== answer.acked || key === null) throw new Error('a receipt was expected')
    if (!isTextSignedBy(key, receiptText(receipt), receipt.signature)) throw new Error('the receipt is forged')
    return answer
  }

  async pull(after: number, limit = 500, anchor: string | null = null): Promise<PullAnswer> {
    return PullAnswer.parse((await this.tryPull(after, limit, anchor)).body)
  }

  tryPull(after: number, limit = 500, anchor: string | null = null): Promise<Answer> {
    return this.send('GET', `/v1/facts?after=${after}${anchor === null ? '' : `&anchor=${anchor}`}&limit=${limit}`)
  }

  /** Everything others recorded, page by page. */
  async pullAll(limit = 500): Promise<PullAnswer['facts']> {
    const all: PullAnswer['facts'] = []
    let cursor = 0
    let anchor: string | null = null
    for (;;) {
      const page: PullAnswer = await this.pull(cursor, limit, anchor)
      all.push(...page.facts)
      cursor = page.cursor
      anchor = page.anchor
      if (page.remaining === 0) return all
    }
  }
}

const answered = async (response: Response): Promise<Answer> => {
  const text = await response.text()
  const json = response.headers.get('content-type')?.startsWith('application/json') === true
  return { status: response.status, headers: response.headers, body: json && text !== '' ? JSON.parse(text) : text }
}

export const problem = (answer: Answer): ProblemAnswer & { readonly status: number } => ({
  ...ProblemAnswer.parse(answer.body),
  status: answer.status
})
