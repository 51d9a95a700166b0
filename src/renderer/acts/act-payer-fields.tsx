/** Chooses who will pay by the act: the patient, a representative, another person or an organisation. */
import { Select, TextInput } from '@mantine/core'
import type { Representative } from '../../domain/patients/facts.ts'
import { fullName } from '../../domain/values/person-name.ts'
import { useTexts } from '../ui/language.tsx'
import type { ActPayerForm } from './act-form.ts'
import classes from './act.module.css'
import { actTexts } from './texts.ts'

interface Props {
  readonly payer: ActPayerForm
  readonly representatives: readonly Representative[]
  readonly onChange: (payer: ActPayerForm) => void
}

const chosenOf = (value: string | null): ActPayerForm => {
  switch (value) {
    case null:
    case 'patient':
      return { kind: 'patient' }
    case 'person':
      return { kind: 'person', family: '', given: '', patronymic: '' }
    case 'organisation':
      return { kind: 'organisation', name: '' }
    default:
      return { kind: 'representative', id: value }
  }
}

export const ActPayerFields = ({ payer, representatives, onChange }: Props) => {
  const texts = useTexts(actTexts)
  return (
    <>
      <Select
        label={texts.payer}
        allowDeselect={false}
        value={payer.kind === 'representative' ? payer.id : payer.kind}
        data={[
          { value: 'patient', label: texts.payerPatient },
          ...representatives.map((one) => ({ value: one.id, label: fullName(one.name) })),
          { value: 'person', label: texts.payerPerson },
          { value: 'organisation', label: texts.payerOrganisation }
        ]}
        onChange={(value) => onChange(chosenOf(value))}
      />
      {payer.kind === 'person' && (
        <div className={classes.person}>
          <TextInput
            label={texts.family}
            value={payer.family}
            autoFocus
            onChange={(event) => onChange({ ...payer, family: event.currentTarget.value })}
          />
          <TextInput
            label={texts.given}
            value={payer.given}
            onChange={(event) => onChange({ ...payer, given: event.currentTarget.value })}
          />
          <TextInput
            label={texts.patronymic}
            value={payer.patronymic}
            onChange={(event) => onChange({ ...payer, patronymic: event.currentTarget.value })}
          />
        </div>
      )}
      {payer.kind === 'organisation' && (
        <TextInput
          label={texts.organisation}
          value={payer.name}
          maxLength={200}
          autoFocus
          onChange={(event) => onChange({ kind: 'organisation', name: event.currentTarget.value })}
        />
      )}
    </>
  )
}
