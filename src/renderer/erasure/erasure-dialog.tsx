/** What would be destroyed of this person's data, what the law keeps, and handing the request to head office. */
import { Radio, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { uuidv7 } from 'uuidv7'
import type { ErasurePreview } from '../../contract/erasure.ts'
import { ErasureGround, ErasureReach } from '../../domain/erasure/facts.ts'
import { localDate } from '../../domain/values/dates.ts'
import { ErasureId, type PatientId } from '../../domain/values/ids.ts'
import { calls, client } from '../app/connection.ts'
import { failureText, refusalIn } from '../app/failure.ts'
import { usePresent } from '../app/session.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { formatDate } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import classes from './erasure-dialog.module.css'
import { erasureTexts } from './texts.ts'

interface Props {
  readonly patient: PatientId
  readonly onClose: () => void
}

export const ErasureDialog = ({ patient, onClose }: Props) => {
  const texts = useTexts(erasureTexts)
  const general = useTexts(appTexts)
  const { standing } = usePresent()
  const notify = useNotify()
  // One request, however often it is sent.
  const [id] = useState(() => ErasureId.parse(uuidv7()))
  const [reach, setReach] = useState<ErasureReach>('everything')
  const [ground, setGround] = useState<ErasureGround>('consent-withdrawn')
  const [basis, setBasis] = useState('')
  const preview = useQuery(calls.erasure.preview.queryOptions({ input: { patient, reach } }))
  const request = useMutation({
    mutationFn: () => client.erasure.request({ id, patient, reach, ground, basis }),
    onSuccess: () => {
      notify({ tone: 'done', text: texts.sent })
      onClose()
    }
  })
  const failure = request.error ?? preview.error
  const pending = preview.data?.pending ?? null
  const ready = basis.trim().length >= 3 && (preview.data?.goes.length ?? 0) > 0 && pending === null
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (ready && !request.isPending) request.mutate()
  }
  const sentence = (error: Error): string => {
    const code = refusalIn(error)?.code
    const known = Object.entries(texts.refusals).find(([name]) => name === code)
    return known?.[1] ?? failureText(error, general)
  }
  return (
    <Dialog title={texts.title} width={560} onClose={onClose}>
      <form onSubmit={submit} className={classes.form}>
        <Radio.Group label={texts.reach} value={reach} onChange={(value) => setReach(ErasureReach.parse(value))}>
          {ErasureReach.options.toReversed().map((one) => (
            <Radio key={one} value={one} label={texts.reaches[one]} />
          ))}
        </Radio.Group>
        <Preview preview={preview.data} />
        <Radio.Group label={texts.ground} value={ground} onChange={(value) => setGround(ErasureGround.parse(value))}>
          {ErasureGround.options.map((one) => (
            <Radio key={one} value={one} label={texts.grounds[one]} />
          ))}
        </Radio.Group>
        <TextInput
          label={texts.basis}
          value={basis}
          maxLength={120}
          autoComplete="off"
          data-autofocus
          onChange={(event) => setBasis(event.currentTarget.value)}
        />
        <p className="soft">
          {pending === null ? texts.what : texts.pending(formatDate(localDate(pending.at, standing.clinic.zone)))}
        </p>
        {failure !== null && <p role="alert">▲ {sentence(failure)}</p>}
        <Button type="submit" primary keys="Enter" disabled={!ready || request.isPending}>
          {texts.submit}
        </Button>
      </form>
    </Dialog>
  )
}

const Preview = ({ preview }: { readonly preview: ErasurePreview | undefined }) => {
  const texts = useTexts(erasureTexts)
  if (preview === undefined) return null
  return (
    <div className={classes.preview} data-both={preview.stays.length > 0}>
      <section>
        <h3>{texts.goes}</h3>
        <ul>
          {preview.goes.length === 0 && <li>{texts.nothing}</li>}
          {preview.goes.map(({ category, count }) => (
            <li key={category}>{texts.line(category, count)}</li>
          ))}
        </ul>
      </section>
      {preview.stays.length > 0 && (
        <section>
          <h3>{texts.stays}</h3>
          <ul>
            {preview.stays.map(({ category, count, until }) => (
              <li key={category}>
                {texts.line(category, count)}, {until === null ? texts.keptWhile : texts.keptUntil(formatDate(until))}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
