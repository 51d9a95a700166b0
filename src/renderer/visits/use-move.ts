/** Moves a visit on with one call, says what happened, and offers to take it back. */
import { useMutation } from '@tanstack/react-query'
import type { VisitRow } from '../../contract/visits.ts'
import type { VisitState } from '../../domain/visits/facts.ts'
import { client } from '../app/connection.ts'
import { failureText, refusalIn } from '../app/failure.ts'
import { appTexts } from '../app/texts.ts'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { visitRefusalText } from './refusal-text.ts'
import { visitTexts } from './texts.ts'

export interface MoveRequest {
  readonly visit: VisitRow
  readonly to: VisitState
  readonly override?: { readonly reason: string; readonly responsible: string }
}

/** `onConsentsMissing` is asked when the gate into the chair is shut. */
export const useMove = (onConsentsMissing: (visit: VisitRow) => void) => {
  const texts = useTexts(visitTexts)
  const general = useTexts(appTexts)
  const notify = useNotify()
  const say = (error: unknown): void =>
    notify({ tone: 'danger', text: visitRefusalText(error, texts) ?? failureText(error, general) })
  const undo = async (visit: VisitRow, move: Parameters<typeof client.visits.undo>[0]['move']): Promise<void> => {
    try {
      const back = await client.visits.undo({ id: visit.id, move })
      notify({ tone: 'done', text: texts.undone(visit.patient.name, back.state) })
    } catch (error) {
      say(error)
    }
  }
  return useMutation({
    mutationFn: ({ visit, to, override }: MoveRequest) =>
      client.visits.move({ id: visit.id, from: visit.state, to, reason: null, override: override ?? null }),
    onSuccess: (answer) =>
      notify({
        tone: 'done',
        text: texts.moved(answer.visit.patient.name, answer.visit.state),
        undo: { label: general.undo, run: () => void undo(answer.visit, answer.undo) }
      }),
    onError: (error, { visit }) => {
      if (refusalIn(error)?.code === 'CONSENTS_MISSING') onConsentsMissing(visit)
      else say(error)
    }
  })
}
