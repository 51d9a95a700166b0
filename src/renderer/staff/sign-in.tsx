/** Sign-in: choose a name, type a PIN; nothing about patients can be seen behind it. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react'
import { nowAtClinic } from '../app/clock.ts'
import { calls, queries } from '../app/connection.ts'
import { failureText, refusalIn } from '../app/failure.ts'
import type { ReadyStanding } from '../app/session.ts'
import { appTexts } from '../app/texts.ts'
import { useTexts } from '../ui/language.tsx'
import { Key } from '../ui/key.tsx'
import { useQuiet } from '../ui/notices.tsx'
import classes from './sign-in.module.css'
import { staffTexts } from './texts.ts'

export const SignIn = ({ standing }: { readonly standing: ReadyStanding }) => {
  const texts = useTexts(staffTexts)
  const general = useTexts(appTexts)
  const quiet = useQuiet()
  const colleagues = useQuery(calls.staff.colleagues.queryOptions())
  const [picked, setPicked] = useState<number | null>(null)
  const [pin, setPin] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const people = colleagues.data ?? []
  // Whoever was here last most likely is again.
  const chosen =
    picked ??
    Math.max(
      0,
      people.findIndex((one) => one.id === localStorage.getItem('last-person'))
    )
  const person = people[chosen]

  const signIn = useMutation(
    calls.staff.signIn.mutationOptions({
      onSuccess: (session) => {
        queries.setQueryData(calls.staff.session.queryKey(), session)
        localStorage.setItem('last-person', session.person.id)
      }
    })
  )

  useEffect(quiet, [quiet])
  useEffect(() => {
    field.current?.focus()
    window.stoika.painted('sign-in')
  }, [people.length])

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (person === undefined || pin.length < 4) return
    const onError = (): void => {
      setPin('')
      field.current?.focus()
    }
    signIn.mutate({ person: person.id, pin }, { onError })
  }
  const move = (by: number): void => {
    if (people.length > 0) setPicked((chosen + by + people.length) % people.length)
  }

  const byArrows = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else return
    event.preventDefault()
  }

  return (
    <main className={classes.page}>
      <form className={classes.box} onSubmit={submit}>
        <h1>{texts.who}</h1>
        <p className="soft">{standing.clinic.name}</p>
        {colleagues.data?.length === 0 && <p>{texts.nobody}</p>}
        <ul className={classes.people} role="listbox" tabIndex={0} aria-label={texts.who} onKeyDown={byArrows}>
          {people.map((one, index) => (
            <li
              key={one.id}
              role="option"
              aria-selected={index === chosen}
              className={classes.person}
              onClick={() => {
                setPicked(index)
                field.current?.focus()
              }}
            >
              <span>{one.name}</span>
              <span className="soft small">{one.position}</span>
            </li>
          ))}
        </ul>
        <label className={classes.pin}>
          <span>{texts.pin}</span>
          <input
            ref={field}
            type="password"
            inputMode="numeric"
            autoComplete="off"
            maxLength={8}
            value={pin}
            onChange={(event) => setPin(event.target.value.replace(/\D/g, ''))}
            onKeyDown={byArrows}
          />
          <button type="submit" disabled={signIn.isPending || pin.length < 4}>
            {texts.enter} <Key>Enter</Key>
          </button>
        </label>
        <p className="soft small">{texts.choose}</p>
        <p role="alert" className={classes.problem}>
          {signIn.error === null ? '' : (problem(signIn.error, texts) ?? failureText(signIn.error, general))}
        </p>
      </form>
    </main>
  )
}

type Texts = (typeof staffTexts)['ru']

const problem = (error: unknown, texts: Texts): string | null => {
  const refusal = refusalIn(error)
  switch (refusal?.code) {
    case 'WRONG_PIN':
      return 'retryAt' in refusal && typeof refusal.retryAt === 'string'
        ? `${texts.wrong}. ${texts.wait(secondsTo(refusal.retryAt))}`
        : texts.wrong
    case 'WAIT':
      return 'retryAt' in refusal && typeof refusal.retryAt === 'string'
        ? texts.wait(secondsTo(refusal.retryAt))
        : texts.wrong
    case 'UNKNOWN_PERSON':
      return texts.unknown
    default:
      return null
  }
}

const secondsTo = (moment: string): number =>
  Math.max(1, Math.ceil((Date.parse(moment) - Date.parse(nowAtClinic())) / 1000))
