/** Patients who may be the same person, each with the reasons in words. */
import type { PossibleDouble } from '../../contract/patients.ts'
import type { PatientId } from '../../domain/values/ids.ts'
import { formatPhone } from '../../domain/values/phone.ts'
import { Button } from '../ui/button.tsx'
import { formatDate } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import classes from './new-patient.module.css'
import { patientTexts } from './texts.ts'

export const Doubles = ({
  doubles,
  primary,
  onOpen
}: {
  readonly doubles: readonly PossibleDouble[]
  /** The first of them is the same person beyond doubt: opening it comes before registering anew. */
  readonly primary: boolean
  readonly onOpen: (patient: PatientId) => void
}) => {
  const texts = useTexts(patientTexts)
  if (doubles.length === 0) return null
  return (
    <aside className={classes.doubles} aria-live="polite">
      <h2>▲ {texts.form.doubles}</h2>
      {doubles.map(({ patient, likelihood, reasons }, index) => (
        <section key={patient.id} className={classes.double}>
          <strong>{patient.name}</strong>
          <span className="soft">
            {formatDate(patient.birthDate)}
            {patient.phones[0] === undefined ? '' : ` · ${formatPhone(patient.phones[0])}`}
          </span>
          <span className="attention">{texts.likelihoods[likelihood]}</span>
          <span className="soft small">
            {[...new Set(reasons.map((reason) => texts.reasons[reason.code]))].join(' · ')}
          </span>
          <Button
            onClick={() => onOpen(patient.id)}
            primary={primary && index === 0}
            {...(index === 0 ? { keys: 'F3' } : {})}
          >
            {texts.form.openExisting}
          </Button>
        </section>
      ))}
    </aside>
  )
}
