/** Really free times to choose from: arrows and a click choose, what is done with the chosen one is the dialog's. */
import { useContext } from 'react'
import type { FreeSlot } from '../../contract/visits.ts'
import { formatDayLong } from '../ui/format.ts'
import { LanguageContext, useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { bookTexts } from './book-texts.ts'
import classes from './book-visit.module.css'

interface Props {
  /** Undefined while they are being found for the first time. */
  readonly slots: readonly FreeSlot[] | undefined
  readonly at: number
  readonly onChoose: (index: number) => void
  readonly onTake: () => void
}

export const SlotList = ({ slots, at, onChoose, onTake }: Props) => {
  const texts = useTexts(bookTexts)
  const language = useContext(LanguageContext)
  const found = slots ?? []
  useKeys({
    F2: onTake,
    ArrowDown: () => onChoose(Math.min(found.length - 1, at + 1)),
    ArrowUp: () => onChoose(Math.max(0, at - 1)),
    Enter: onTake
  })
  return (
    <>
      <h3 className={classes.title}>{texts.slots}</h3>
      <ul className={classes.slots} role="listbox" aria-label={texts.slots} tabIndex={0}>
        {found.length === 0 && slots !== undefined && <li className={classes.none}>{texts.none}</li>}
        {found.map(({ slot, doctor, chair }, index) => (
          <li
            key={`${slot.doctor} ${slot.date} ${slot.from}`}
            role="option"
            aria-selected={index === at}
            className={classes.slot}
            ref={(element) => {
              if (index === at) element?.scrollIntoView({ block: 'nearest' })
            }}
            onClick={() => onChoose(index)}
            onDoubleClick={onTake}
          >
            <span>{formatDayLong(slot.date, language)}</span>
            <strong>
              {slot.from}–{slot.to}
            </strong>
            <span>{doctor}</span>
            <span className="soft">{chair}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
