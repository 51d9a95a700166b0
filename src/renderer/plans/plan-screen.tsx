/** One plan: its variants side by side, which is chosen, who has signed, and the next step by one key. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PlanView } from '../../contract/plans.ts'
import type { PlanId } from '../../domain/values/ids.ts'
import { calls, client } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { useNavigation } from '../app/screens.ts'
import { usePresent } from '../app/session.ts'
import { appTexts } from '../app/texts.ts'
import { PatientStrip } from '../patients/patient-strip.tsx'
import { Button } from '../ui/button.tsx'
import { formatDate } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { PlanCompare } from './plan-compare.tsx'
import { PlanPages } from './plan-pages.tsx'
import classes from './plan-screen.module.css'
import { PlanStages } from './plan-stages.tsx'
import { RefusalDialog, WithdrawalDialog } from './reason-dialogs.tsx'
import { planRefusalText } from './refusal-text.ts'
import { SignDialog, type Signing } from './sign-dialog.tsx'
import { planTexts } from './texts.ts'

type Opened = { readonly name: 'sign'; readonly signing: Signing } | { readonly name: 'refuse' | 'withdraw' }
type Look = 'compare' | 'stages' | 'paper'

export const PlanScreen = ({ plan: id }: { readonly plan: PlanId }) => {
  const texts = useTexts(planTexts)
  const plan = useQuery(calls.plans.plan.queryOptions({ input: { id } }))
  if (plan.data === undefined) return null
  if (plan.data === null) return <p className={classes.gone}>{texts.refusals.PLAN_UNKNOWN}</p>
  const view = plan.data
  return (
    <div className={classes.screen}>
      <PatientStrip patient={view.patient.id} />
      <PlanShown plan={view} />
    </div>
  )
}

/** What F2 does next: choose, take the patient's hand, then the doctor's. */
const nextStep = (plan: PlanView): 'choose' | Signing | null => {
  switch (plan.status) {
    case 'proposed':
    case 'refused':
      return 'choose'
    case 'chosen':
    case 'signed-by-doctor':
      return 'patient'
    case 'signed-by-patient':
      return 'doctor'
    case 'signed':
    case 'expired':
    case 'withdrawn':
      return null
  }
}

const PlanShown = ({ plan }: { readonly plan: PlanView }) => {
  const texts = useTexts(planTexts)
  const general = useTexts(appTexts)
  const notify = useNotify()
  const { may } = usePresent()
  const navigation = useNavigation()
  const places = plan.variants.length
  const [look, setLook] = useState<Look>(places > 1 ? 'compare' : 'stages')
  const [pointed, setPointed] = useState<number | null>(null)
  const [opened, setOpened] = useState<Opened | null>(null)
  const at =
    pointed ??
    Math.max(
      0,
      plan.variants.findIndex((variant) => variant.id === plan.chosen)
    )
  const variant = plan.variants[at]
  const failed = (error: unknown): void =>
    notify({ tone: 'danger', text: planRefusalText(error, texts) ?? failureText(error, general) })

  const choose = useMutation({
    mutationFn: (chosen: PlanView['variants'][number]) =>
      client.plans.choose({ id: plan.id, version: plan.version.id, variant: chosen.id }),
    onSuccess: (_, chosen) => notify({ tone: 'done', text: texts.chosenNow(chosen.title) }),
    onError: failed
  })
  const print = useMutation({
    mutationFn: () => client.plans.print({ id: plan.id }),
    onSuccess: () => notify({ tone: 'done', text: texts.printed(plan.number) }),
    onError: failed
  })
  const open = plan.status !== 'withdrawn' && may('edit-plans')
  const next = open ? nextStep(plan) : null
  const mayChoose = open && variant !== undefined && (variant.id !== plan.chosen || plan.status === 'refused')
  const chooseNow = (): void => {
    if (mayChoose && !choose.isPending) choose.mutate(variant)
  }
  const edit = (): void => navigation.go({ name: 'edit-plan', plan: plan.id })
  const go = (): void => {
    if (next === 'choose') chooseNow()
    else if (next !== null) setOpened({ name: 'sign', signing: next })
  }
  const point = (place: number): void => setPointed(Math.min(places - 1, Math.max(0, place)))
  const turnLook = (to: Look): void => setLook(look === to ? (to === 'compare' ? 'stages' : 'compare') : to)
  const printNow = (): void => {
    if (!print.isPending) print.mutate()
  }
  const only = (allowed: boolean, action: () => void): (() => void) | undefined => (allowed ? action : undefined)
  useKeys(
    {
      F2: only(next !== null, go),
      Enter: only(mayChoose, chooseNow),
      ArrowLeft: () => point(at - 1),
      ArrowRight: () => point(at + 1),
      ...Object.fromEntries(plan.variants.map((_, index) => [String(index + 1), () => point(index)])),
      S: () => turnLook('stages'),
      L: () => turnLook('paper'),
      G: only(open, printNow),
      E: only(open, edit),
      R: only(open && plan.status !== 'refused', () => setOpened({ name: 'refuse' })),
      W: only(open, () => setOpened({ name: 'withdraw' }))
    },
    { enabled: opened === null }
  )
  const label = next === 'patient' ? texts.signPatient : next === 'doctor' ? texts.signDoctor : texts.choose
  return (
    <>
      <header className={classes.head}>
        <h1>{texts.title(plan.number)}</h1>
        <strong data-status={plan.status} className={classes.status}>
          {texts.status[plan.status]}
        </strong>
        <span className={classes.what}>
          {[
            texts.version(plan.version.number),
            plan.doctor.name,
            plan.diagnoses
              .map((one) => [one.code, one.text, one.tooth ?? ''].filter((part) => part !== '').join(' '))
              .join('; '),
            texts.validUntil(formatDate(plan.validUntil))
          ].join(' · ')}
        </span>
        {next !== null && (
          <Button
            primary
            keys="F2"
            onClick={go}
            disabled={next === 'choose' && !mayChoose}
            className={classes.next ?? ''}
          >
            {label}
          </Button>
        )}
      </header>
      <Warnings plan={plan} />
      <div className={classes.body}>
        {look === 'compare' && <PlanCompare plan={plan} at={at} onPoint={point} onChoose={chooseNow} />}
        {look === 'stages' && variant !== undefined && <PlanStages plan={plan} variant={variant} />}
        {look === 'paper' && variant !== undefined && <PlanPages plan={plan.id} variant={variant.id} />}
      </div>
      <Signatures plan={plan} />
      <footer className={classes.actions}>
        {next !== 'choose' && (
          <Button keys="Enter" disabled={!mayChoose} onClick={chooseNow}>
            {texts.choose}
          </Button>
        )}
        <Button keys="S" onClick={() => turnLook('stages')} aria-pressed={look === 'stages'}>
          {look === 'stages' ? texts.compare : texts.byStages}
        </Button>
        <Button keys="L" onClick={() => turnLook('paper')} aria-pressed={look === 'paper'}>
          {texts.paper}
        </Button>
        <Button keys="G" disabled={!open || print.isPending} onClick={printNow}>
          {texts.print}
        </Button>
        <Button keys="E" disabled={!open} onClick={edit}>
          {texts.edit}
        </Button>
        <Button keys="R" disabled={!open || plan.status === 'refused'} onClick={() => setOpened({ name: 'refuse' })}>
          {texts.refuse}
        </Button>
        <Button
          keys="W"
          disabled={!open}
          onClick={() => setOpened({ name: 'withdraw' })}
          className={classes.last ?? ''}
        >
          {texts.withdraw}
        </Button>
      </footer>
      {opened?.name === 'sign' && <SignDialog plan={plan} signing={opened.signing} onClose={() => setOpened(null)} />}
      {opened?.name === 'refuse' && <RefusalDialog plan={plan} onClose={() => setOpened(null)} />}
      {opened?.name === 'withdraw' && <WithdrawalDialog plan={plan} onClose={() => setOpened(null)} />}
    </>
  )
}

const Warnings = ({ plan }: { readonly plan: PlanView }) => {
  const texts = useTexts(planTexts)
  const refusal = plan.status === 'refused' ? plan.refusals.at(-1) : undefined
  const said = [
    plan.withdrawn === null ? null : texts.withdrawnFor(plan.withdrawn),
    refusal === undefined ? null : texts.refusedFor(texts.reasons[refusal.reason].name, refusal.note),
    refusal === undefined ? null : texts.reasons[refusal.reason].advice,
    plan.version.parallel ? texts.conflict : null,
    plan.signatures.outdated ? texts.outdated : null
  ].filter((one) => one !== null)
  if (said.length === 0) return null
  return (
    <div className={classes.warnings} role="status">
      {said.map((one) => (
        <p key={one}>▲ {one}</p>
      ))}
    </div>
  )
}

const Signatures = ({ plan }: { readonly plan: PlanView }) => {
  const texts = useTexts(planTexts).signatures
  const lines = [
    { who: texts.patient, signature: plan.signatures.patient },
    { who: texts.doctor, signature: plan.signatures.doctor }
  ]
  return (
    <dl className={classes.signatures}>
      {lines.map(({ who, signature }) => (
        <div key={who}>
          <dt>{who}</dt>
          <dd className={signature === null ? 'soft' : 'done'}>
            {signature === null
              ? `· ${texts.none}`
              : `✓ ${texts.signed(signature.names.join(', '), formatDate(signature.on), signature.mode)}`}
          </dd>
        </div>
      ))}
    </dl>
  )
}
