/** Talks ESC/POS over any two-way link: asks how the printer is, sends a job with a watchdog, and waits for the proof that it is done. */
import type { DoubtReason, SendResult } from '../../../domain/printing/job.ts'
import type { PrinterProfile } from '../../../domain/printing/profile.ts'
import type { PrinterStatus } from '../../../domain/printing/printer.ts'
import { healthOf, joinHealth, replyReader, type Health, type Reply } from '../escpos/replies.ts'
import { WORDS } from '../escpos/vocabulary.ts'
import { inbox, type Inbox } from './inbox.ts'
import { Unreachable, type Link, type OpenLink } from './link.ts'
import type { Patience, Payload, Sending, Transport } from './transport.ts'

const CHUNK = 4096
const SUBJECTS = [1, 2, 3, 4] as const

/** Null when the printer says nothing: one-way, switched off behind a print server, or deaf. */
const askHealth = async (link: Link, replies: Inbox<Reply>, patience: Patience): Promise<Health | null> => {
  const parts: Health[] = []
  for (const subject of SUBJECTS) {
    replies.forget((reply) => reply.kind === 'state')
    // A link that breaks here is noticed by whoever waits for it; nothing of a job is lost.
    void link.write(WORDS.askState(subject)).catch(() => undefined)
    const reply = await replies.next((one) => one.kind === 'state', patience.answer)
    if (reply === null) {
      if (subject === 1) return null
      continue
    }
    if (reply.kind === 'state') parts.push(healthOf(subject, reply.byte))
  }
  return joinHealth(parts)
}

const statusOf = (health: Health | null): PrinterStatus => {
  if (health === null) return { state: 'silent' }
  return health.problems.length === 0
    ? { state: 'ready', paperLow: health.paperLow }
    : { state: 'trouble', problems: [...health.problems], paperLow: health.paperLow }
}

const doubt = (reason: DoubtReason, bytesSent: number): SendResult => ({ outcome: 'unknown', reason, bytesSent })

/** A transport for printers that speak ESC/POS; `open` makes a new link for each question and each job. */
export const escposTransport = (
  open: OpenLink,
  profile: Pick<PrinterProfile, 'status'>,
  patience: Patience
): Transport => ({
  status: async () => {
    try {
      const link = await open()
      const talk = conversation(link)
      const health = profile.status === 'none' ? null : await askHealth(link, talk.replies, patience)
      const lost = talk.lost()
      await link.close()
      return lost ? { state: 'unreachable', cause: 'refused' } : statusOf(health)
    } catch (error) {
      if (error instanceof Unreachable) return { state: 'unreachable', cause: error.reason }
      throw error
    }
  },
  send: async (payload, sending) => {
    let link: Link
    try {
      link = await open()
    } catch (error) {
      if (error instanceof Unreachable)
        return { outcome: 'not-sent', reason: { code: 'unreachable', cause: error.reason } }
      throw error
    }
    const result = await sendOver(link, profile, payload, sending, patience)
    const delivered = await link.close()
    // The last bytes were still on their way when the other side went: an unproved «sent» is then not even that.
    if (!delivered && result.outcome === 'sent-unconfirmed') return doubt('connection-lost', result.bytesSent)
    return result
  }
})

interface Conversation {
  readonly replies: Inbox<Reply>
  readonly lost: () => boolean
}

const conversation = (link: Link, onReport?: (health: Health) => void): Conversation => {
  let lost = false
  const replies = inbox<Reply>()
  const read = replyReader()
  link.listen((bytes) => {
    for (const reply of read(bytes)) {
      if (reply.kind === 'report') onReport?.(reply.health)
      else replies.put(reply)
    }
  })
  void link.gone.then(() => {
    lost = true
    replies.end()
  })
  return { replies, lost: () => lost }
}

const sendOver = async (
  link: Link,
  profile: Pick<PrinterProfile, 'status'>,
  payload: Payload,
  sending: Sending,
  patience: Patience
): Promise<SendResult> => {
  let bytesSent = 0
  let latest: Health = { problems: [], paperLow: false }
  const tell = (stalled: boolean): void => sending.progress({ bytesSent, stalled, problems: latest.problems })
  const { replies, lost } = conversation(link, (health) => {
    latest = health
    tell(false)
  })

  const before = profile.status === 'none' ? null : await askHealth(link, replies, patience)
  if (lost()) return { outcome: 'not-sent', reason: { code: 'unreachable', cause: 'refused' } }
  if (before !== null && before.problems.length > 0)
    return { outcome: 'not-sent', reason: { code: 'trouble', problems: [...before.problems] } }
  if (sending.signal.aborted || !sending.leave()) return { outcome: 'not-sent', reason: { code: 'cancelled' } }

  for (let from = 0; from < payload.bytes.length; from += CHUNK) {
    const chunk = payload.bytes.subarray(from, from + CHUNK)
    // The proof is asked for by the last bytes of the job; whatever claimed to be one before them was not.
    if (from + CHUNK >= payload.bytes.length) replies.forget((reply) => reply.kind === 'done')
    const stopped = await handOver(link, chunk, sending.signal, patience, () => tell(true))
    if (stopped !== null) return doubt(stopped, bytesSent)
    bytesSent += chunk.length
    tell(false)
  }

  if (profile.status === 'full') return awaitProof(before !== null)
  if (before !== null) {
    const after = await askHealth(link, replies, patience)
    if (after !== null && after.problems.length > 0)
      return doubt(after.problems.includes('paper-out') ? 'paper-out' : 'trouble', bytesSent)
  }
  return lost() ? doubt('connection-lost', bytesSent) : { outcome: 'sent-unconfirmed', bytesSent }

  async function awaitProof(answers: boolean): Promise<SendResult> {
    const aborted = onAbort(sending.signal, () => replies.end())
    try {
      let quiet = 0
      let waited = 0
      for (;;) {
        const done = await replies.next(
          (reply) => reply.kind === 'done',
          answers ? patience.heartbeat : patience.answer
        )
        if (done?.kind === 'done') return await confirmed(done.paperOut)
        if (lost()) return doubt('connection-lost', bytesSent)
        if (sending.signal.aborted) return doubt('interrupted', bytesSent)
        // A printer that has never said a word owes no proof.
        if (!answers) return { outcome: 'sent-unconfirmed', bytesSent }
        waited += patience.heartbeat
        const health = await askHealth(link, replies, patience)
        if (lost()) return doubt('connection-lost', bytesSent)
        if (health !== null) latest = health
        tell(health === null || health.problems.length > 0)
        // While a printer says what is wrong, the job waits in its memory and goes on when a person has helped.
        quiet = health !== null && health.problems.length > 0 ? 0 : quiet + patience.heartbeat
        if (quiet >= patience.proof || waited >= patience.giveUp) return doubt(doubtOf(latest), bytesSent)
      }
    } finally {
      aborted()
    }
  }

  async function confirmed(paperOut: boolean): Promise<SendResult> {
    if (paperOut) return doubt('paper-out', bytesSent)
    // Some printers answer as soon as they have read the question, with the paper still to come: ask once more.
    const after = await askHealth(link, replies, patience)
    if (after === null || after.problems.length === 0) return { outcome: 'printed', bytesSent }
    return doubt(doubtOf(after), bytesSent)
  }
}

const doubtOf = (health: Health): DoubtReason => {
  if (health.problems.includes('paper-out')) return 'paper-out'
  return health.problems.length > 0 ? 'trouble' : 'no-confirmation'
}

const onAbort = (signal: AbortSignal, listener: () => void): (() => void) => {
  signal.addEventListener('abort', listener, { once: true })
  return () => signal.removeEventListener('abort', listener)
}

/** Null when the system below took the chunk, else why it is in doubt. A slow printer is waited for, and people are told. */
const handOver = async (
  link: Link,
  chunk: Uint8Array,
  signal: AbortSignal,
  patience: Patience,
  onStall: () => void
): Promise<DoubtReason | null> => {
  const taken = link.write(chunk).then(
    () => 'taken' as const,
    () => 'lost' as const
  )
  const ended = link.gone.then(() => 'lost' as const)
  for (let waited = 0; ; waited += patience.stall) {
    const event = await firstOf([taken, ended], patience.stall, signal)
    switch (event) {
      case 'taken':
        return null
      case 'lost':
        return 'connection-lost'
      case 'aborted':
        return 'interrupted'
      case 'late':
        if (waited + patience.stall >= patience.giveUp) return 'stalled'
        onStall()
    }
  }
}

const firstOf = <Event>(
  events: readonly Promise<Event>[],
  milliseconds: number,
  signal: AbortSignal
): Promise<Event | 'late' | 'aborted'> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish('late'), milliseconds)
    const stop = onAbort(signal, () => finish('aborted'))
    const finish = (event: Event | 'late' | 'aborted'): void => {
      clearTimeout(timer)
      stop()
      resolve(event)
    }
    if (signal.aborted) finish('aborted')
    for (const event of events) event.then(finish, reject)
  })
