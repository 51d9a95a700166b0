/** Takes a signature under the chosen variant: a hand on paper, or, where the clinic lets, a pen on the screen. */
import { Checkbox, Radio } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { PlanView } from '../../contract/plans.ts'
import { formatMoney } from '../../domain/values/money.ts'
import type { Strokes } from '../../domain/values/strokes.ts'
import { client } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { usePresent } from '../app/session.ts'
import { appTexts } from '../app/texts.ts'
import { SignaturePad, type PadHandle } from '../ui/signature-pad.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Key } from '../ui/key.tsx'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { useKeys } from '../ui/use-keys.ts'
import classes from './plan-dialogs.module.css'
import { PlanPages } from './plan-pages.tsx'
import { planRefusalText } from './refusal-text.ts'
import { planTexts } from './texts.ts'

export type Signing = 'patient' | 'doctor'

interface Props {
  readonly plan: PlanView
  readonly signing: Signing
  readonly onClose: () => void
}

type Mode = 'paper' | 'screen'

export const SignDialog = ({ plan, signing, onClose }: Props) => {
  const texts = useTexts(planTexts)
  const general = useTexts(appTexts)
  const notify = useNotify()
  const { session } = usePresent()
  const pad = useRef<PadHandle>(null)
  const [mode, setMode] = useState<Mode>('paper')
  const [strokes, setStrokes] = useState<Strokes | null>(null)
  const { required, representatives, screenAllowed } = plan.signing
  const [signers, setSigners] = useState<readonly string[]>(() => [
    ...(required.includes('patient') ? ['patient'] : []),
    ...(required.includes('representative') ? representatives.slice(0, 1).map((one) => one.id) : [])
  ])
  const variant = plan.variants.find((one) => one.id === plan.chosen)
  // On the screen a doctor signs in person, so nobody else is offered it.
  const onScreen = screenAllowed && (signing === 'patient' || session.person.id === plan.doctor.id)

  const sign = useMutation({
    mutationFn: () => {
      if (plan.hash === null) throw new Error('nothing is chosen')
      const what = {
        id: plan.id,
        version: plan.version.id,
        hash: plan.hash,
        strokes: mode === 'screen' ? strokes : null
      }
      return signing === 'patient'
        ? client.plans.signAsPatient({ ...what, signers: [...signers] })
        : client.plans.signAsDoctor(what)
    },
    onSuccess: () => {
      notify({ tone: 'done', text: texts.sign.done(plan.number) })
      onClose()
    }
  })
  const print = useMutation({
    mutationFn: () => client.plans.print({ id: plan.id }),
    onSuccess: () => notify({ tone: 'done', text: texts.printed(plan.number) })
  })
  const ready =
    !sign.isPending && (mode === 'paper' || strokes !== null) && (signing === 'doctor' || signers.length > 0)
  const signNow = (): void => {
    if (ready) sign.mutate()
  }
  const printNow = (): void => {
    if (!print.isPending) print.mutate()
  }
  const turnMode = (to: Mode): void => {
    setMode(to)
    setStrokes(null)
  }
  const clear = (): void => {
    pad.current?.clear()
    setStrokes(null)
  }
  useKeys({
    F2: signNow,
    F6: mode === 'paper' ? printNow : undefined,
    F7: onScreen ? () => turnMode(mode === 'paper' ? 'screen' : 'paper') : undefined,
    F8: mode === 'screen' ? clear : undefined
  })
  if (variant === undefined) return null
  const names = signers.map((who) =>
    who === 'patient' ? plan.patient.name : (representatives.find((one) => one.id === who)?.name ?? '')
  )
  const who = signing === 'doctor' ? plan.doctor.name : names.join(', ')
  const error = sign.error ?? print.error
  const childAlone = signing === 'patient' && required.includes('representative') && representatives.length === 0
  return (
    <Dialog
      title={signing === 'patient' ? texts.sign.patientTitle : texts.sign.doctorTitle}
      width={mode === 'screen' ? 1240 : 620}
      onClose={onClose}
    >
      <div className={mode === 'screen' ? classes.onScreen : undefined}>
        {mode === 'screen' && (
          <div className={classes.paper}>
            <PlanPages plan={plan.id} variant={variant.id} />
          </div>
        )}
        <div className={classes.dialog}>
          {signing === 'patient' && (required.length > 1 || representatives.length > 0) && (
            <fieldset className={classes.choices}>
              <legend>{texts.sign.who}</legend>
              {[{ id: 'patient', name: plan.patient.name }, ...representatives].map((one) => (
                <Checkbox
                  key={one.id}
                  label={one.name}
                  checked={signers.includes(one.id)}
                  onChange={() =>
                    setSigners(signers.includes(one.id) ? signers.filter((id) => id !== one.id) : [...signers, one.id])
                  }
                />
              ))}
            </fieldset>
          )}
          {childAlone && <p className="attention">▲ {texts.sign.noRepresentative}</p>}
          <Radio.Group
            label={texts.sign.mode}
            value={mode}
            onChange={(value) => turnMode(value === 'screen' ? 'screen' : 'paper')}
          >
            <div className={classes.modes}>
              <Radio value="paper" label={texts.sign.paper} />
              <Radio
                value="screen"
                disabled={!onScreen}
                label={
                  <>
                    {texts.sign.screen} {onScreen && <Key>F7</Key>}
                  </>
                }
              />
              {!screenAllowed && <span className="soft">{texts.sign.screenOff}</span>}
            </div>
          </Radio.Group>
          {mode === 'paper' && <p className="soft">{texts.sign.paperHint}</p>}
          {mode === 'screen' && (
            <>
              <p className={classes.ask}>{texts.sign.ask(who)}</p>
              <SignaturePad ref={pad} label={texts.sign.draw} onChange={setStrokes} />
            </>
          )}
          <p className={classes.willBe}>{texts.sign.willBe(who, variant.title, formatMoney(variant.total))}</p>
          {error !== null && (
            <p className="danger" role="alert">
              {planRefusalText(error, texts) ?? failureText(error, general)}
            </p>
          )}
          <div className={classes.buttons}>
            <Button primary keys="F2" disabled={!ready} onClick={signNow}>
              {mode === 'paper' ? texts.sign.confirmPaper : texts.sign.confirmScreen}
            </Button>
            {mode === 'paper' ? (
              <Button keys="F6" data-autofocus disabled={print.isPending} onClick={printNow}>
                {texts.print}
              </Button>
            ) : (
              <Button keys="F8" disabled={strokes === null} onClick={clear}>
                {texts.sign.clear}
              </Button>
            )}
            <Button keys="Esc" onClick={onClose}>
              {general.cancel}
            </Button>
          </div>
        </div>
      </div>
    </Dialog>
  )
}
