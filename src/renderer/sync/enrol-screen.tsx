/** The first screen of a workstation that nobody has enrolled yet: where is head office, and what is the code? */
import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState, type FormEvent } from 'react'
import { client } from '../app/connection.ts'
import { failureText, refusalIn } from '../app/failure.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { useTexts } from '../ui/language.tsx'
import classes from './sync.module.css'
import { syncTexts } from './texts.ts'

export const EnrolScreen = () => {
  const texts = useTexts(syncTexts).enrol
  const general = useTexts(appTexts)
  const [form, setForm] = useState({ url: '', code: '', name: '' })
  // Once enrolled, core tells that the workstation stands otherwise, and this screen gives way by itself.
  const enrol = useMutation({ mutationFn: () => client.sync.enrol(form) })
  const complete = form.url.trim() !== '' && form.code.trim().length >= 4 && form.name.trim() !== ''
  useEffect(() => window.stoika.painted('enrol'), [])

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (complete && !enrol.isPending) enrol.mutate()
  }
  const field = (name: keyof typeof form) => ({
    value: form[name],
    autoComplete: 'off',
    onChange: (event: { readonly currentTarget: { readonly value: string } }): void => {
      const { value } = event.currentTarget
      setForm((current) => ({ ...current, [name]: value }))
    }
  })

  return (
    <main className={classes.whole}>
      <form className={classes.box} onSubmit={submit}>
        <h1>{texts.title}</h1>
        <p className="soft">{texts.lead}</p>
        <TextInput label={texts.address} autoFocus spellCheck={false} {...field('url')} />
        <TextInput
          label={texts.code}
          description={texts.codeHint}
          inputMode="numeric"
          classNames={{ input: classes.code ?? '' }}
          {...field('code')}
        />
        <TextInput label={texts.name} description={texts.nameHint} {...field('name')} />
        <p role="alert" className={classes.stopped}>
          {enrol.error === null ? '' : (refusal(enrol.error, texts.refusals) ?? failureText(enrol.error, general))}
        </p>
        <Button type="submit" primary keys="Enter" disabled={!complete || enrol.isPending}>
          {enrol.isPending ? texts.pending : texts.submit}
        </Button>
      </form>
    </main>
  )
}

const refusal = (error: unknown, sentences: Readonly<Record<string, string>>): string | null => {
  const code = refusalIn(error)?.code
  return code === undefined ? null : (sentences[code] ?? null)
}
