/** Says what happens to a card that is blocked, and asks why. */
import type { BlockReason } from '../../domain/loyalty/facts.ts'
import { useTexts } from '../ui/language.tsx'
import classes from './card-dialog.module.css'
import { loyaltyTexts } from './texts.ts'

interface Props {
  readonly explain: string
  readonly reason: BlockReason
  readonly onChange: (reason: BlockReason) => void
}

const REASONS = ['lost', 'stolen', 'damaged', 'double', 'patient-asked'] as const satisfies readonly BlockReason[]

export const BlockReasons = ({ explain, reason, onChange }: Props) => {
  const texts = useTexts(loyaltyTexts)
  return (
    <>
      <p>{explain}</p>
      <fieldset className={classes.reasons}>
        <legend>{texts.dialog.why}</legend>
        {REASONS.map((one) => (
          <label key={one}>
            <input type="radio" name="block-reason" checked={reason === one} onChange={() => onChange(one)} />
            {texts.reasons[one]}
          </label>
        ))}
      </fieldset>
    </>
  )
}
