/** How the printers are, on the bottom line: a shape and a word for each kind of paper; opens the print queue. */
import { useQuery } from '@tanstack/react-query'
import { calls } from '../app/connection.ts'
import { useNavigation } from '../app/screens.ts'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import classes from './lights.module.css'
import { lights, needsPerson, type LightState } from './light-state.ts'
import { lightText } from './state-text.ts'
import { printingTexts } from './texts.ts'

/** Enough to see which of how many is being printed. */
const RECENT = 50

export const PrinterLights = () => {
  const texts = useTexts(printingTexts)
  const { screen, go } = useNavigation()
  const printers = useQuery(calls.printing.printers.queryOptions())
  const jobs = useQuery(calls.printing.jobs.queryOptions({ input: { states: [], limit: RECENT } }))
  const open = (): void => {
    if (screen.name !== 'print-queue') go({ name: 'print-queue', job: null })
  }
  useKeys({ 'alt+0': open })
  if (printers.data === undefined) return null
  const shown = lights(printers.data, jobs.data ?? [])
  const title = `${texts.lights.open} · Alt 0`
  return (
    <div className={classes.lights}>
      {shown.map((light) => {
        const text = lightText(light, texts)
        return (
          <button
            key={light.group}
            type="button"
            className={classes.light}
            data-state={light.light.state}
            data-person={needsPerson(light)}
            title={`${text}\n${title}`}
            onClick={open}
          >
            <Shape state={light.light.state} />
            <span>{text}</span>
          </button>
        )
      })}
      {shown.length === 0 && (
        <button type="button" className={classes.light} data-state="unasked" title={title} onClick={open}>
          <Shape state="unasked" />
          <span>{texts.lights.none}</span>
        </button>
      )}
    </div>
  )
}

/** A sheet of paper: whole, half, crossed out, empty; a triangle and a question mark for what a person must see. */
const Shape = ({ state }: { readonly state: LightState['state'] }) => (
  <svg className={classes.shape} viewBox="0 0 12 12" aria-hidden="true">
    <path d={SHAPES[state]} fillRule="evenodd" />
  </svg>
)

const OUTLINE = 'M1 1h10v10h-10zM2.2 2.2v7.6h7.6v-7.6z'
const SHAPES: Readonly<Record<LightState['state'], string>> = {
  ready: 'M1 1h10v10h-10z',
  'paper-low': `${OUTLINE}M2.2 6.5h7.6v3.3h-7.6z`,
  printing: `${OUTLINE}M5.4 3.2h1.2v3h1.6l-2.2 2.6l-2.2-2.6h1.6z`,
  trouble: 'M6 0.6l5.8 10.6h-11.6zM5.4 4.2v3.6h1.2v-3.6zM5.4 8.7v1.3h1.2v-1.3z',
  unreachable: `${OUTLINE}M3 3.8l.8-.8l2.2 2.2l2.2-2.2l.8.8l-2.2 2.2l2.2 2.2l-.8.8l-2.2-2.2l-2.2 2.2l-.8-.8l2.2-2.2z`,
  question: 'M6 0.3a5.7 5.7 0 1 0 .01 0zM4 4.6a2 2 0 1 1 2.6 1.9v.9h-1.2v-1.9a.9.9 0 1 0-.2-.9zM5.4 8.2h1.2v1.3h-1.2z',
  silent: `${OUTLINE}M4.6 5.4h2.8v1.2h-2.8z`,
  unasked: OUTLINE
}
