/** The fixed strip that never hides the patient: name, age, card, phone, debt, allergy, while anything of theirs is open. */
import { useQuery } from '@tanstack/react-query'
import { useContext } from 'react'
import { formatCardNumber } from '../../domain/loyalty/card-number.ts'
import type { PatientId } from '../../domain/values/ids.ts'
import { formatMoney } from '../../domain/values/money.ts'
import { formatPhone } from '../../domain/values/phone.ts'
import { calls } from '../app/connection.ts'
import { useNavigation } from '../app/screens.ts'
import { yearsText } from '../app/texts-years.ts'
import { LanguageContext, useTexts } from '../ui/language.tsx'
import classes from './patient-strip.module.css'
import { patientTexts } from './texts.ts'

export const PatientStrip = ({ patient }: { readonly patient: PatientId }) => {
  const texts = useTexts(patientTexts)
  const language = useContext(LanguageContext)
  const { go } = useNavigation()
  const { data } = useQuery(calls.patients.strip.queryOptions({ input: { id: patient } }))
  if (data === undefined || data === null) return <div className={classes.strip} />
  const [phone] = data.phones
  return (
    <section className={classes.strip} aria-label={data.name}>
      <span className={classes.initials} aria-hidden="true">
        {data.initials}
      </span>
      <strong className={classes.name} title={data.name}>
        {data.name}
      </strong>
      <span>{yearsText(data.age, language)}</span>
      {data.recordNumber !== null && <span>{texts.record(data.recordNumber)}</span>}
      {data.cardNumber !== null && <span>{texts.card(formatCardNumber(data.cardNumber))}</span>}
      <span>{phone === undefined ? texts.noPhone : formatPhone(phone)}</span>
      {data.debt > 0 ? (
        <span className="danger">▲ {texts.debt(formatMoney(data.debt))}</span>
      ) : (
        <span className="soft">{texts.noDebt}</span>
      )}
      {data.advance > 0 && <span className="soft">{texts.advance(formatMoney(data.advance))}</span>}
      {data.allergy !== null && <strong className="danger">⚠ {texts.allergy(data.allergy)}</strong>}
      {data.apart.length > 0 && (
        <button type="button" className={classes.apart} onClick={() => go({ name: 'tasks' })}>
          ▲ {texts.apart(data.apart.map((field) => texts.apartFields[field]).join(', '))}
        </button>
      )}
    </section>
  )
}
