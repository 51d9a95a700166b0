/** One patient: strip, contacts, representatives, allergy, and the visits, newest first. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useContext, useState } from 'react'
import type { PatientId } from '../../domain/values/ids.ts'
import { fullName } from '../../domain/values/person-name.ts'
import { formatPhone } from '../../domain/values/phone.ts'
import { calls } from '../app/connection.ts'
import { useNavigation } from '../app/screens.ts'
import { usePresent } from '../app/session.ts'
import { yearsText } from '../app/texts-years.ts'
import { PatientDocuments } from '../documents/patient-documents.tsx'
import { documentTexts } from '../documents/texts.ts'
import { PatientActs } from '../acts/patient-acts.tsx'
import { actTexts } from '../acts/texts.ts'
import { ErasureDialog } from '../erasure/erasure-dialog.tsx'
import { erasureTexts } from '../erasure/texts.ts'
import { PatientPlans } from '../plans/patient-plans.tsx'
import { planTexts } from '../plans/texts.ts'
import { Button } from '../ui/button.tsx'
import { formatDate } from '../ui/format.ts'
import { LanguageContext, useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { BookVisit } from '../visits/book-visit.tsx'
import { visitTexts } from '../visits/texts.ts'
import { AllergyDialog } from './allergy-dialog.tsx'
import { EditPatient } from './edit-patient.tsx'
import { PatientStrip } from './patient-strip.tsx'
import classes from './patient-screen.module.css'
import { RepresentativeDialog } from './representative-dialog.tsx'
import { patientTexts } from './texts.ts'

const PAGE = 50

export const PatientScreen = ({ patient }: { readonly patient: PatientId }) => {
  const texts = useTexts(patientTexts)
  const visit = useTexts(visitTexts)
  const documents = useTexts(documentTexts)
  const plans = useTexts(planTexts)
  const acts = useTexts(actTexts)
  const erasure = useTexts(erasureTexts)
  const language = useContext(LanguageContext)
  const { may } = usePresent()
  const { go } = useNavigation()
  const [dialog, setDialog] = useState<
    'none' | 'book' | 'allergy' | 'documents' | 'plans' | 'acts' | 'edit' | 'representative' | 'erasure'
  >('none')
  const [chosen, setChosen] = useState(0)
  const card = useQuery(calls.patients.card.queryOptions({ input: { id: patient } }))
  const visits = useInfiniteQuery(
    calls.visits.ofPatient.infiniteOptions({
      input: (offset: number) => ({ patient, limit: PAGE, offset }),
      initialPageParam: 0,
      getNextPageParam: (last, pages) => (pages.length * PAGE < last.total ? pages.length * PAGE : null)
    })
  )
  const rows = visits.data?.pages.flatMap((page) => page.visits) ?? []
  const total = visits.data?.pages[0]?.total ?? 0

  useKeys(
    {
      F2: may('book-visits') ? () => setDialog('book') : undefined,
      F4: may('register-patients') ? () => setDialog('edit') : undefined,
      R: may('register-patients') ? () => setDialog('representative') : undefined,
      A: may('register-patients') ? () => setDialog('allergy') : undefined,
      D: () => setDialog('documents'),
      G: () => setDialog('plans'),
      K: () => setDialog('acts'),
      U: may('request-erasure') ? () => setDialog('erasure') : undefined,
      ArrowDown: () => setChosen(Math.min(rows.length - 1, chosen + 1)),
      ArrowUp: () => setChosen(Math.max(0, chosen - 1)),
      Enter: () => {
        const row = rows[chosen]
        if (row !== undefined) go({ name: 'visit', visit: row.id })
      }
    },
    { enabled: dialog === 'none' }
  )
  if (card.data === null) return <p className={classes.gone}>{texts.refusals.PATIENT_UNKNOWN}</p>
  const details = card.data?.details
  return (
    <div className={classes.screen}>
      <PatientStrip patient={patient} />
      <div className={classes.actions}>
        <Button primary keys="F2" onClick={() => setDialog('book')} disabled={!may('book-visits')}>
          {texts.page.book}
        </Button>
        <Button keys="F4" onClick={() => setDialog('edit')} disabled={!may('register-patients')}>
          {texts.page.edit}
        </Button>
        <Button keys="R" onClick={() => setDialog('representative')} disabled={!may('register-patients')}>
          {texts.page.representatives}
        </Button>
        <Button keys="A" onClick={() => setDialog('allergy')} disabled={!may('register-patients')}>
          {texts.page.allergy}
        </Button>
        <Button keys="D" onClick={() => setDialog('documents')}>
          {documents.patient.open}
        </Button>
        <Button keys="G" onClick={() => setDialog('plans')}>
          {plans.list.button}
        </Button>
        <Button keys="K" onClick={() => setDialog('acts')}>
          {acts.actsButton}
        </Button>
        {may('request-erasure') && (
          <Button keys="U" onClick={() => setDialog('erasure')}>
            {erasure.button}
          </Button>
        )}
      </div>
      {details !== undefined && (
        <dl className={classes.facts}>
          <div>
            <dt>{texts.form.birthDate}</dt>
            <dd>{formatDate(details.birthDate)}</dd>
          </div>
          <div>
            <dt>{texts.page.contacts}</dt>
            <dd>
              {[...details.phones.map(formatPhone), details.email, details.address].filter(Boolean).join(' · ') ||
                texts.noPhone}
            </dd>
          </div>
          <div>
            <dt>{texts.page.representatives}</dt>
            <dd>
              {card.data?.representatives
                .map(
                  (one) =>
                    `${fullName(one.name)} (${texts.kinds[one.kind]}${one.phone === null ? '' : `, ${formatPhone(one.phone)}`})`
                )
                .join('; ') || texts.page.none}
            </dd>
          </div>
          {details.note !== null && (
            <div>
              <dt>{texts.form.note}</dt>
              <dd>{details.note}</dd>
            </div>
          )}
        </dl>
      )}
      <h2 className={classes.title}>
        {texts.page.visits} <span className="faint">{total}</span>
      </h2>
      <div className={classes.list}>
        {rows.length === 0 && visits.data !== undefined ? (
          <p className={classes.gone}>{texts.page.noVisits}</p>
        ) : (
          <table className={classes.table}>
            <tbody>
              {rows.map((row, index) => (
                <tr
                  key={row.id}
                  aria-selected={index === chosen}
                  onClick={() => setChosen(index)}
                  onDoubleClick={() => go({ name: 'visit', visit: row.id })}
                >
                  <td className={classes.date}>{formatDate(row.date)}</td>
                  <td className={classes.time}>{row.from}</td>
                  <td className={classes.doctor} title={row.doctor.name}>
                    {row.doctor.name}
                  </td>
                  <td className={classes.services} title={row.services.map((one) => one.name).join('; ')}>
                    {row.services.map((one) => one.name).join('; ')}
                  </td>
                  <td className={classes.state}>{visit.states[row.state]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {visits.hasNextPage && (
          <Button onClick={() => void visits.fetchNextPage()} className={classes.more ?? ''}>
            {texts.page.more}
          </Button>
        )}
      </div>
      {dialog === 'book' && card.data !== undefined && (
        <BookVisit
          patient={patient}
          title={`${card.data.strip.name}, ${yearsText(card.data.strip.age, language)}`}
          onClose={() => setDialog('none')}
        />
      )}
      {dialog === 'documents' && card.data !== undefined && (
        <PatientDocuments patient={patient} name={card.data.strip.name} onClose={() => setDialog('none')} />
      )}
      {dialog === 'plans' && card.data !== undefined && (
        <PatientPlans patient={patient} name={card.data.strip.name} onClose={() => setDialog('none')} />
      )}
      {dialog === 'acts' && card.data !== undefined && (
        <PatientActs patient={patient} name={card.data.strip.name} onClose={() => setDialog('none')} />
      )}
      {dialog === 'edit' && card.data != null && <EditPatient card={card.data} onClose={() => setDialog('none')} />}
      {dialog === 'representative' && card.data != null && (
        <RepresentativeDialog patient={patient} age={card.data.strip.age} onClose={() => setDialog('none')} />
      )}
      {dialog === 'erasure' && <ErasureDialog patient={patient} onClose={() => setDialog('none')} />}
      {dialog === 'allergy' && card.data !== undefined && (
        <AllergyDialog
          patient={patient}
          allergy={card.data.strip.allergy}
          allergies={card.data.strip.allergies}
          onClose={() => setDialog('none')}
        />
      )}
    </div>
  )
}
