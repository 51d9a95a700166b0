/** All patients: one search line and its hits; the same question as Ctrl K, with room for more answers. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useContext, useState } from 'react'
import { formatPhone } from '../../domain/values/phone.ts'
import { calls } from '../app/connection.ts'
import { useNavigation } from '../app/screens.ts'
import { yearsText } from '../app/texts-years.ts'
import { Button } from '../ui/button.tsx'
import { formatDate } from '../ui/format.ts'
import { LanguageContext, useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import classes from './patients-screen.module.css'
import { patientTexts } from './texts.ts'

export const PatientsScreen = () => {
  const texts = useTexts(patientTexts)
  const language = useContext(LanguageContext)
  const { go } = useNavigation()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const text = typed.trim()
  const hits = useQuery(
    calls.patients.search.queryOptions({
      input: { text, limit: 50 },
      enabled: text.length >= 2,
      placeholderData: keepPreviousData,
      gcTime: 0
    })
  )
  const rows = text.length < 2 ? [] : (hits.data ?? [])
  const add = (): void => go({ name: 'new-patient', typed: text })
  const open = (index: number): void => {
    const hit = rows[index]
    if (hit !== undefined) go({ name: 'patient', patient: hit.id })
  }
  useKeys(
    {
      F2: add,
      ArrowDown: () => setChosen(Math.min(rows.length - 1, chosen + 1)),
      ArrowUp: () => setChosen(Math.max(0, chosen - 1)),
      Enter: () => open(chosen)
    },
    { whileTyping: ['ArrowDown', 'ArrowUp', 'Enter'] }
  )
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <h1>{texts.list.title}</h1>
        <input
          className={classes.field}
          autoFocus
          value={typed}
          maxLength={120}
          aria-label={texts.find}
          placeholder={texts.placeholder}
          onChange={(event) => {
            setTyped(event.target.value)
            setChosen(0)
          }}
        />
        <Button keys="F2" onClick={add}>
          {texts.list.add}
        </Button>
      </header>
      <div className={classes.list}>
        {rows.length === 0 ? (
          <p className={classes.empty}>{text.length >= 2 && !hits.isFetching ? texts.nobody(text) : texts.list.find}</p>
        ) : (
          <table className={classes.table}>
            <tbody>
              {rows.map((hit, index) => (
                <tr key={hit.id} aria-selected={index === chosen} onClick={() => open(index)}>
                  <td className={classes.name} title={hit.name}>
                    {hit.name}
                  </td>
                  <td>{formatDate(hit.birthDate)}</td>
                  <td>{yearsText(hit.age, language)}</td>
                  <td>{hit.phones.map(formatPhone).join(', ') || texts.noPhone}</td>
                  <td className="soft">{hit.recordNumber ?? ''}</td>
                  <td className={classes.tail}>{hit.visitToday === null ? '' : texts.visitToday}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  )
}
