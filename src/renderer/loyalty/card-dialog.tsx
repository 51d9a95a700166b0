/** A patient's loyalty card: given, replaced, blocked, printed once more; the points stay with the person. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LoyaltyView, NewCardInput } from '../../contract/loyalty.ts'
import { formatCardNumber, type CardNumber } from '../../domain/loyalty/card-number.ts'
import type { BlockReason } from '../../domain/loyalty/facts.ts'
import type { PatientId } from '../../domain/values/ids.ts'
import { calls, client } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { AccountCard } from './account-card.tsx'
import { BlockReasons } from './block-reasons.tsx'
import { GiveForm } from './give-form.tsx'
import classes from './card-dialog.module.css'
import { loyaltyRefusalText } from './refusal-text.ts'
import { loyaltyTexts } from './texts.ts'

interface Props {
  readonly patient: PatientId
  readonly onClose: () => void
}

type Mode = { readonly name: 'view' } | { readonly name: 'replace' | 'block'; readonly number: CardNumber }

const VIEW: Mode = { name: 'view' }

export const CardDialog = ({ patient, onClose }: Props) => {
  const texts = useTexts(loyaltyTexts)
  const general = useTexts(appTexts)
  const notify = useNotify()
  const account = useQuery(calls.loyalty.account.queryOptions({ input: { patient } }))
  const strip = useQuery(calls.patients.strip.queryOptions({ input: { id: patient } }))
  const [mode, setMode] = useState<Mode>(VIEW)
  const [reason, setReason] = useState<BlockReason>('lost')

  const said = (text: string): void => {
    notify({ tone: 'done', text })
    onClose()
  }
  const numberOf = (view: LoyaltyView): string => (view.card === null ? '' : formatCardNumber(view.card))
  const issue = useMutation({
    mutationFn: (given: { card: NewCardInput; print: boolean }) => client.loyalty.issue({ patient, ...given }),
    onSuccess: (given) => said(texts.dialog.issued(numberOf(given.account)))
  })
  const replace = useMutation({
    mutationFn: (given: { number: CardNumber; reason: BlockReason; card: NewCardInput; print: boolean }) =>
      client.loyalty.replace({ patient, ...given }),
    onSuccess: (given) => said(texts.dialog.replaced(numberOf(given.account)))
  })
  const block = useMutation({
    mutationFn: (given: { number: CardNumber; reason: BlockReason }) => client.loyalty.block({ patient, ...given }),
    onSuccess: (_view, { number }) => said(texts.dialog.blocked(formatCardNumber(number)))
  })
  const print = useMutation({
    mutationFn: () => client.loyalty.print({ patient }),
    onSuccess: () => said(texts.dialog.printing)
  })
  const failed = [issue, replace, block, print].find((one) => one.error !== null)?.error ?? null
  const busy = [issue, replace, block, print].some((one) => one.isPending)
  const failure = failed === null ? null : (loyaltyRefusalText(failed, texts) ?? failureText(failed, general))
  const change = (next: Mode): void => {
    for (const one of [issue, replace, block, print]) one.reset()
    setMode(next)
  }
  const view = account.data ?? null

  // Opens with everything at hand, so that the first field has the focus.
  if (!account.isSuccess || strip.data === undefined) return null
  return (
    <Dialog title={texts.dialog.title(strip.data?.name ?? '')} width={640} onClose={onClose}>
      <div className={classes.dialog}>
        {mode.name === 'view' && view !== null && (
          <AccountCard
            account={view}
            busy={busy}
            onReplace={(number) => change({ name: 'replace', number })}
            onBlock={(number) => change({ name: 'block', number })}
            onPrint={() => print.mutate()}
          />
        )}
        {mode.name === 'view' && (view === null || view.card === null) && (
          <GiveForm busy={busy} onGive={(card, printed) => issue.mutate({ card, print: printed })} />
        )}
        {mode.name === 'replace' && (
          <>
            <BlockReasons
              explain={texts.dialog.replaceExplain(formatCardNumber(mode.number))}
              reason={reason}
              onChange={setReason}
            />
            <GiveForm
              busy={busy}
              onGive={(card, printed) => replace.mutate({ number: mode.number, reason, card, print: printed })}
            />
          </>
        )}
        {mode.name === 'block' && (
          <BlockReasons
            explain={texts.dialog.blockExplain(formatCardNumber(mode.number))}
            reason={reason}
            onChange={setReason}
          />
        )}
        {mode.name !== 'view' && (
          <div className={classes.buttons}>
            <Button onClick={() => change(VIEW)}>{texts.dialog.back}</Button>
            {mode.name === 'block' && (
              <Button danger disabled={busy} onClick={() => block.mutate({ number: mode.number, reason })}>
                {texts.dialog.block}
              </Button>
            )}
          </div>
        )}
        {failure !== null && (
          <p className="danger" role="alert">
            {failure}
          </p>
        )}
      </div>
    </Dialog>
  )
}
