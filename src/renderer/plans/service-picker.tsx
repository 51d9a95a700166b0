/** Finds a service of the price list by name or code and gives it to whoever is building a plan or an act. */
import { Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState, type Ref } from 'react'
import type { PricedService } from '../../contract/clinic.ts'
import { formatMoney } from '../../domain/values/money.ts'
import { calls } from '../app/connection.ts'
import classes from './service-picker.module.css'

interface Props {
  readonly label: string
  readonly hint: string
  readonly onPick: (service: PricedService) => void
  readonly inputRef?: Ref<HTMLInputElement>
  readonly className?: string
}

const MOST = 40

export const ServicePicker = ({ label, hint, onPick, inputRef, className }: Props) => {
  const [text, setText] = useState('')
  const services = useQuery(
    calls.clinic.services.queryOptions({
      input: { text: text.slice(0, 120), limit: MOST },
      placeholderData: keepPreviousData
    })
  )
  const found = services.data ?? []
  return (
    <Select
      className={className ?? ''}
      aria-label={label}
      placeholder={hint}
      searchable
      value={null}
      searchValue={text}
      onSearchChange={setText}
      // Core has searched already: by code, name and ё as е.
      filter={({ options }) => options}
      maxDropdownHeight={320}
      comboboxProps={{ width: 560, position: 'bottom-start' }}
      selectFirstOptionOnChange
      data={found.map((one) => ({ value: one.id as string, label: one.name }))}
      renderOption={({ option }) => {
        const one = found.find((each) => each.id === option.value)
        return one === undefined ? (
          option.label
        ) : (
          <span className={classes.option}>
            <span className="faint">{one.code}</span>
            <span className={classes.name}>{one.name}</span>
            <span className="number">{formatMoney(one.price)}</span>
          </span>
        )
      }}
      onChange={(value) => {
        const picked = found.find((one) => one.id === value)
        setText('')
        if (picked !== undefined) onPick(picked)
      }}
      {...(inputRef === undefined ? {} : { ref: inputRef })}
    />
  )
}
