/** What the receptionist does while talking: begins, keeps a slot, settles and takes back, and hears what came of it. */
import { useMutation } from '@tanstack/react-query'
import type { BoardRow, SettledTalk, TalkChoice } from '../../contract/recovery.ts'
import type { VisitSlot } from '../../domain/visits/facts.ts'
import type { FactId, IncidentId } from '../../domain/values/ids.ts'
import { client } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { appTexts } from '../app/texts.ts'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { recoveryRefusalText } from './refusal-text.ts'
import { recoveryTexts } from './texts.ts'
import { boardTexts } from './board-texts.ts'

interface Listeners {
  readonly onSettled: (row: BoardRow, settled: SettledTalk) => void
  /** The patient is open again, whether by the notice or by the key. */
  readonly onUndone: (row: BoardRow) => void
}

export const useTalk = (incident: IncidentId, { onSettled, onUndone }: Listeners) => {
  const texts = useTexts(recoveryTexts)
  const board = useTexts(boardTexts)
  const general = useTexts(appTexts)
  const notify = useNotify()
  const onError = (error: unknown): void =>
    notify({ tone: 'danger', text: recoveryRefusalText(error, texts) ?? failureText(error, general) })

  const undo = useMutation({
    mutationFn: ({ row, settled }: { readonly row: BoardRow; readonly settled: FactId }) =>
      client.recovery.undo({ incident, visit: row.visit, settled }),
    onSuccess: (_talk, { row }) => {
      onUndone(row)
      notify({ tone: 'done', text: board.undone(row.patient.name) })
    },
    onError
  })
  const begin = useMutation({
    mutationFn: (row: BoardRow) => client.recovery.begin({ incident, visit: row.visit }),
    onError
  })
  const hold = useMutation({
    mutationFn: ({ row, slot }: { readonly row: BoardRow; readonly slot: VisitSlot }) =>
      client.recovery.hold({ incident, visit: row.visit, slot }),
    onError
  })
  const settle = useMutation({
    mutationFn: ({ row, choice }: { readonly row: BoardRow; readonly choice: TalkChoice }) =>
      client.recovery.settle({ incident, visit: row.visit, choice, known: row.outcome?.id ?? null }),
    onSuccess: (settled, { row, choice }) => {
      notify({
        tone: 'done',
        text: board.done(row.patient.name, texts.outcomes[choice.kind]),
        undo: { label: general.undo, run: () => undo.mutate({ row, settled: settled.undo }) }
      })
      onSettled(row, settled)
    },
    onError
  })
  const busy = begin.isPending || hold.isPending || settle.isPending || undo.isPending
  return { begin, hold, settle, undo, busy }
}
