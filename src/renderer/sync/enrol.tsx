/** The enrolment screen with the inputs it uses: loaded only by a workstation that nobody has enrolled. */
import { Controls } from '../ui/controls.tsx'
import { EnrolScreen } from './enrol-screen.tsx'

export const Enrol = () => (
  <Controls>
    <EnrolScreen />
  </Controls>
)
