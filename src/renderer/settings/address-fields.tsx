/** How the printer is reached: the way, its address, and what this machine has found by itself. */
import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { FoundAddress } from '../../contract/printing.ts'
import { assertNever } from '../../domain/values/assert-never.ts'
import { client } from '../app/connection.ts'
import { Button } from '../ui/button.tsx'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { addressText, waysFor, withAddress, type FormField, type PrinterForm } from './printer-form.ts'
import classes from './settings.module.css'
import { settingsTexts } from './texts.ts'

interface Props {
  readonly form: PrinterForm
  readonly wrong: readonly FormField[]
  readonly onChange: (form: PrinterForm) => void
}

export const AddressFields = ({ form, wrong, onChange }: Props) => {
  const texts = useTexts(settingsTexts).printers
  const ways = waysFor(form.kind)
  return (
    <>
      <div className={classes.field}>
        <span id="printer-way">{texts.via}</span>
        <SegmentedControl
          aria-labelledby="printer-way"
          value={form.via}
          onChange={(value) => onChange({ ...form, via: ways.find((way) => way === value) ?? form.via })}
          data={ways.map((value) => ({ value, label: texts.ways[value] }))}
        />
        <p className="soft small">{texts.wayHelp[form.via]}</p>
      </div>
      <div className={classes.pair}>
        <Typed form={form} wrong={wrong} onChange={onChange} />
      </div>
      {form.via !== 'tcp' && form.via !== 'folder' && <Found form={form} onChange={onChange} />}
    </>
  )
}

const Typed = ({ form, wrong, onChange }: Props) => {
  const texts = useTexts(settingsTexts).printers
  const text = (field: Exclude<FormField, 'name'>, label: string, most = 260) => (
    <TextInput
      label={label}
      value={form[field]}
      maxLength={most}
      autoComplete="off"
      spellCheck={false}
      error={wrong.includes(field) ? texts.wrong[field] : undefined}
      onChange={(event) => onChange({ ...form, [field]: event.currentTarget.value })}
    />
  )
  switch (form.via) {
    case 'tcp':
      return (
        <>
          {text('host', texts.host)}
          {text('port', texts.port, 5)}
        </>
      )
    case 'serial':
      return (
        <>
          {text('path', texts.path)}
          {text('baudRate', texts.baudRate, 6)}
          <NativeSelect
            label={texts.flow}
            value={form.flow}
            onChange={(event) => {
              const flow = FLOWS.find((one) => one === event.currentTarget.value)
              if (flow !== undefined) onChange({ ...form, flow })
            }}
            data={FLOWS.map((value) => ({ value, label: texts.flows[value] }))}
          />
        </>
      )
    case 'usb':
      return text('path', texts.pathUsb)
    case 'queue':
      return text('queue', texts.systemQueue)
    case 'folder':
      return text('folder', texts.folder)
    default:
      return assertNever(form.via, 'way to a printer')
  }
}

const FLOWS = ['hardware', 'software', 'none'] as const

/** Asked for once and on request: looking through ports and queues takes the system a moment. */
const Found = ({ form, onChange }: Pick<Props, 'form' | 'onChange'>) => {
  const texts = useTexts(settingsTexts).printers
  const { data, error, isPending, mutate } = useMutation({
    mutationFn: (): Promise<readonly FoundAddress[]> => client.printing.found()
  })
  useEffect(() => mutate(), [mutate])
  useKeys({ F6: () => mutate() })
  const fitting = (data ?? []).filter(({ address }) => address.via === form.via)
  return (
    <div className={classes.found}>
      <span id="printers-found">{texts.found}</span>
      <Button keys="F6" disabled={isPending} onClick={() => mutate()}>
        {texts.search}
      </Button>
      {isPending && <p className="soft">{texts.searching}</p>}
      {!isPending && (error !== null || fitting.length === 0) && <p className="soft">{texts.nothingFound}</p>}
      {fitting.length > 0 && (
        <ul aria-labelledby="printers-found">
          {fitting.map(({ address, label }) => (
            <li key={addressText(address)}>
              <button
                type="button"
                aria-pressed={addressText(address) === (form.via === 'queue' ? form.queue : form.path)}
                onClick={() => onChange(withAddress(form, address))}
              >
                {label}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
