/** How this desk stands with head office: what was seen there, what waits here, what is being fetched; and enrolment. */
import { z } from 'zod'
import { Instant } from '../domain/values/dates.ts'
import { PatientId } from '../domain/values/ids.ts'
import { procedure, refusable } from './base.ts'

/** Everything that can keep a synchronisation from finishing. Each has a sentence for the desk. */
export const SyncProblemCode = z.enum([
  /** No line, or nobody answers: the normal case of a bad day. */
  'UNREACHABLE',
  /** Head office is there and asks to come back later. */
  'BUSY',
  /** Something answered that is not head office: a provider's page, a wrong address, a broken server. */
  'RUBBISH',
  /** Something answered whose certificate is foreign, expired or of another name. */
  'CERTIFICATE',
  /** Head office speaks a newer protocol: this program must be updated. What waits is kept. */
  'NEWER_PROTOCOL',
  /** Head office does not know this workstation or its key. */
  'UNAUTHENTICATED',
  /** Head office has withdrawn this workstation. */
  'REVOKED',
  /** Another PC writes under this one's name, or this one was restored from an old copy, and no new epoch could be begun. */
  'FORK',
  /** What answers signs with another key than the head office that this desk knows: it gets nothing. */
  'HEAD_OFFICE_CHANGED',
  /** Head office refuses a fact of this desk as damaged. */
  'OWN_FACT_REFUSED',
  /** Facts of another desk arrived with a gap or damaged and were left out. */
  'OTHERS_FACTS_DAMAGED',
  /** A paper kept at this desk is damaged, missing or too large, and did not go. */
  'PAPER_NOT_SENT',
  /** The disk of this workstation did not take what was fetched. */
  'STORAGE',
  /** A fault of this program; it is in its log. */
  'PROGRAM'
])
export type SyncProblemCode = z.infer<typeof SyncProblemCode>

/** `papers`: signed PDFs, scans and drawn signatures, which go after the facts that name them. */
export const SyncPhase = z.enum(['greeting', 'sending', 'fetching', 'papers'])
export type SyncPhase = z.infer<typeof SyncPhase>

export const SyncStatus = z.object({
  /**
   * `current`: nothing waits and all is fetched, as far as known. `working`: talking now, or about to. `retrying`: failed, will try again
   * by itself. `stopped`: failed in a way that a person must look at; it is still tried now and then.
   */
  state: z.enum(['current', 'working', 'retrying', 'stopped']),
  phase: SyncPhase.nullable(),
  /** The last moment at which head office had seen everything recorded here; null when it never has. */
  sawAllAt: Instant.nullable(),
  /** Facts recorded here that head office has not confirmed, and when the oldest of them was made. */
  waiting: z.int(),
  waitingSince: Instant.nullable(),
  /** The last moment at which everything others recorded had been fetched. */
  fetchedAllAt: Instant.nullable(),
  /** Facts of others still to fetch, as far as head office has told. */
  toFetch: z.int(),
  /** Facts behind what a new desk began from, which come while people work: how many are here. Null when all are. */
  history: z.object({ done: z.int(), total: z.int() }).nullable(),
  /** Papers (PDFs, scans, drawn signatures) that head office has not got yet. */
  papersWaiting: z.int(),
  /** Facts that were sealed anew because this PC was cloned or set back, and that nobody has looked through yet. */
  toReview: z.int(),
  /** Things that came from head office and that this program cannot show; they are kept. */
  unshown: z.int(),
  /** What this PC's clock shows and what time it is at head office (where known), when they are too far apart. */
  clock: z.object({ desk: Instant, office: Instant.nullable() }).nullable(),
  /** What went wrong last, if the last attempt did not fully succeed, and which half of it did. */
  problem: z
    .object({
      code: SyncProblemCode,
      phase: SyncPhase,
      achieved: z.enum(['sent', 'fetched', 'both']).nullable(),
      at: Instant,
      retryAt: Instant.nullable()
    })
    .nullable()
})
export type SyncStatus = z.infer<typeof SyncStatus>

/** A fact that was sealed anew in a new epoch: what it is about, who recorded it and when. */
export const ResealedEntry = z.object({
  fact: z.string(),
  /** Kind of aggregate, for the window to say in words. */
  kind: z.string(),
  at: Instant,
  by: z.string().nullable(),
  patient: z.object({ id: PatientId, name: z.string() }).nullable()
})
export type ResealedEntry = z.infer<typeof ResealedEntry>

export const EnrolRefusal = z.discriminatedUnion('code', [
  z.object({ code: z.literal('BAD_CODE') }),
  z.object({ code: z.literal('BAD_ADDRESS') }),
  /** `http://` to a server outside the clinic's network: anybody on the way could read along. */
  z.object({ code: z.literal('NOT_ENCRYPTED') }),
  z.object({ code: z.literal('UNREACHABLE') }),
  z.object({ code: z.literal('BUSY') }),
  /** Whatever answers at this address is not a head office. */
  z.object({ code: z.literal('RUBBISH') }),
  z.object({ code: z.literal('REVOKED') }),
  /** The clinic has used up its series of paper numbers. */
  z.object({ code: z.literal('CLINIC_FULL') }),
  z.object({ code: z.literal('ALREADY_ENROLLED') })
])
export type EnrolRefusal = z.infer<typeof EnrolRefusal>

export const syncContract = {
  /** Changes are told as kind `sync` by `system.changes`. */
  status: procedure.output(SyncStatus),
  /** Asks for a synchronisation at once; answers the status as it then begins. */
  syncNow: procedure.output(SyncStatus),
  /** Facts that this PC carried over into a new epoch and that nobody has looked through yet; oldest first. */
  toReview: procedure.output(z.array(ResealedEntry)),
  reviewed: procedure.input(z.object({ facts: z.array(z.string()).max(500) })).output(z.void()),
  /** Makes this workstation a desk of the clinic that the one-time code belongs to. */
  enrol: refusable(EnrolRefusal)
    .input(
      z.object({
        url: z.string().trim().max(300),
        code: z.string().trim().min(4).max(64),
        name: z.string().trim().min(1).max(80)
      })
    )
    .output(z.object({ clinicName: z.string() }))
}
