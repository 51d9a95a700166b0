/** The frame with everything a signed-in desk needs: a part of the program of its own, fetched while the PIN is typed. */
import type { Session } from '../../contract/staff.ts'
import { Controls } from '../ui/controls.tsx'
import { Frame } from './frame.tsx'
import type { ReadyStanding } from './session.ts'

export const DeskFrame = (desk: { readonly standing: ReadyStanding; readonly session: Session }) => (
  <Controls>
    <Frame {...desk} />
  </Controls>
)
