/** Finds a patient or an action from anywhere; a patient with a visit today opens right on that visit. */
import { useQuery, keepPreviousData } from '@tanstack/react-query'
import { useContext, useEffect, useRef, useState } from 'react'
import type { PatientHit } from '../../contract/patients.ts'
import { formatPhone } from '../../domain/values/phone.ts'
import { calls } from '../app/connection.ts'
import { useNavigation, type Screen } from '../app/screens.ts'
import { appTexts } from '../app/texts.ts'
import { yearsText } from '../app/texts-years.ts'
import { formatDate } from '../ui/format.ts'
import { LanguageContext, useTexts } from '../ui/language.tsx'
import classes from './find-palette.module.css'
import { patientTexts } from './texts.ts'

interface Choice {
  readonly key: string
  readonly hit: PatientHit | null
  readonly label: string
  readonly screen: Screen
}

const ACTIONS = [
  'today',
  'patients',
  'incidents',
  'tasks',
  'cash',
  'loyalty',
  'documents',
  'imports',
  'settings'
] as const

export const FindPalette = ({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) =>
  opened ? <Palette onClose={onClose} /> : null

const Palette = ({ onClose }: { readonly onClose: () => void }) => {
  const texts = useTexts(patientTexts)
  const rail = useTexts(appTexts).rail
  const { go } = useNavigation()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const text = typed.trim()
  const hits = useQuery(
    calls.patients.search.queryOptions({
      input: { text, limit: 12 },
      enabled: text.length >= 2,
      placeholderData: keepPreviousData,
      gcTime: 0
    })
  )

  const choices: Choice[] = [
    ...(text.length >= 2 ? todayFirst(hits.data ?? []) : []).map((hit) => ({
      key: hit.id,
      hit,
      label: hit.name,
      screen:
        hit.visitToday === null
          ? ({ name: 'patient', patient: hit.id } as const)
          : ({ name: 'visit', visit: hit.visitToday } as const)
    })),
    ...ACTIONS.filter((name) => text !== '' && rail[name].toLowerCase().startsWith(text.toLowerCase())).map((name) => ({
      key: name,
      hit: null,
      label: rail[name],
      screen: { name }
    })),
    ...(text === '' || hits.isFetching
      ? []
      : [{ key: 'new', hit: null, label: texts.register(text), screen: { name: 'new-patient', typed: text } as const }])
  ]
  const at = Math.min(chosen, Math.max(0, choices.length - 1))

  useEffect(() => {
    const before = document.activeElement
    field.current?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])

  const open = (choice: Choice | undefined): void => {
    if (choice === undefined) return
    onClose()
    go(choice.screen)
  }

  return (
    <div className={classes.veil} onMouseDown={onClose}>
      <div
        className={classes.box}
        role="dialog"
        aria-modal="true"
        aria-label={texts.find}
        onMouseDown={(event) => event.stopPropagation()}
      >
        <input
          ref={field}
          className={classes.field}
          role="combobox"
          aria-expanded={choices.length > 0}
          aria-controls="find-choices"
          aria-activedescendant={choices[at] === undefined ? undefined : `find-${choices[at].key}`}
          aria-label={texts.find}
          placeholder={texts.placeholder}
          value={typed}
          maxLength={120}
          onChange={(event) => {
            setTyped(event.target.value)
            setChosen(0)
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') setChosen(Math.min(choices.length - 1, at + 1))
            else if (event.key === 'ArrowUp') setChosen(Math.max(0, at - 1))
            else if (event.key === 'Enter') open(choices[at])
            else if (event.key === 'Escape') onClose()
            else return
            event.preventDefault()
            event.stopPropagation()
          }}
        />
        <ul
          id="find-choices"
          aria-busy={hits.isFetching}
          role="listbox"
          className={classes.choices}
          aria-label={texts.find}
        >
          {choices.map((choice, index) => (
            <li
              key={choice.key}
              id={`find-${choice.key}`}
              role="option"
              aria-selected={index === at}
              className={classes.choice}
              onMouseMove={() => setChosen(index)}
              onClick={() => open(choice)}
            >
              {choice.hit === null ? <span>{choice.label}</span> : <Hit hit={choice.hit} />}
            </li>
          ))}
        </ul>
        <p className={classes.hint}>
          {text.length >= 2 && !hits.isFetching && hits.data?.length === 0 ? texts.nobody(text) : texts.hint}
        </p>
      </div>
    </div>
  )
}

/** Whoever stands at the desk most likely has a visit today; the others keep their order. */
const todayFirst = (hits: readonly PatientHit[]): readonly PatientHit[] =>
  hits.toSorted((a, b) => Number(a.visitToday === null) - Number(b.visitToday === null))

const Hit = ({ hit }: { readonly hit: PatientHit }) => {
  const texts = useTexts(patientTexts)
  const language = useContext(LanguageContext)
  const [phone] = hit.phones
  return (
    <>
      <span className={classes.name} title={hit.name}>
        {hit.name}
      </span>
      <span className="soft">
        {formatDate(hit.birthDate)} · {yearsText(hit.age, language)}
      </span>
      <span className="soft number">{phone === undefined ? texts.noPhone : formatPhone(phone)}</span>
      <span className={classes.tail}>{hit.visitToday === null ? (hit.recordNumber ?? '') : texts.visitToday}</span>
    </>
  )
}
