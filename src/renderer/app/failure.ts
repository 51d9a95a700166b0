/** Turns whatever a call failed with into one sentence for the person at the desk. */
import type { appTexts } from './texts.ts'
import type { Catalogue } from '../ui/texts.ts'

type AppTexts = typeof appTexts extends Catalogue<infer Texts> ? Texts : never

/** The refusal inside a failed call, when rules said no; the capability's own texts say it in words. */
export const refusalIn = (error: unknown): { readonly code: string } | null => {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'REFUSED' || !('data' in error)) return null
  const { data } = error
  return typeof data === 'object' && data !== null && 'code' in data && typeof data.code === 'string'
    ? { ...data, code: data.code }
    : null
}

/** What to say about a failure that is not a refusal. */
export const failureText = (error: unknown, texts: AppTexts): string => {
  if (!(error instanceof Error) || !('code' in error)) return texts.lost
  switch (error.code) {
    case 'FORBIDDEN':
      return texts.forbidden
    case 'STORAGE':
      return 'data' in error && JSON.stringify(error.data).includes('disk-full')
        ? texts.storage['disk-full']
        : texts.storage.other
    default:
      return texts.unexpected
  }
}
