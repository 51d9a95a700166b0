/** Chooses the component of a screen. */
import { Today } from '../visits/today.tsx'
import { VisitPassport } from '../visits/visit-passport.tsx'
import type { Screen } from './screens.ts'

export const ScreenView = ({ screen }: { readonly screen: Screen }) => {
  switch (screen.name) {
    case 'today':
      return <Today />
    case 'visit':
      return <VisitPassport visit={screen.visit} />
    default:
      return <Today />
  }
}
