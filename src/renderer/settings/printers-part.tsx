/** The printers of this workstation: a list, and the chosen one beside it to be changed. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { PrinterId } from '../../domain/printing/printer.ts'
import { calls } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { appTexts } from '../app/texts.ts'
import { statusWords } from '../printing/state-text.ts'
import { printingTexts } from '../printing/texts.ts'
import { Button } from '../ui/button.tsx'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { PrinterEditor } from './printer-editor.tsx'
import { addressText, emptyForm, formOf } from './printer-form.ts'
import classes from './settings.module.css'
import { settingsTexts } from './texts.ts'

const fresh = (): PrinterId => PrinterId.parse(uuidv7())

export const PrintersPart = () => {
  const texts = useTexts(settingsTexts).printers
  const states = useTexts(printingTexts)
  const general = useTexts(appTexts)
  const printers = useQuery(calls.printing.printers.queryOptions())
  const profiles = useQuery(calls.printing.profiles.queryOptions())
  const [chosen, setChosen] = useState<PrinterId | null>(null)
  /** The printer that is being added, before it is saved. */
  const [adding, setAdding] = useState<PrinterId | null>(null)
  const rows = printers.data ?? []
  // Saved: from now on it is one of the list, and may be removed like the others.
  if (adding !== null && rows.some(({ printer }) => printer.id === adding)) setAdding(null)
  const at = Math.max(
    0,
    rows.findIndex(({ printer }) => printer.id === chosen)
  )
  const row = adding === null ? rows[at] : undefined
  const move = (by: number): void => {
    setAdding(null)
    setChosen(rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.printer.id ?? null)
  }
  const add = (): void => {
    setAdding(fresh())
  }
  useKeys({ N: add, ArrowDown: () => move(1), ArrowUp: () => move(-1) })

  const failure = printers.error ?? profiles.error
  if (failure !== null) {
    return (
      <p className={classes.failure} role="alert">
        {failureText(failure, general)}
      </p>
    )
  }
  if (printers.data === undefined || profiles.data === undefined) return null
  const start = row === undefined ? emptyForm('receipt-80', profiles.data) : formOf(row.printer, profiles.data)
  const isAdding = adding !== null
  const id = adding ?? row?.printer.id ?? null
  return (
    <div className={classes.printers}>
      <div className={classes.list}>
        <Button keys="N" primary={rows.length === 0 && !isAdding} onClick={add}>
          {texts.add}
        </Button>
        <ul aria-label={texts.list}>
          {rows.map((one) => (
            <li key={one.printer.id}>
              <button
                type="button"
                aria-current={one.printer.id === row?.printer.id}
                onClick={() => {
                  setAdding(null)
                  setChosen(one.printer.id)
                }}
              >
                <strong>{one.printer.name}</strong>
                <span className="small soft">
                  {states.kinds[one.printer.kind]} · {addressText(one.printer.address)}
                </span>
                <span className="small" data-state={one.printer.enabled ? one.status.state : 'off'}>
                  {one.printer.enabled ? statusWords(one.status, states) : texts.off}
                </span>
              </button>
            </li>
          ))}
          {isAdding && (
            <li>
              <button type="button" aria-current="true">
                <strong>{texts.fresh}</strong>
              </button>
            </li>
          )}
        </ul>
      </div>
      {id === null || start === null ? (
        <div className={classes.middle}>
          <h2>{texts.empty}</h2>
          <p className="soft">{texts.emptyHint}</p>
        </div>
      ) : (
        <PrinterEditor key={id} id={id} row={row ?? null} start={start} profiles={profiles.data} onSaved={setChosen} />
      )}
    </div>
  )
}
