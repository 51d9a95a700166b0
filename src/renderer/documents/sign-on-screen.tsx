/** The document and a field to sign in, for whoever must sign: one hand after another, all recorded at once. */
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { DocumentView } from '../../contract/documents.ts'
import type { SignerRole } from '../../domain/documents/signers.ts'
import type { Strokes } from '../../domain/values/strokes.ts'
import { calls, client } from '../app/connection.ts'
import { Button } from '../ui/button.tsx'
import { useTexts } from '../ui/language.tsx'
import { SignaturePad, type PadHandle } from '../ui/signature-pad.tsx'
import { useStepBack } from '../ui/step-back.ts'
import { useKeys } from '../ui/use-keys.ts'
import { DocumentPages } from './document-pages.tsx'
import classes from './documents.module.css'
import { documentTexts } from './texts.ts'
import { useWork } from './use-work.ts'

interface Props {
  readonly document: DocumentView
  /** Whose hand: the patient's side, or the medical worker who has signed in. */
  readonly side: 'patient' | 'clinician'
  /** Name of the medical worker, for the request. */
  readonly clinician: string
  readonly onBack: () => void
  readonly onSigned: () => void
}

interface Hand {
  readonly role: SignerRole
  readonly strokes: Strokes
}

export const SignOnScreen = ({ document, side, clinician, onBack, onSigned }: Props) => {
  const texts = useTexts(documentTexts)
  const work = useWork()
  const pad = useRef<PadHandle>(null)
  const pages = useQuery(calls.documents.pages.queryOptions({ input: { id: document.id } }))
  const [hands, setHands] = useState<readonly Hand[]>([])
  const [strokes, setStrokes] = useState<Strokes | null>(null)
  const signer = document.signers[hands.length]
  const last = side === 'clinician' || hands.length === document.signers.length - 1
  const shown = pages.data?.text

  const next = (): void => {
    if (strokes === null || shown === undefined) return
    if (side === 'clinician') {
      work.run({
        call: () => client.documents.clinicianSignsOnScreen({ id: document.id, strokes }),
        said: texts.done.clinician,
        after: onSigned
      })
      return
    }
    if (signer === undefined) return
    const all = [...hands, { role: signer.role, strokes }]
    if (!last) {
      setHands(all)
      setStrokes(null)
      pad.current?.clear()
      return
    }
    work.run({
      call: () => client.documents.signOnScreen({ id: document.id, shown, signatures: all }),
      said: texts.done.signed,
      after: onSigned
    })
  }
  const clear = (): void => pad.current?.clear()
  useKeys({ F2: next, F8: clear })
  useStepBack(onBack)

  return (
    <div className={classes.signing}>
      <DocumentPages id={document.id} />
      <div className={classes.hand}>
        <div className={classes.ask}>
          <strong>
            {side === 'clinician' ? texts.pad.askClinician(clinician) : texts.pad.ask(signer?.name ?? '')}
          </strong>
          {side === 'patient' && document.signers.length > 1 && (
            <span className="soft">{texts.pad.step(hands.length + 1, document.signers.length)}</span>
          )}
          <span className="soft">{texts.pad.explain}</span>
          {work.failure !== null && (
            <p className="danger" role="alert">
              {work.failure}
            </p>
          )}
        </div>
        <SignaturePad ref={pad} label={texts.pad.field} onChange={setStrokes} />
        <div className={classes.column}>
          <Button primary keys="F2" disabled={strokes === null || shown === undefined || work.busy} onClick={next}>
            {last ? texts.pad.sign : texts.pad.next}
          </Button>
          <Button keys="F8" disabled={strokes === null} onClick={clear}>
            {texts.pad.clear}
          </Button>
          <Button keys="Esc" onClick={onBack}>
            {texts.back}
          </Button>
        </div>
      </div>
    </div>
  )
}
