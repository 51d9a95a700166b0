/** What a scanned card number leads to, in one line under the field. */
import type { CardLookup } from '../../contract/loyalty.ts'
import { formatCardNumber } from '../../domain/loyalty/card-number.ts'
import type { PatientId } from '../../domain/values/ids.ts'
import { Button } from '../ui/button.tsx'
import { formatDate } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import classes from './loyalty-screen.module.css'
import { loyaltyTexts } from './texts.ts'

interface Props {
  readonly found: CardLookup
  readonly onOpen: (patient: PatientId) => void
}

export const CardLookupAnswer = ({ found, onOpen }: Props) => {
  const texts = useTexts(loyaltyTexts)
  switch (found.kind) {
    case 'patient':
      return (
        <div className={classes.answer} role="status">
          <strong>{found.patient.name}</strong>
          <Button primary keys="Enter" onClick={() => onOpen(found.patient.id)}>
            {texts.dialog.current}
          </Button>
        </div>
      )
    case 'blocked':
      return (
        <div className={classes.answer} role="status">
          <span className="attention">
            {texts.page.blockedCard(found.patient.name, texts.reasons[found.reason], formatDate(found.on))}
          </span>
          <Button keys="Enter" onClick={() => onOpen(found.patient.id)}>
            {texts.dialog.current}
          </Button>
        </div>
      )
    case 'shared':
      return (
        <div className={classes.answer} role="status">
          <span className="danger">▲ {texts.page.shared}</span>
          {found.patients.map((patient) => (
            <Button key={patient.id} onClick={() => onOpen(patient.id)}>
              {patient.name}
            </Button>
          ))}
        </div>
      )
    case 'blank':
      return (
        <div className={classes.answer} role="status">
          {texts.page.blank(formatCardNumber(found.number))}
        </div>
      )
    case 'not-a-card':
      return (
        <div className={classes.answer} role="status">
          <span className="attention">{texts.page.notACard}</span>
        </div>
      )
  }
}
