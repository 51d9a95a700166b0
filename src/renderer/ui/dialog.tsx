/** A dialog over the screen: named, closed by Esc or its cross, and quiet about what lies under it. */
import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { appTexts } from '../app/texts.ts'
import classes from './dialog.module.css'
import { useTexts } from './language.tsx'
import { stepBack } from './step-back.ts'

interface Props {
  readonly title: string
  /** Width in pixels. */
  readonly width: number
  readonly onClose: () => void
  readonly children: ReactNode
}

export const Dialog = ({ title, width, onClose, children }: Props) => {
  const texts = useTexts(appTexts)
  const leave = (): void => {
    if (!stepBack()) onClose()
  }
  return (
    <Modal
      opened
      onClose={leave}
      title={
        <>
          <span className={classes.title}>{title}</span>
          {/* For the mouse alone: as a button it would take the first focus, and Enter would throw the dialog away. */}
          <span className={classes.cross} title={texts.close} aria-hidden="true" onClick={onClose}>
            ×
          </span>
        </>
      }
      withCloseButton={false}
      size={width}
      centered
      // Somebody types at once: nothing may swallow the first keys.
      transitionProps={{ duration: 0 }}
    >
      {children}
    </Modal>
  )
}
