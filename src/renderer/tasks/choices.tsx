/** The answers to a task, each with its digit; choosing one shows what it will do. */
import type { ReactNode } from 'react'
import { Key } from '../ui/key.tsx'
import { useKeys } from '../ui/use-keys.ts'
import classes from './tasks.module.css'

export interface Choice {
  readonly key: string
  readonly label: ReactNode
  readonly hint?: string
  readonly disabled?: boolean
}

interface Props {
  readonly choices: readonly Choice[]
  readonly chosen: string | null
  readonly onChoose: (key: string) => void
}

export const Choices = ({ choices, chosen, onChoose }: Props) => {
  useKeys(
    Object.fromEntries(
      choices.map((one, index) => [String(index + 1), one.disabled === true ? undefined : () => onChoose(one.key)])
    )
  )
  return (
    <ol className={classes.choices}>
      {choices.map((one, index) => (
        <li key={one.key}>
          <button
            type="button"
            aria-pressed={chosen === one.key}
            disabled={one.disabled === true}
            onClick={() => onChoose(one.key)}
            {...(index === 0 ? { 'data-autofocus': true } : {})}
          >
            <Key>{String(index + 1)}</Key>
            <span className={classes.choice}>
              <span className={classes.value}>{one.label}</span>
              {one.hint !== undefined && <span className="soft small">{one.hint}</span>}
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}
