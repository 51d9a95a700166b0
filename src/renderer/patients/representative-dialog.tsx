/** Names the person who consents for a child: kind, name, phone and, for anyone but a parent, the paper that proves it. */
import { Modal, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { uuidv7 } from 'uuidv7'
import { Representative, RepresentativeKind } from '../../domain/patients/facts.ts'
import { parsePhone } from '../../domain/values/phone.ts'
import type { PatientId } from '../../domain/values/ids.ts'
import { client } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { useTexts } from '../ui/language.tsx'
import classes from './patient-dialogs.module.css'
import { nameOf } from './patient-form.ts'
import { patientRefusalText } from './refusal-text.ts'
import { patientTexts } from './texts.ts'

interface Props {
  readonly patient: PatientId
  readonly age: number
  readonly onClose: () => void
}

export const RepresentativeDialog = ({ patient, age, onClose }: Props) => {
  const texts = useTexts(patientTexts)
  const general = useTexts(appTexts)
  const [id] = useState(uuidv7)
  const [kind, setKind] = useState<RepresentativeKind>('parent')
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const [basis, setBasis] = useState('')
  const [basisNumber, setBasisNumber] = useState('')
  const [tried, setTried] = useState(false)
  const person = nameOf(name)
  const number = phone.trim() === '' ? null : parsePhone(phone)
  const problems = {
    name: person === null ? texts.problems.fullName : null,
    phone: phone.trim() !== '' && number === null ? texts.problems.phone : null,
    basis: kind !== 'parent' && basis.trim() === '' ? texts.problems.required : null
  }
  const save = useMutation({
    mutationFn: () =>
      client.patients.nameRepresentative({
        id: patient,
        representative: Representative.parse({
          id,
          kind,
          name: person,
          birthDate: null,
          phone: number,
          document: null,
          basis:
            basis.trim() === '' ? null : { title: basis.trim(), number: basisNumber.trim(), date: null, validTo: null },
          patient: null
        })
      }),
    onSuccess: onClose
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (Object.values(problems).every((problem) => problem === null)) save.mutate()
  }
  return (
    <Modal opened onClose={onClose} title={texts.form.representative(age)} centered>
      <form onSubmit={submit} className={classes.form}>
        <TextInput
          label={texts.form.representativeName}
          value={name}
          data-autofocus
          error={tried ? problems.name : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={texts.form.kind}
          value={kind}
          data={RepresentativeKind.options.map((value) => ({ value, label: texts.kinds[value] }))}
          onChange={(value) => {
            if (value !== null) setKind(value)
          }}
        />
        <TextInput
          label={texts.form.representativePhone}
          value={phone}
          error={tried ? problems.phone : null}
          onChange={(event) => setPhone(event.currentTarget.value)}
        />
        {kind !== 'parent' && (
          <>
            <TextInput
              label={texts.form.basis}
              value={basis}
              error={tried ? problems.basis : null}
              onChange={(event) => setBasis(event.currentTarget.value)}
            />
            <TextInput
              label={texts.form.basisNumber}
              value={basisNumber}
              onChange={(event) => setBasisNumber(event.currentTarget.value)}
            />
          </>
        )}
        <p role="alert" className="danger">
          {save.error === null ? '' : (patientRefusalText(save.error, texts) ?? failureText(save.error, general))}
        </p>
        <Button type="submit" primary keys="Enter" disabled={save.isPending}>
          {texts.page.save}
        </Button>
      </form>
    </Modal>
  )
}
