/** Before there is a document: who signs it, and what only the patient can say. Mostly one key. */
import { Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { uuidv7 } from 'uuidv7'
import type { SigningOptions } from '../../contract/documents.ts'
import { MarketingChannel, type DocumentKind } from '../../domain/documents/kinds.ts'
import { NO_CHOICES, type DocumentChoices } from '../../domain/documents/snapshot.ts'
import { DocumentId, type PatientId, type VisitId } from '../../domain/values/ids.ts'
import { calls, client } from '../app/connection.ts'
import { useNavigation } from '../app/screens.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { useKeys } from '../ui/use-keys.ts'
import classes from './documents.module.css'
import { documentRefusalTexts } from './texts-refusals.ts'
import { documentTexts } from './texts.ts'
import { useWork } from './use-work.ts'

export interface PrepareProps {
  readonly kind: DocumentKind
  readonly patient: PatientId
  readonly visit: VisitId | null
  /** `screen` asks for the field to sign in at once. */
  readonly onPrepared: (id: DocumentId, next: 'look' | 'screen') => void
  readonly onClose: () => void
}

export const PrepareForm = (props: PrepareProps) => {
  const { kind, patient } = props
  const options = useQuery(calls.documents.options.queryOptions({ input: { kind, patient } }))
  if (options.data === undefined || options.data === null) return null
  return <Form {...props} options={options.data} />
}

const Form = ({
  kind,
  patient,
  visit,
  options,
  onPrepared,
  onClose
}: PrepareProps & { readonly options: SigningOptions }) => {
  const texts = useTexts(documentTexts)
  const refusals = useTexts(documentRefusalTexts)
  const general = useTexts(appTexts)
  const { go } = useNavigation()
  const work = useWork()
  const notify = useNotify()
  const [id] = useState(() => DocumentId.parse(uuidv7()))
  const usable = options.representatives.filter((one) => one.problem === null)
  const needed = options.required.includes('representative')
  const [representative, setRepresentative] = useState<string | null>(needed ? (usable[0]?.id ?? null) : null)
  const [choices, setChoices] = useState<DocumentChoices>(NO_CHOICES)
  const chosen = options.representatives.find((one) => one.id === representative) ?? null
  const ready = !work.busy && (!needed || representative !== null)

  const prepare = async (): Promise<void> => {
    await client.documents.prepare({ id, kind, patient, visit, representative, choices: worded(choices) })
  }
  const print = (): void => {
    if (!ready) return
    work.run({
      call: async () => {
        await prepare()
        // The document stands even when no printer takes it: the next panel offers the other ways.
        await client.documents.print({ id, copies: 1, printer: null }).then(
          () => notify({ tone: 'done', text: texts.done.printed }),
          (error: unknown) => notify({ tone: 'danger', text: work.words(error) })
        )
      },
      after: () => onPrepared(id, 'look')
    })
  }
  const show = (): void => {
    if (ready) work.run({ call: prepare, after: () => onPrepared(id, 'screen') })
  }
  useKeys({ F2: print, F3: options.screen ? show : undefined })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    print()
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <h2>{texts.prepare.who}</h2>
      <p>{whoSigns(options, representative, texts)}</p>
      {needed && usable.length === 0 && options.representatives.length === 0 && (
        <p className="attention" role="alert">
          {texts.prepare.noRepresentative}
        </p>
      )}
      {options.representatives.length > 0 && (needed || usable.length > 0) && (
        <Select
          label={needed ? texts.prepare.representative : texts.prepare.forAdult}
          data={options.representatives.map((one) => ({
            value: one.id,
            label: one.name,
            disabled: one.problem !== null
          }))}
          value={representative}
          onChange={setRepresentative}
          clearable={!needed}
        />
      )}
      {needed &&
        options.representatives.map((one) =>
          one.problem === null ? null : (
            <p key={one.id} className="soft">
              {one.name}: {refusals.problems[one.problem]}
            </p>
          )
        )}
      {chosen?.warnings.map((warning) => (
        <p key={warning} className="attention">
          {texts.warnings[warning]}
        </p>
      ))}
      <Choices kind={kind} choices={choices} onChange={setChoices} />
      {work.failure !== null && (
        <p className="danger" role="alert">
          {work.failure}
        </p>
      )}
      <div className={classes.buttons}>
        <Button type="submit" primary keys="F2" autoFocus disabled={!ready}>
          {texts.prepare.print}
        </Button>
        {options.screen && (
          <Button keys="F3" disabled={!ready} onClick={show}>
            {texts.prepare.show}
          </Button>
        )}
        {needed && usable.length === 0 && (
          <Button
            onClick={() => {
              onClose()
              go({ name: 'patient', patient })
            }}
          >
            {texts.prepare.openPatient}
          </Button>
        )}
        <Button keys="Esc" onClick={onClose}>
          {general.cancel}
        </Button>
      </div>
    </form>
  )
}

type Texts = (typeof documentTexts)['ru']

const whoSigns = (options: SigningOptions, representative: string | null, texts: Texts): string => {
  const patient = options.required.includes('patient')
  if (patient && options.required.includes('representative')) return texts.prepare.bothSign
  return patient && representative === null ? texts.prepare.patientSigns : texts.prepare.representativeSigns
}

/** Empty fields are nothing said. */
const worded = (choices: DocumentChoices): DocumentChoices => ({
  ...choices,
  refused: choices.refused?.trim() === '' ? null : choices.refused,
  diagnosis: choices.diagnosis?.trim() === '' ? null : choices.diagnosis,
  confidants: choices.confidants.filter((one) => one.name.trim().length >= 2)
})

interface ChoicesProps {
  readonly kind: DocumentKind
  readonly choices: DocumentChoices
  readonly onChange: (choices: DocumentChoices) => void
}

const Choices = ({ kind, choices, onChange }: ChoicesProps) => {
  const texts = useTexts(documentTexts)
  const diagnosis = (
    <TextInput
      label={texts.prepare.diagnosis}
      value={choices.diagnosis ?? ''}
      maxLength={300}
      onChange={(event) => onChange({ ...choices, diagnosis: event.currentTarget.value })}
    />
  )
  switch (kind) {
    case 'marketing-consent':
      return (
        <fieldset className={classes.channels}>
          <legend>{texts.prepare.channels}</legend>
          {MarketingChannel.options.map((channel) => (
            <Checkbox
              key={channel}
              label={texts.channels[channel]}
              checked={choices.channels.includes(channel)}
              onChange={() => onChange({ ...choices, channels: toggled(choices.channels, channel) })}
            />
          ))}
          <p className="soft">{texts.prepare.channelsHint}</p>
        </fieldset>
      )
    case 'general-refusal':
      return (
        <>
          <Textarea
            label={texts.prepare.refused}
            value={choices.refused ?? ''}
            maxLength={600}
            autosize
            minRows={2}
            onChange={(event) => onChange({ ...choices, refused: event.currentTarget.value })}
          />
          {diagnosis}
        </>
      )
    case 'general-consent':
      return (
        <TextInput
          label={texts.prepare.confidant}
          value={choices.confidants[0]?.name ?? ''}
          maxLength={160}
          onChange={(event) => onChange({ ...choices, confidants: [{ name: event.currentTarget.value, phone: '' }] })}
        />
      )
    case 'extraction-consent':
    case 'implantation-consent':
      return diagnosis
    case 'anaesthesia-consent':
    case 'personal-data-consent':
      return null
  }
}

const toggled = (channels: readonly MarketingChannel[], channel: MarketingChannel): MarketingChannel[] =>
  channels.includes(channel) ? channels.filter((one) => one !== channel) : [...channels, channel]
