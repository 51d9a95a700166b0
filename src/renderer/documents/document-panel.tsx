/** One document: its pages on the left, how far it has come and what can be done now on the right. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DocumentView } from '../../contract/documents.ts'
import type { DocumentId } from '../../domain/values/ids.ts'
import { calls, client } from '../app/connection.ts'
import { usePresent } from '../app/session.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { formatDate } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { DocumentPages } from './document-pages.tsx'
import classes from './documents.module.css'
import { FileElsewhere } from './file-elsewhere.tsx'
import { actionsOf, type Action } from './panel-actions.ts'
import { AnnulForm, ReceiveForm, RefuseForm, RevokeForm } from './reason-forms.tsx'
import { SignOnScreen } from './sign-on-screen.tsx'
import { documentRefusalTexts } from './texts-refusals.ts'
import { documentTexts } from './texts.ts'
import { useWork } from './use-work.ts'

interface Props {
  readonly id: DocumentId
  /** Begin with the field to sign in. */
  readonly signing?: boolean
  /** A dialog says the kind in its own title. */
  readonly titled?: boolean
  /** The patient's side has signed: a dialog has done its work. */
  readonly onSigned?: () => void
  readonly onClose: () => void
}

const stay = (): void => undefined

type Mode = 'look' | 'sign-patient' | 'sign-clinician' | 'refuse' | 'revoke' | 'annul' | 'receive'

export const DocumentPanel = ({ id, signing = false, titled = false, onSigned = stay, onClose }: Props) => {
  const refusals = useTexts(documentRefusalTexts)
  const document = useQuery(calls.documents.document.queryOptions({ input: { id } }))
  if (document.data === undefined) return null
  if (document.data === null) return <p role="alert">{refusals.DOCUMENT_UNKNOWN}</p>
  return <Panel document={document.data} signing={signing} titled={titled} onSigned={onSigned} onClose={onClose} />
}

interface PanelProps {
  readonly document: DocumentView
  readonly signing: boolean
  readonly titled: boolean
  readonly onSigned: () => void
  readonly onClose: () => void
}

const Panel = ({ document, signing, titled, onSigned, onClose }: PanelProps) => {
  const refusals = useTexts(documentRefusalTexts)
  // Nobody draws a signature first and then hears that a place is empty which only a pen on paper could fill.
  const gaps = signing && document.unfilled.length > 0
  const [mode, setMode] = useState<Mode>(signing && !gaps ? 'sign-patient' : 'look')
  const { session } = usePresent()
  const back = (): void => setMode('look')
  if (mode === 'sign-patient' || mode === 'sign-clinician') {
    return (
      <SignOnScreen
        document={document}
        side={mode === 'sign-patient' ? 'patient' : 'clinician'}
        clinician={session.person.name}
        onBack={back}
        onSigned={() => {
          back()
          if (mode === 'sign-patient') onSigned()
        }}
      />
    )
  }
  return (
    <div className={classes.panel}>
      <DocumentPages id={document.id} />
      <div className={classes.side}>
        <Standing document={document} titled={titled} />
        {document.fileElsewhere && <FileElsewhere id={document.id} />}
        {gaps && <p className="attention">▲ {refusals.UNFILLED(document.unfilled)}</p>}
        {mode === 'look' && <Actions document={document} onMode={setMode} onSigned={onSigned} onClose={onClose} />}
        {mode === 'refuse' && <RefuseForm document={document} onDone={back} />}
        {mode === 'revoke' && <RevokeForm document={document} onDone={back} />}
        {mode === 'annul' && <AnnulForm document={document} onDone={back} />}
        {mode === 'receive' && <ReceiveForm document={document} onDone={back} />}
      </div>
    </div>
  )
}

const Standing = ({ document, titled }: { readonly document: DocumentView; readonly titled: boolean }) => {
  const texts = useTexts(documentTexts)
  const { mode, signedOn, validUntil } = document
  const facts = [
    ...(signedOn === null
      ? []
      : [`${texts.signedOn(formatDate(signedOn))}${mode === null ? '' : ` ${texts.modes[mode]}`}`]),
    ...(validUntil === null ? [] : [texts.validUntil(formatDate(validUntil))]),
    ...(document.originalAwaited ? [texts.originalAwaited] : []),
    ...(document.originalPlace === null ? [] : [texts.originalIn(document.originalPlace)]),
    ...(document.copies === 0 ? [] : [texts.copies(document.copies)])
  ]
  return (
    <header className={classes.standing}>
      {!titled && <h2>{texts.kinds[document.kind]}</h2>}
      <span className="soft">
        {texts.number(document.number, formatDate(document.on))}
        {document.approved !== null && `, ${texts.version(document.templateVersion, formatDate(document.approved))}`}
      </span>
      <strong className={classes.status} data-status={document.status}>
        {texts.statuses[document.status]}
      </strong>
      <dl className={classes.hands}>
        {document.signers.map((signer) => (
          <div key={signer.role}>
            <dt>{texts.roles[signer.role]}</dt>
            <dd>
              {signer.name}
              {signer.note !== null && <span className="soft"> {signer.note}</span>}
            </dd>
          </div>
        ))}
        {document.needsClinician && (
          <div>
            <dt>{texts.doctor}</dt>
            <dd>
              {document.clinicianSigned === null
                ? [document.clinician?.name ?? '', texts.notSignedYet].filter((part) => part !== '').join(' · ')
                : texts.clinicianSigned(document.clinicianSigned.name, formatDate(document.clinicianSigned.on))}
            </dd>
          </div>
        )}
      </dl>
      {facts.length > 0 && <p>{facts.join(' · ')}</p>}
      {document.channels.length > 0 && <p>{document.channels.map((channel) => texts.channels[channel]).join(', ')}</p>}
      {document.refused !== null && (
        <p className="attention">
          {texts.refusedOn(formatDate(document.refused.on))}: {texts.reasons[document.refused.reason]}
          {document.refused.note === null ? '' : `. ${document.refused.note}`}
        </p>
      )}
      {document.revoked !== null && (
        <p className="attention">
          {texts.revokedOn(formatDate(document.revoked.on))}
          {document.revoked.reason === null ? '' : `: ${document.revoked.reason}`}
        </p>
      )}
      {document.annulled !== null && <p className="attention">{texts.annulledBecause(document.annulled)}</p>}
      {document.lapsedActs.map((act) => (
        <p key={act} className="attention">
          {texts.lapsed(act)}
        </p>
      ))}
    </header>
  )
}

interface ActionsProps {
  readonly document: DocumentView
  readonly onMode: (mode: Mode) => void
  readonly onSigned: () => void
  readonly onClose: () => void
}

const Actions = ({ document, onMode, onSigned, onClose }: ActionsProps) => {
  const texts = useTexts(documentTexts)
  const general = useTexts(appTexts)
  const { may } = usePresent()
  const work = useWork()
  const { id } = document
  const run: Readonly<Record<Action['what'], () => void>> = {
    print: () =>
      work.run({ call: () => client.documents.print({ id, copies: 1, printer: null }), said: texts.done.printed }),
    signedOnPaper: () =>
      work.run({ call: () => client.documents.signOnPaper({ id }), said: texts.done.signed, after: onSigned }),
    signOnScreen: () => onMode('sign-patient'),
    clinicianOnPaper: () =>
      work.run({
        call: () => client.documents.clinicianSignedOnPaper({ id, clinician: null }),
        said: texts.done.clinician
      }),
    clinicianOnScreen: () => onMode('sign-clinician'),
    receive: () => onMode('receive'),
    refuse: () => onMode('refuse'),
    revoke: () => onMode('revoke'),
    annul: () => onMode('annul')
  }
  const actions = actionsOf(document, { prepare: may('prepare-documents'), sign: may('sign-as-clinician') })
  useKeys(Object.fromEntries(actions.map((one) => [one.key, run[one.what]])))
  return (
    <>
      {work.failure !== null && (
        <p className="danger" role="alert">
          {work.failure}
        </p>
      )}
      <div className={classes.column}>
        {actions.map((one, index) => (
          <Button
            key={one.what}
            primary={index === 0 && one.main}
            autoFocus={index === 0}
            keys={one.key}
            disabled={work.busy}
            onClick={run[one.what]}
          >
            {texts.actions[one.label]}
          </Button>
        ))}
        <Button keys="Esc" onClick={onClose}>
          {general.close}
        </Button>
      </div>
    </>
  )
}
