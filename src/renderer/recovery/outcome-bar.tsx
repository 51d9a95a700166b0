/** Every outcome of a talk under one key, the sensible one first. */
import type { BoardRow, TalkChoice } from '../../contract/recovery.ts'
import { Button } from '../ui/button.tsx'
import { useTexts } from '../ui/language.tsx'
import classes from './incident-screen.module.css'
import { boardTexts } from './board-texts.ts'

interface Props {
  readonly row: BoardRow
  /** An offer is chosen, so that Enter agrees on it. */
  readonly begun: boolean
  readonly enabled: boolean
  readonly onAccept: () => void
  readonly onSettle: (choice: TalkChoice) => void
  readonly onRefuse: () => void
  readonly onCallBack: () => void
  readonly onUndo: () => void
}

export const OutcomeBar = ({ row, begun, enabled, onAccept, onSettle, onRefuse, onCallBack, onUndo }: Props) => {
  const { actions } = useTexts(boardTexts)
  return (
    <div className={classes.bar}>
      <Button primary keys="Enter" disabled={!enabled} onClick={onAccept}>
        {begun ? actions.accept : actions.begin}
      </Button>
      <Button keys="Y" disabled={!enabled} onClick={() => onSettle({ kind: 'not-reached' })}>
        {actions.notReached}
      </Button>
      <Button keys="J" disabled={!enabled} onClick={onRefuse}>
        {actions.refuse}
      </Button>
      <Button keys="G" disabled={!enabled} onClick={onCallBack}>
        {actions.callBack}
      </Button>
      <Button
        className={classes.quiet ?? ''}
        keys="R"
        disabled={!enabled}
        onClick={() => onSettle({ kind: 'contact-centre' })}
      >
        {actions.contactCentre}
      </Button>
      <Button
        className={classes.quiet ?? ''}
        keys="C"
        disabled={!enabled}
        onClick={() => onSettle({ kind: 'cancelled', note: null })}
      >
        {actions.cancel}
      </Button>
      <Button
        className={classes.quiet ?? ''}
        keys=";"
        disabled={!enabled}
        onClick={() => onSettle({ kind: 'keeps-waiting', note: null })}
      >
        {actions.wait}
      </Button>
      {row.outcome !== null && (
        <Button className={classes.quiet ?? ''} keys="F9" onClick={onUndo}>
          {actions.undo}
        </Button>
      )}
    </div>
  )
}
