/** A button with its key beside the word; one primary on a screen. */
import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { Key } from './key.tsx'
import classes from './button.module.css'

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  readonly children: ReactNode
  readonly primary?: boolean
  readonly danger?: boolean
  /** The key that does the same, as it is written on the keyboard. */
  readonly keys?: string
}

export const Button = ({
  children,
  primary = false,
  danger = false,
  keys,
  className,
  type = 'button',
  ...rest
}: Props) => (
  <button
    type={type}
    className={[classes.button, primary ? classes.primary : '', danger ? classes.danger : '', className ?? ''].join(
      ' '
    )}
    {...rest}
  >
    {children}
    {keys !== undefined && <Key>{keys}</Key>}
  </button>
)
