/** Runs one call after another for a panel and keeps the last failure in words. */
import { useMutation } from '@tanstack/react-query'
import { failureText } from '../app/failure.ts'
import { appTexts } from '../app/texts.ts'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { documentRefusalText } from './refusal-text.ts'
import { documentRefusalTexts } from './texts-refusals.ts'

interface Job {
  readonly call: () => Promise<unknown>
  /** Said when it is done. */
  readonly said?: string
  readonly after?: () => void
}

export interface Work {
  readonly run: (job: Job) => void
  readonly busy: boolean
  readonly failure: string | null
  /** What to say of a failure. */
  readonly words: (error: unknown) => string
}

export const useWork = (): Work => {
  const refusals = useTexts(documentRefusalTexts)
  const general = useTexts(appTexts)
  const notify = useNotify()
  const mutation = useMutation({
    mutationFn: (job: Job) => job.call(),
    onSuccess: (_answer, job) => {
      if (job.said !== undefined) notify({ tone: 'done', text: job.said })
      job.after?.()
    }
  })
  const words = (error: unknown): string => documentRefusalText(error, refusals) ?? failureText(error, general)
  return {
    run: (job) => {
      if (!mutation.isPending) mutation.mutate(job)
    },
    busy: mutation.isPending,
    failure: mutation.error === null ? null : words(mutation.error),
    words
  }
}
