/** One printer of the settings: filled in, saved, tried with a test page, removed. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { PrinterRow } from '../../contract/printing.ts'
import { isReceiptKind, type Printer, type PrinterId } from '../../domain/printing/printer.ts'
import { client } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { appTexts } from '../app/texts.ts'
import { printRefusalText } from '../printing/refusal-text.ts'
import { statusHelp, statusWords } from '../printing/state-text.ts'
import { printingTexts } from '../printing/texts.ts'
import { Button } from '../ui/button.tsx'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { AddressFields } from './address-fields.tsx'
import { printerOf, type FormField, type PrinterForm, type Profiles } from './printer-form.ts'
import { CodePageChoice, ProfileFields } from './profile-fields.tsx'
import { KindFields } from './kind-fields.tsx'
import classes from './settings.module.css'
import { settingsTexts } from './texts.ts'

interface Props {
  readonly id: PrinterId
  /** The printer as it is; null for one that is being added. */
  readonly row: PrinterRow | null
  readonly start: PrinterForm
  readonly profiles: Profiles
  readonly onSaved: (id: PrinterId) => void
}

export const PrinterEditor = ({ id, row, start, profiles, onSaved }: Props) => {
  const texts = useTexts(settingsTexts).printers
  const states = useTexts(printingTexts)
  const general = useTexts(appTexts)
  const notify = useNotify()
  const [form, setForm] = useState(start)
  const [wrong, setWrong] = useState<readonly FormField[]>([])
  const isDirty = row === null || JSON.stringify(printerOf(id, form)) !== JSON.stringify(printerOf(id, start))

  const change = (next: PrinterForm): void => {
    setForm(next)
    setWrong([])
  }
  const save = useMutation({
    mutationFn: async ({ printer, isTest }: { readonly printer: Printer; readonly isTest: boolean }) => {
      if (isDirty) await client.printing.savePrinter(printer)
      if (isTest) await client.printing.testPage({ id: printer.id })
    },
    onSuccess: (_, { printer, isTest }) => {
      notify({ tone: 'done', text: isTest ? texts.tested : texts.saved(printer.name) })
      onSaved(printer.id)
    }
  })
  const submit = (isTest: boolean): void => {
    const made = printerOf(id, form)
    if (made.ok) save.mutate({ printer: made.printer, isTest })
    else setWrong(made.wrong)
  }
  const ask = useMutation({ mutationFn: () => client.printing.ask({ id }) })
  const remove = useMutation({
    mutationFn: (printer: Printer) => client.printing.removePrinter({ id: printer.id }),
    onSuccess: (_, printer) =>
      notify({
        tone: 'done',
        text: texts.removed(printer.name),
        undo: { label: texts.undo, run: () => bringBack(printer) }
      })
  })
  const bringBack = (printer: Printer): void => {
    client.printing.savePrinter(printer).catch((error: unknown) => {
      notify({ tone: 'danger', text: printRefusalText(error, states) ?? failureText(error, general) })
    })
  }
  const isIdle = !save.isPending && !remove.isPending
  const mayTest = isReceiptKind(form.kind) && isIdle && form.enabled
  const mayAsk = row !== null && row.printer.enabled && !ask.isPending
  useKeys({
    F2: isDirty && isIdle ? () => submit(false) : undefined,
    F4: mayTest ? () => submit(true) : undefined,
    F3: mayAsk ? () => ask.mutate() : undefined,
    Delete: row !== null && isIdle ? () => remove.mutate(row.printer) : undefined
  })
  const failure = save.error ?? remove.error ?? ask.error

  return (
    <form
      className={classes.editor}
      onSubmit={(event) => {
        event.preventDefault()
        if (isDirty && isIdle) submit(false)
      }}
    >
      <div className={classes.actions}>
        <Button type="submit" primary keys="F2" disabled={!isDirty || !isIdle}>
          {texts.save}
        </Button>
        {isReceiptKind(form.kind) && (
          <Button keys="F4" disabled={!mayTest} onClick={() => submit(true)}>
            {isDirty ? texts.testSaving : texts.test}
          </Button>
        )}
        {row !== null && (
          <Button danger keys="Del" disabled={!isIdle} onClick={() => remove.mutate(row.printer)}>
            {texts.remove}
          </Button>
        )}
        <span role="status" className="soft">
          {isDirty && row !== null ? texts.unsaved : ''}
        </span>
        {failure !== null && (
          <p className="danger" role="alert">
            {printRefusalText(failure, states) ?? failureText(failure, general)}
          </p>
        )}
      </div>
      <div className={classes.fields}>
        {row !== null && row.printer.enabled && (
          <p className={classes.standing}>
            <strong>{statusWords(row.status, states)}</strong>
            <span className="soft">{statusHelp(row.status, states)}</span>
            <Button keys="F3" disabled={!mayAsk} onClick={() => ask.mutate()}>
              {texts.ask}
            </Button>
          </p>
        )}
        <KindFields form={form} wrong={wrong} profiles={profiles} onChange={change} />
        <AddressFields form={form} wrong={wrong} onChange={change} />
        {isReceiptKind(form.kind) && <ProfileFields form={form} profiles={profiles} onChange={change} />}
        {isReceiptKind(form.kind) && <CodePageChoice form={form} onChange={change} />}
      </div>
    </form>
  )
}
