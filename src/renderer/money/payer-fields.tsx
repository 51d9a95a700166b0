/** Chooses who pays: the patient, one of the representatives, or another person by name. */
import { TextInput } from '@mantine/core'
import type { Representative } from '../../domain/patients/facts.ts'
import { fullName } from '../../domain/values/person-name.ts'
import { useTexts } from '../ui/language.tsx'
import { SOMEONE, type PayerForm } from './payer-form.ts'
import classes from './payment-dialog.module.css'
import { moneyTexts } from './texts.ts'

interface Props {
  readonly payer: PayerForm
  readonly representatives: readonly Representative[]
  readonly onChange: (payer: PayerForm) => void
}

export const PayerFields = ({ payer, representatives, onChange }: Props) => {
  const texts = useTexts(moneyTexts).pay
  const choice = (label: string, next: PayerForm, chosen: boolean) => (
    <label key={label}>
      <input type="radio" name="payer" checked={chosen} onChange={() => onChange(next)} />
      {label}
    </label>
  )
  return (
    <div className={classes.payer}>
      <fieldset className={classes.payers}>
        <legend>{texts.payer}</legend>
        {choice(texts.self, { kind: 'self' }, payer.kind === 'self')}
        {representatives.map((one) =>
          choice(
            fullName(one.name),
            { kind: 'representative', id: one.id },
            payer.kind === 'representative' && payer.id === one.id
          )
        )}
        {choice(texts.someone, SOMEONE, payer.kind === 'someone')}
      </fieldset>
      {payer.kind === 'someone' && (
        <div className={classes.person}>
          <TextInput
            label={texts.payerFamily}
            value={payer.family}
            autoFocus
            onChange={(event) => onChange({ ...payer, family: event.currentTarget.value })}
          />
          <TextInput
            label={texts.payerGiven}
            value={payer.given}
            onChange={(event) => onChange({ ...payer, given: event.currentTarget.value })}
          />
          <TextInput
            label={texts.payerPatronymic}
            value={payer.patronymic}
            onChange={(event) => onChange({ ...payer, patronymic: event.currentTarget.value })}
          />
          <TextInput
            label={texts.payerInn}
            value={payer.inn}
            inputMode="numeric"
            onChange={(event) => onChange({ ...payer, inn: event.currentTarget.value })}
          />
        </div>
      )}
    </div>
  )
}
