/** Importing a table: what it is, which file, what it will change; recorded whole after a look, or not at all. */
import { useMutation } from '@tanstack/react-query'
import { useContext, useRef, useState, type DragEvent } from 'react'
import type { ImportPreview } from '../../contract/imports.ts'
import { importTitles } from '../../domain/imports/column-titles.ts'
import { ImportKind, SHAPES } from '../../domain/imports/columns.ts'
import type { Mapping } from '../../domain/imports/mapping.ts'
import { fileProblemText } from '../../domain/imports/problem-texts.ts'
import { mayImport } from '../../domain/imports/rights.ts'
import { client } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { usePresent } from '../app/session.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { Key } from '../ui/key.tsx'
import { LanguageContext, useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { useKeys } from '../ui/use-keys.ts'
import classes from './imports.module.css'
import { MappingPanel } from './mapping-panel.tsx'
import { OutcomePanel } from './outcome-panel.tsx'
import { readChosen, TOO_LARGE, type ChosenFile } from './read-file.ts'
import { importRefusalText } from './refusal-text.ts'
import { SampleTable } from './sample-table.tsx'
import { importTexts, type ImportTexts } from './texts.ts'

const KINDS = ImportKind.options

export const ImportsScreen = () => {
  const texts = useTexts(importTexts)
  const { may } = usePresent()
  return may('import-data') ? <Imports texts={texts} /> : <p className={classes.forbidden}>{texts.forbidden}</p>
}

const Imports = ({ texts }: { readonly texts: ImportTexts }) => {
  const general = useTexts(appTexts)
  const language = useContext(LanguageContext)
  const { session } = usePresent()
  const notify = useNotify()
  const [kind, setKind] = useState<ImportKind>('patients')
  const [file, setFile] = useState<ChosenFile | null>(null)
  const picker = useRef<HTMLInputElement>(null)
  const allowed = mayImport({ roles: session.person.roles }, kind)

  const look = useMutation({
    mutationFn: async (wish: {
      readonly kind: ImportKind
      readonly file: ChosenFile
      readonly mapping: Mapping | null
    }) =>
      wish.file.content === null
        ? null
        : client.imports.preview({ kind: wish.kind, content: wish.file.content, mapping: wish.mapping })
  })
  const preview = look.data ?? null
  const run = useMutation({
    mutationFn: async ({ content, seen }: { readonly content: string; readonly seen: ImportPreview }) =>
      client.imports.run({ kind: seen.kind, content, mapping: seen.mapping, expected: seen.counts }),
    onSuccess: ({ counts }) => {
      notify({ tone: 'done', text: texts.done(counts.new, counts.changed) })
      if (file !== null) look.mutate({ kind, file, mapping: null })
    },
    onError: (error) => {
      notify({ tone: 'danger', text: importRefusalText(error, texts, language) ?? failureText(error, general) })
      if (file !== null && preview !== null) look.mutate({ kind, file, mapping: preview.mapping })
    }
  })
  const busy = look.isPending || run.isPending

  const take = async (chosen: File | undefined): Promise<void> => {
    if (chosen === undefined) return
    const read = await readChosen(chosen)
    setFile(read)
    look.mutate({ kind, file: read, mapping: null })
  }
  const turnTo = (next: ImportKind): void => {
    setKind(next)
    look.reset()
    if (file !== null && mayImport({ roles: session.person.roles }, next))
      look.mutate({ kind: next, file, mapping: null })
  }
  const choose = (): void => {
    if (allowed && !busy) picker.current?.click()
  }
  const doing = preview === null ? 0 : preview.counts.new + preview.counts.changed
  const content = file === null ? null : file.content
  const ready =
    preview !== null &&
    content !== null &&
    doing > 0 &&
    preview.counts.bad === 0 &&
    preview.missing.length === 0 &&
    !busy
  const record = (): void => {
    if (ready && preview !== null && content !== null) run.mutate({ content, seen: preview })
  }
  useKeys({
    F2: ready ? record : choose,
    F3: choose,
    ...Object.fromEntries(KINDS.map((one, index) => [String(index + 1), () => turnTo(one)]))
  })

  const drop = (event: DragEvent): void => {
    event.preventDefault()
    if (allowed && !busy) void take(event.dataTransfer.files[0])
  }
  return (
    <div className={classes.screen} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <header className={classes.head}>
        <h1>{texts.title}</h1>
        {file !== null && (
          <span className={classes.fileName} title={file.name}>
            {file.name}
          </span>
        )}
        {preview !== null && <span className="soft">{aboutFile(preview, texts)}</span>}
        <span className={classes.actions}>
          {file !== null && (
            <Button keys="F3" onClick={choose} disabled={busy || !allowed}>
              {texts.another}
            </Button>
          )}
          {ready || run.isPending ? (
            <Button primary keys="F2" onClick={record} disabled={!ready}>
              {run.isPending ? texts.writing : texts.run(doing)}
            </Button>
          ) : (
            file === null && (
              <Button primary keys="F2" onClick={choose} disabled={!allowed}>
                {texts.choose}
              </Button>
            )
          )}
        </span>
        <input
          ref={picker}
          type="file"
          accept=".csv,.txt,.tsv,text/csv"
          className="hidden-visually"
          tabIndex={-1}
          aria-label={texts.choose}
          onChange={(event) => {
            void take(event.currentTarget.files?.[0])
            // The same file, mended and saved again, must be choosable again.
            event.currentTarget.value = ''
          }}
        />
      </header>
      <nav className={classes.kinds} aria-label={texts.kinds}>
        {KINDS.map((one, index) => (
          <button key={one} type="button" aria-current={one === kind} onClick={() => turnTo(one)}>
            {importTitles(language).kinds[one]} <Key>{String(index + 1)}</Key>
          </button>
        ))}
      </nav>
      {!allowed ? (
        <p className={classes.forbidden}>{texts.forbiddenStaff}</p>
      ) : look.isPending && preview === null ? (
        <p className={classes.ask}>{texts.reading}</p>
      ) : look.error !== null ? (
        <p className={classes.problem} role="alert">
          {importRefusalText(look.error, texts, language) ?? failureText(look.error, general)}
        </p>
      ) : file !== null && file.content === null ? (
        <p className={classes.problem} role="alert">
          {fileProblemText(TOO_LARGE, language)}
        </p>
      ) : preview === null || file === null ? (
        <Nothing kind={kind} texts={texts} />
      ) : (
        <div className={classes.body} data-busy={busy}>
          <MappingPanel
            preview={preview}
            disabled={busy}
            onChange={(mapping) => look.mutate({ kind, file, mapping })}
          />
          <div className={classes.result}>
            <OutcomePanel preview={preview} />
            <SampleTable preview={preview} />
          </div>
        </div>
      )}
    </div>
  )
}

const aboutFile = (preview: ImportPreview, texts: ImportTexts): string => {
  const mark = Object.entries(texts.marks).find(([one]) => one === preview.delimiter)?.[1] ?? preview.delimiter
  return texts.file(preview.rows, texts.encodings[preview.encoding], mark)
}

/** Before a file is chosen: what is wanted, and which columns are understood. */
const Nothing = ({ kind, texts }: { readonly kind: ImportKind; readonly texts: ImportTexts }) => {
  const { columns } = importTitles(useContext(LanguageContext))
  const needed = new Map(
    SHAPES[kind].needed.map(([first, ...others]) => [
      first?.[0],
      others.map((other) => other.map((key) => columns[key] ?? key).join(' + '))
    ])
  )
  return (
    <div className={classes.nothing}>
      <h2>{texts.empty.title}</h2>
      <p className="soft">{texts.empty.hint}</p>
      <h2>{texts.empty.columns}</h2>
      <ul>
        {SHAPES[kind].columns.map(({ key }) => (
          <li key={key}>
            {columns[key] ?? key}
            {needed.has(key) && (
              <span className="soft small"> {texts.empty.needed((needed.get(key) ?? []).join(texts.empty.or))}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
