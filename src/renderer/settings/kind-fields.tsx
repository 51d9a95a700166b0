/** What the printer is called, what it prints, and whether it is in use. */
import { Checkbox, SegmentedControl, TextInput } from '@mantine/core'
import { PrinterKind } from '../../domain/printing/printer.ts'
import { printingTexts } from '../printing/texts.ts'
import { useTexts } from '../ui/language.tsx'
import { withKind, type FormField, type PrinterForm, type Profiles } from './printer-form.ts'
import classes from './settings.module.css'
import { settingsTexts } from './texts.ts'

interface Props {
  readonly form: PrinterForm
  readonly wrong: readonly FormField[]
  readonly profiles: Profiles
  readonly onChange: (form: PrinterForm) => void
}

export const KindFields = ({ form, wrong, profiles, onChange }: Props) => {
  const texts = useTexts(settingsTexts).printers
  const { kinds } = useTexts(printingTexts)
  return (
    <>
      <div className={classes.field}>
        <span id="printer-kind">{texts.kind}</span>
        <SegmentedControl
          aria-labelledby="printer-kind"
          value={form.kind}
          onChange={(value) => onChange(withKind(form, PrinterKind.parse(value), profiles))}
          data={PrinterKind.options.map((value) => ({ value, label: kinds[value] }))}
        />
      </div>
      <div className={classes.pair}>
        <TextInput
          label={texts.name}
          placeholder={texts.nameHint}
          value={form.name}
          maxLength={60}
          autoComplete="off"
          error={wrong.includes('name') ? texts.wrong.name : undefined}
          onChange={(event) => onChange({ ...form, name: event.currentTarget.value })}
        />
        <Checkbox
          className={classes.check ?? ''}
          label={texts.enabled}
          checked={form.enabled}
          onChange={(event) => onChange({ ...form, enabled: event.currentTarget.checked })}
        />
      </div>
    </>
  )
}
