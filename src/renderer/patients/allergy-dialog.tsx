/** Notes what a patient must not be given, or that there is nothing such. */
import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { PatientId } from '../../domain/values/ids.ts'
import { client } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useTexts } from '../ui/language.tsx'
import { patientRefusalText } from './refusal-text.ts'
import { patientTexts } from './texts.ts'

interface Props {
  readonly patient: PatientId
  /** What stands, in one text and one by one: what is saved replaces all of it. */
  readonly allergy: string | null
  readonly allergies: readonly (string | null)[]
  readonly onClose: () => void
}

export const AllergyDialog = ({ patient, allergy, allergies, onClose }: Props) => {
  const texts = useTexts(patientTexts)
  const general = useTexts(appTexts)
  const [text, setText] = useState(allergy ?? '')
  const save = useMutation({
    mutationFn: () =>
      client.patients.noteAllergy({
        id: patient,
        allergy: text.trim() === '' ? null : text.trim(),
        base: [...allergies]
      }),
    onSuccess: onClose
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Dialog title={texts.page.allergy} width={440} onClose={onClose}>
      <form onSubmit={submit}>
        <TextInput
          label={texts.page.allergyHint}
          value={text}
          maxLength={500}
          data-autofocus
          error={
            save.error === null
              ? undefined
              : (patientRefusalText(save.error, texts) ?? failureText(save.error, general))
          }
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" primary keys="Enter" disabled={save.isPending} style={{ marginTop: 16 }}>
          {texts.page.save}
        </Button>
      </form>
    </Dialog>
  )
}
