/** The worklist of an incident: whom to call next, what to say, what can be offered, and one key for each outcome. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { BoardRow, OfferView, SettledTalk, TalkChoice } from '../../contract/recovery.ts'
import type { IncidentId, VisitId } from '../../domain/values/ids.ts'
import { calls } from '../app/connection.ts'
import { useNavigation } from '../app/screens.ts'
import { usePresent } from '../app/session.ts'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { BoardLine } from './board-row.tsx'
import { IncidentHead } from './incident-head.tsx'
import classes from './incident-screen.module.css'
import { offerKey } from './offer-key.ts'
import { OfferList } from './offer-list.tsx'
import { CallBackDialog, RefuseDialog } from './outcome-dialogs.tsx'
import { OutcomeBar } from './outcome-bar.tsx'
import { TalkPanel } from './talk-panel.tsx'
import { boardTexts } from './board-texts.ts'
import { useTalk } from './use-talk.ts'

export const isOpen = (row: BoardRow): boolean => row.progress !== 'solved' && row.progress !== 'settled-elsewhere'

export const IncidentScreen = ({ incident }: { readonly incident: IncidentId }) => {
  const texts = useTexts(boardTexts)
  const { standing } = usePresent()
  const { go } = useNavigation()
  const board = useQuery(calls.recovery.board.queryOptions({ input: { incident } }))
  const [chosenId, setChosenId] = useState<VisitId | null>(null)
  const [selected, setSelected] = useState<string | null>(null)
  const [settled, setSettled] = useState<{ readonly visit: VisitId; readonly talk: SettledTalk } | null>(null)
  const [dialog, setDialog] = useState<'none' | 'refuse' | 'call-back' | 'head'>('none')
  const list = useRef<HTMLDivElement>(null)

  const rows = board.data?.rows ?? []
  const first = rows.find(isOpen) ?? rows[0]
  const chosen = rows.find((row) => row.visit === chosenId) ?? first
  const working = board.data?.incident.state === 'open'
  const talk = useQuery(
    calls.recovery.talk.queryOptions({
      input: { incident, visit: chosen?.visit ?? ('' as VisitId) },
      enabled: chosen !== undefined && working
    })
  )
  const shown = talk.data?.row.visit === chosen?.visit ? talk.data : undefined
  const choose = (visit: VisitId | undefined): void => {
    if (visit === undefined) return
    setChosenId(visit)
    setSelected(null)
    setSettled(null)
  }
  /** The first one in the list who is still open, apart from the one just dealt with. */
  const next = (after: VisitId): void =>
    choose((rows.find((row) => isOpen(row) && row.visit !== after) ?? first)?.visit)
  const actions = useTalk(incident, {
    onSettled: (row, answer) => {
      setDialog('none')
      setSelected(null)
      setSettled({ visit: row.visit, talk: answer })
      setChosenId(row.visit)
      if (answer.say === null) next(row.visit)
    },
    onUndone: (row) => choose(row.visit)
  })

  useEffect(() => {
    list.current?.querySelector(`[data-visit="${chosen?.visit}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen?.visit])

  const step = (by: number): void => {
    const at = rows.findIndex((row) => row.visit === chosen?.visit)
    choose(rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.visit)
  }

  const offers = shown?.offers ?? []
  const heldKey = offers.find((one) => one.held?.mine === true)
  const selectedKey = selected ?? (heldKey === undefined ? null : offerKey(heldKey))
  const ended = settled !== null && settled.visit === chosen?.visit && settled.talk.say !== null
  const act = chosen !== undefined && working && !actions.busy && !ended
  const select = (view: OfferView | undefined): void => {
    if (view === undefined || chosen === undefined) return
    setSelected(offerKey(view))
    if (view.place !== null && view.held === null) actions.hold.mutate({ row: chosen, slot: view.place.slot })
  }
  const settle = (choice: TalkChoice): void => {
    if (chosen !== undefined) actions.settle.mutate({ row: chosen, choice })
  }
  const accept = (): void => {
    if (chosen === undefined) return
    const view = offers.find((one) => offerKey(one) === selectedKey)
    if (view === undefined) {
      actions.begin.mutate(chosen)
      setSelected(offers[0] === undefined ? null : offerKey(offers[0]))
    } else settle(view.place === null ? { kind: 'contact-centre' } : { kind: 'accepted', slot: view.place.slot })
  }
  const undo = (): void => {
    if (chosen !== undefined && chosen.outcome !== null) {
      actions.undo.mutate({ row: chosen, settled: chosen.outcome.id })
    }
  }
  useKeys(
    {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      ArrowLeft: () => step(-1),
      Enter: ended && chosen !== undefined ? () => next(chosen.visit) : act ? accept : undefined,
      Y: act ? () => settle({ kind: 'not-reached' }) : undefined,
      J: act ? () => setDialog('refuse') : undefined,
      G: act ? () => setDialog('call-back') : undefined,
      R: act ? () => settle({ kind: 'contact-centre' }) : undefined,
      C: act ? () => settle({ kind: 'cancelled', note: null }) : undefined,
      Semicolon: act ? () => settle({ kind: 'keeps-waiting', note: null }) : undefined,
      F9: working && chosen !== undefined && chosen.outcome !== null ? undo : undefined,
      ...Object.fromEntries(
        offers.slice(0, 9).map((view, index) => [String(index + 1), act ? () => select(view) : undefined])
      ),
      F4: chosen === undefined ? undefined : () => go({ name: 'patient', patient: chosen.patient.id })
    },
    { enabled: dialog === 'none' }
  )

  if (board.data === null) return <p className={classes.gone}>{texts.gone}</p>
  if (board.data === undefined) return null
  const dated = board.data.incident.from !== board.data.incident.through
  return (
    <div className={classes.screen}>
      <IncidentHead board={board.data} onDialog={(open) => setDialog(open ? 'head' : 'none')} />
      <div className={classes.body}>
        <div className={classes.work}>
          <div className={classes.list} ref={list}>
            {rows.length === 0 && <p className={classes.gone}>{texts.emptyBoard}</p>}
            <table className={classes.table}>
              <colgroup>
                <col className={classes.colMark} />
                <col className={dated ? classes.colDated : classes.colTime} />
                <col />
                <col className={classes.colStatus} />
              </colgroup>
              {rows.map((row) => (
                <tbody key={row.visit}>
                  <BoardLine
                    row={row}
                    today={standing.today}
                    zone={standing.clinic.zone}
                    chosen={row.visit === chosen?.visit}
                    dated={dated}
                    onChoose={() => choose(row.visit)}
                  />
                  {row.visit === chosen?.visit && shown !== undefined && !ended && (
                    <tr className={classes.offerRow}>
                      <td />
                      <td colSpan={3}>
                        <p className={classes.detail}>
                          {[row.services.join('; '), row.note ?? ''].filter(Boolean).join(' · ')}
                        </p>
                        <OfferList talk={shown} today={standing.today} selected={selectedKey} onSelect={select} />
                      </td>
                    </tr>
                  )}
                </tbody>
              ))}
            </table>
          </div>
          {chosen !== undefined && working && (
            <OutcomeBar
              row={chosen}
              begun={selectedKey !== null}
              enabled={act}
              onAccept={accept}
              onSettle={settle}
              onRefuse={() => setDialog('refuse')}
              onCallBack={() => setDialog('call-back')}
              onUndo={undo}
            />
          )}
        </div>
        {shown !== undefined && chosen !== undefined && (
          <TalkPanel
            talk={shown}
            settled={ended ? settled.talk : null}
            selected={selectedKey}
            onNext={() => next(chosen.visit)}
          />
        )}
      </div>
      {dialog === 'refuse' && chosen !== undefined && (
        <RefuseDialog name={chosen.patient.name} onChoose={settle} onClose={() => setDialog('none')} />
      )}
      {dialog === 'call-back' && chosen !== undefined && (
        <CallBackDialog
          name={chosen.patient.name}
          today={standing.today}
          zone={standing.clinic.zone}
          onChoose={settle}
          onClose={() => setDialog('none')}
        />
      )}
    </div>
  )
}
