/** Which papers are missing: originals that are not in the folder, doctors who have not signed. A scanner ticks them off. */
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { DocumentRow } from '../../contract/documents.ts'
import { calls, client } from '../app/connection.ts'
import { useNavigation } from '../app/screens.ts'
import { Button } from '../ui/button.tsx'
import { formatDate } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { useKeys } from '../ui/use-keys.ts'
import classes from './documents.module.css'
import { documentTexts } from './texts.ts'
import { useWork } from './use-work.ts'

const MOST = 300

export const DocumentsScreen = () => {
  const texts = useTexts(documentTexts)
  const { go } = useNavigation()
  const [chosen, setChosen] = useState(0)
  const list = useQuery(calls.documents.unfinished.queryOptions({ input: { limit: MOST } }))
  const rows = list.data ?? []
  const at = Math.min(chosen, Math.max(0, rows.length - 1))
  const open = (row: DocumentRow | undefined): void => {
    if (row !== undefined) go({ name: 'document', document: row.id })
  }
  useKeys({
    ArrowDown: () => setChosen(Math.min(rows.length - 1, at + 1)),
    ArrowUp: () => setChosen(Math.max(0, at - 1)),
    Enter: () => open(rows[at])
  })
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <h1>{texts.screen.title}</h1>
        {rows.length > 0 && <span className="soft">{texts.screen.count(rows.length)}</span>}
        <Scan />
      </header>
      {list.data !== undefined && rows.length === 0 ? (
        <div className={classes.empty}>
          <p>{texts.screen.nothing}</p>
          <p className="soft">{texts.screen.nothingHint}</p>
        </div>
      ) : (
        <div className={classes.list}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th className={classes.date}>{texts.screen.columns.date}</th>
                <th className={classes.no}>{texts.screen.columns.number}</th>
                <th className={classes.who}>{texts.screen.columns.patient}</th>
                <th>{texts.screen.columns.document}</th>
                <th className={classes.waits}>{texts.screen.columns.waits}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <tr
                  key={row.id}
                  aria-selected={index === at}
                  onClick={() => setChosen(index)}
                  onDoubleClick={() => open(row)}
                >
                  <td className={classes.date}>{formatDate(row.on)}</td>
                  <td className={classes.no}>{row.number}</td>
                  <td title={row.patient.name}>{row.patient.name}</td>
                  <td title={row.title}>{texts.kinds[row.kind]}</td>
                  <td>{waits(row, texts)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}

type Texts = (typeof documentTexts)['ru']

const waits = (row: DocumentRow, texts: Texts): string =>
  [row.originalAwaited ? texts.originalAwaited : '', row.status === 'signed' ? texts.clinicianWaits : '']
    .filter((part) => part !== '')
    .join(' · ')

/** A scanner types into the focused field and ends with Enter; the next paper may follow at once. */
const Scan = () => {
  const texts = useTexts(documentTexts)
  const notify = useNotify()
  const work = useWork()
  const [code, setCode] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const read = code.trim()
    if (read === '') return
    setCode('')
    work.run({
      call: async () => {
        const received = await client.documents.receiveScanned({ code: read, place: null })
        notify({ tone: 'done', text: texts.done.received(received.number) })
      }
    })
  }
  return (
    <form className={classes.scan} onSubmit={submit}>
      <TextInput
        data-scan
        aria-label={texts.screen.scan}
        placeholder={texts.screen.scan}
        title={texts.screen.scanHint}
        value={code}
        autoFocus
        autoComplete="off"
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Button type="submit" keys="Enter" disabled={code.trim() === ''}>
        {texts.actions.receive}
      </Button>
      {work.failure !== null && (
        <span className="danger" role="alert">
          {work.failure}
        </span>
      )}
    </form>
  )
}
