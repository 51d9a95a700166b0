/** The honest light of synchronisation on the bottom line: what head office has seen, what waits, what is coming. */
import { useQuery } from '@tanstack/react-query'
import { useNow } from '../app/clock.ts'
import { calls } from '../app/connection.ts'
import { useNavigation } from '../app/screens.ts'
import { usePresent } from '../app/session.ts'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { lightText } from './light-text.ts'
import classes from './sync.module.css'
import { syncTexts } from './texts.ts'

export const SyncLight = () => {
  const texts = useTexts(syncTexts).light
  const { standing } = usePresent()
  const navigation = useNavigation()
  const now = useNow()
  const open = (): void => navigation.go({ name: 'sync' })
  useKeys({ 'alt+9': open })
  const status = useQuery(calls.sync.status.queryOptions())
  if (status.data === undefined && status.error === null) return <span />
  return (
    <button
      type="button"
      className={classes.light}
      data-state={status.data?.state ?? 'alone'}
      title={`${texts.open} · Alt 9`}
      onClick={open}
    >
      {status.data === undefined ? texts.alone : lightText(status.data, texts, now, standing.clinic.zone)}
    </button>
  )
}
