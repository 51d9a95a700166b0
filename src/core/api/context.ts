/** What every call runs with: the workstation, the window it came from, and who has signed in there. */
import { ORPCError } from '@orpc/server'
import type { EventPublisher } from '@orpc/server'
import type { Change } from '../../contract/system.ts'
import { staffAggregate } from '../../domain/staff/evolve.ts'
import { may, type Actor, type Right } from '../../domain/staff/rights.ts'
import type { Desk, DeskIdentity, Places } from '../desk.ts'
import { faultOf, type Database } from '../storage/database.ts'
import type { Sync } from '../sync/service.ts'

/** A window: its port carries the session, so that no token ever lies in the page. */
export interface Connection {
  actor: Actor | null
  /** Milliseconds of the last call that a person caused. */
  lastActivity: number
}

export interface Workstation {
  readonly db: Database
  readonly places: Places
  /** Whether the keystore of the operating system holds the key of the database. */
  readonly keyProtected: boolean
  readonly now: () => number
  readonly changes: EventPublisher<{ change: Change }>
  /** Null until the workstation is enrolled. */
  desk: Desk | null
  /** Progress of the first fetch from head office; null when there is none. */
  fetching: { readonly done: number; readonly total: number } | null
  /** Null for a desk without head office. */
  sync: Sync | null
  /** Makes the workstation the desk with this identity, from now on and at every start. */
  readonly takeUp: (identity: DeskIdentity) => Desk
  /** One structured line; names, codes and places only, never what people typed. */
  readonly log: (line: object) => void
}

export interface CallContext {
  readonly workstation: Workstation
  readonly connection: Connection
}

/** An untouched desk locks itself; core holds to it whatever the window does. */
export const LOCK_AFTER_SECONDS = 10 * 60

export const requireDesk = (context: CallContext): Desk => {
  const { desk } = context.workstation
  if (desk === null) throw new ORPCError('NOT_ENROLLED')
  return desk
}

/**
 * Who is signed in at this window, with the roles of this moment: head office may have changed them meanwhile. Null once
 * the desk was left alone for too long or the person was dismissed.
 */
export const signedIn = ({ connection, workstation }: CallContext, desk: Desk): Actor | null => {
  const { actor } = connection
  if (actor === null) return null
  const member = desk.journal.state(staffAggregate, actor.staff)
  const idle = workstation.now() - connection.lastActivity > LOCK_AFTER_SECONDS * 1000
  connection.actor =
    idle || member?.dismissed === true ? null : member === null ? actor : { ...actor, roles: member.roles }
  return connection.actor
}

/** The signed-in person of this window, if the person may do this. Asked first in every handler. */
export const enter = (context: CallContext, right: Right): { readonly desk: Desk; readonly actor: Actor } => {
  const desk = requireDesk(context)
  const actor = signedIn(context, desk)
  if (actor === null) throw new ORPCError('LOCKED')
  if (!may(actor, right)) throw new ORPCError('FORBIDDEN', { data: { right } })
  context.connection.lastActivity = context.workstation.now()
  return { desk, actor }
}

/** Carries a decision's refusal to the screen, or hands on the facts. */
export const accepted = <Fact>(
  decision: { readonly ok: true; readonly facts: readonly Fact[] } | { readonly ok: false; readonly refusal: unknown }
): readonly Fact[] => {
  if (!decision.ok) throw new ORPCError('REFUSED', { data: decision.refusal })
  return decision.facts
}

/** A disk that is full or a file that is damaged reaches the screen as what it is, not as a failure of the program. */
export const storageFault = (error: unknown): unknown => {
  if (error instanceof ORPCError) return error
  const fault = faultOf(error)
  return fault === null ? error : new ORPCError('STORAGE', { data: { fault }, cause: error })
}
