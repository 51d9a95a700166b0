/** Small forms under a document: why it is not signed, taken back or annulled, and where the paper lies. */
import { Checkbox, Radio, TextInput } from '@mantine/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import type { DocumentView } from '../../contract/documents.ts'
import { DocumentRefusalReason } from '../../domain/documents/facts.ts'
import type { MarketingChannel } from '../../domain/documents/kinds.ts'
import { client } from '../app/connection.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { useTexts } from '../ui/language.tsx'
import { useStepBack } from '../ui/step-back.ts'
import classes from './documents.module.css'
import { documentTexts } from './texts.ts'
import { useWork, type Work } from './use-work.ts'

interface FormProps {
  readonly document: DocumentView
  readonly onDone: () => void
}

interface FrameProps {
  readonly title: string
  readonly hint?: string
  readonly save: string
  readonly danger?: boolean
  readonly ready: boolean
  readonly work: Work
  readonly onSave: () => void
  readonly onCancel: () => void
  readonly children: ReactNode
}

const FormFrame = ({ title, hint, save, danger = false, ready, work, onSave, onCancel, children }: FrameProps) => {
  const general = useTexts(appTexts)
  useStepBack(onCancel)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (ready && !work.busy) onSave()
  }
  return (
    <form className={classes.reason} onSubmit={submit}>
      <h2>{title}</h2>
      {hint !== undefined && <p className="soft">{hint}</p>}
      {children}
      {work.failure !== null && (
        <p className="danger" role="alert">
          {work.failure}
        </p>
      )}
      <div className={classes.buttons}>
        <Button type="submit" primary={!danger} danger={danger} keys="Enter" disabled={!ready || work.busy}>
          {save}
        </Button>
        <Button keys="Esc" onClick={onCancel}>
          {general.cancel}
        </Button>
      </div>
    </form>
  )
}

const wordsOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

export const RefuseForm = ({ document: { id }, onDone }: FormProps) => {
  const texts = useTexts(documentTexts)
  const work = useWork()
  const [reason, setReason] = useState<DocumentRefusalReason | null>(null)
  const [note, setNote] = useState('')
  const save = (): void => {
    if (reason === null) return
    work.run({
      call: () => client.documents.refuse({ id, reason, note: wordsOrNull(note) }),
      said: texts.done.refused,
      after: onDone
    })
  }
  return (
    <FormFrame
      title={texts.forms.refuse}
      save={texts.forms.refuseSave}
      ready={reason !== null}
      work={work}
      onSave={save}
      onCancel={onDone}
    >
      <Radio.Group value={reason} onChange={(value) => setReason(DocumentRefusalReason.parse(value))}>
        <div className={classes.column}>
          {DocumentRefusalReason.options.map((one, index) => (
            <Radio key={one} value={one} label={texts.reasons[one]} autoFocus={index === 0} />
          ))}
        </div>
      </Radio.Group>
      <TextInput
        label={texts.forms.note}
        value={note}
        maxLength={500}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormFrame>
  )
}

export const RevokeForm = ({ document, onDone }: FormProps) => {
  const texts = useTexts(documentTexts)
  const work = useWork()
  const [reason, setReason] = useState('')
  const [channels, setChannels] = useState<readonly MarketingChannel[]>([])
  const some = channels.length > 0 && channels.length < document.channels.length
  const save = (): void =>
    work.run({
      call: () =>
        client.documents.revoke({
          id: document.id,
          reason: wordsOrNull(reason),
          channels: some ? [...channels] : null
        }),
      said: texts.done.revoked,
      after: onDone
    })
  return (
    <FormFrame
      title={texts.forms.revoke}
      hint={texts.forms.revokeHint}
      save={some ? texts.forms.revokeChannels : texts.forms.revokeAll}
      danger
      ready
      work={work}
      onSave={save}
      onCancel={onDone}
    >
      {document.channels.length > 1 &&
        document.channels.map((channel) => (
          <Checkbox
            key={channel}
            label={texts.channels[channel]}
            checked={channels.includes(channel)}
            onChange={() =>
              setChannels(
                channels.includes(channel) ? channels.filter((one) => one !== channel) : [...channels, channel]
              )
            }
          />
        ))}
      <TextInput
        label={texts.forms.revokeReason}
        value={reason}
        maxLength={500}
        autoFocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormFrame>
  )
}

export const AnnulForm = ({ document: { id }, onDone }: FormProps) => {
  const texts = useTexts(documentTexts)
  const work = useWork()
  const [reason, setReason] = useState('')
  return (
    <FormFrame
      title={texts.forms.annul}
      hint={texts.forms.annulHint}
      save={texts.forms.annulSave}
      danger
      ready={reason.trim().length >= 3}
      work={work}
      onSave={() =>
        work.run({
          call: () => client.documents.annul({ id, reason: reason.trim() }),
          said: texts.done.annulled,
          after: onDone
        })
      }
      onCancel={onDone}
    >
      <TextInput
        label={texts.forms.annulReason}
        value={reason}
        maxLength={300}
        autoFocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormFrame>
  )
}

export const ReceiveForm = ({ document, onDone }: FormProps) => {
  const texts = useTexts(documentTexts)
  const work = useWork()
  const [place, setPlace] = useState('')
  return (
    <FormFrame
      title={texts.actions.receive}
      save={texts.forms.placeSave}
      ready
      work={work}
      onSave={() =>
        work.run({
          call: () => client.documents.receiveOriginal({ id: document.id, place: wordsOrNull(place) }),
          said: texts.done.received(document.number),
          after: onDone
        })
      }
      onCancel={onDone}
    >
      <TextInput
        label={texts.forms.place}
        value={place}
        maxLength={120}
        autoFocus
        onChange={(event) => setPlace(event.currentTarget.value)}
      />
    </FormFrame>
  )
}
