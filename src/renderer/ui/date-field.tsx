/** A field for a date typed the Russian way; read strictly, so that a wrong date is never taken for another one. */
import { TextInput } from '@mantine/core'
import { dotted } from '../../domain/values/typed-date.ts'

interface Props {
  readonly label: string
  readonly value: string
  readonly error?: string | undefined
  readonly onChange: (text: string) => void
  readonly onBlur?: () => void
  readonly name?: string
}

/** Holds the typed text; whoever owns the form reads it with `parseTypedDate`. */
export const DateField = ({ label, value, error, onChange, onBlur, name }: Props) => (
  <TextInput
    label={label}
    value={value}
    error={error}
    placeholder="12.04.1987"
    inputMode="numeric"
    autoComplete="off"
    maxLength={10}
    {...(name === undefined ? {} : { name })}
    {...(onBlur === undefined ? {} : { onBlur })}
    onChange={(event) => {
      const next = event.currentTarget.value
      // Dots come by themselves only while text grows: deleting must stay possible.
      onChange(next.length > value.length ? dotted(next) : next)
    }}
  />
)
