/** Who is signed in and where, for every screen. */
import { createContext, useContext } from 'react'
import type { Session } from '../../contract/staff.ts'
import type { Standing } from '../../contract/system.ts'
import type { Right } from '../../domain/staff/rights.ts'

export type ReadyStanding = Extract<Standing, { state: 'ready' }>

export interface Present {
  readonly session: Session
  readonly standing: ReadyStanding
  readonly may: (right: Right) => boolean
  readonly lock: () => void
}

export const PresentContext = createContext<Present | null>(null)

/** Only under the signed-in frame. */
export const usePresent = (): Present => {
  const present = useContext(PresentContext)
  if (present === null) throw new Error('no one is signed in here')
  return present
}
