/** Finds a service of the price list by name or code and gives it to whoever is building a plan or an act. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useId, useState, type KeyboardEvent, type Ref } from 'react'
import type { PricedService } from '../../contract/clinic.ts'
import { formatMoney } from '../../domain/values/money.ts'
import { calls } from '../app/connection.ts'
import { useTexts } from '../ui/language.tsx'
import classes from './service-picker.module.css'
import { planTexts } from './texts.ts'

interface Props {
  readonly label: string
  readonly hint: string
  /** Where there is room for the list. */
  readonly opens: 'up' | 'down'
  readonly onPick: (service: PricedService) => void
  readonly inputRef?: Ref<HTMLInputElement>
}

const MOST = 40

export const ServicePicker = ({ label, hint, opens, onPick, inputRef }: Props) => {
  const texts = useTexts(planTexts)
  const list = useId()
  const [text, setText] = useState('')
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState(0)
  const services = useQuery(
    calls.clinic.services.queryOptions({
      input: { text: text.slice(0, 120), limit: MOST },
      placeholderData: keepPreviousData,
      enabled: open
    })
  )
  const found = services.data ?? []
  const at = Math.min(chosen, Math.max(0, found.length - 1))

  const close = (): void => {
    setOpen(false)
    setText('')
    setChosen(0)
  }
  const pick = (service: PricedService | undefined): void => {
    if (service === undefined) return
    close()
    onPick(service)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    switch (event.key) {
      case 'ArrowDown':
        setOpen(true)
        setChosen(open ? Math.min(found.length - 1, at + 1) : 0)
        break
      case 'ArrowUp':
        setChosen(Math.max(0, at - 1))
        break
      case 'Enter':
        if (open) pick(found[at])
        break
      case 'Escape':
        if (!open) return
        close()
        break
      default:
        return
    }
    // The dialog around must not take the same key for its own.
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={classes.picker}>
      <input
        {...(inputRef === undefined ? {} : { ref: inputRef })}
        className={classes.input}
        role="combobox"
        aria-label={label}
        aria-expanded={open}
        aria-controls={list}
        aria-activedescendant={open && found[at] !== undefined ? `${list} ${found[at].id}` : undefined}
        aria-autocomplete="list"
        // Esc closes the list first, then the dialog around it.
        data-mantine-stop-propagation={open}
        placeholder={hint}
        autoComplete="off"
        maxLength={120}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setChosen(0)
          setOpen(true)
        }}
        onClick={() => setOpen(true)}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      {open && (
        <ul
          id={list}
          role="listbox"
          aria-label={label}
          className={classes.list}
          data-opens={opens}
          ref={(element) => element?.scrollIntoView({ block: 'nearest' })}
        >
          {found.length === 0 && services.isSuccess && <li className={classes.none}>{texts.nothingFound}</li>}
          {found.map((one, index) => (
            <li
              key={one.id}
              id={`${list} ${one.id}`}
              role="option"
              aria-selected={index === at}
              className={classes.option}
              ref={(element) => {
                if (index === at) element?.scrollIntoView({ block: 'nearest' })
              }}
              // Before the field loses focus, which would close the list.
              onMouseDown={(event) => {
                event.preventDefault()
                pick(one)
              }}
            >
              <span className="faint">{one.code}</span>
              <span className={classes.name}>{one.name}</span>
              <span className="number">{formatMoney(one.price)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
