/** Reads a chosen file for core, which takes it as base64. */

/** What core takes at most; see its own limit. */
const MOST_MEGABYTES = 24

export interface ChosenFile {
  readonly name: string
  /** Base64; null when the file is larger than core takes. */
  readonly content: string | null
}

export const readChosen = (file: File): Promise<ChosenFile> =>
  file.size > MOST_MEGABYTES * 1024 * 1024
    ? Promise.resolve({ name: file.name, content: null })
    : new Promise((resolve, reject) => {
        const reader = new FileReader()
        reader.addEventListener('load', () => {
          const url = typeof reader.result === 'string' ? reader.result : ''
          resolve({ name: file.name, content: url.slice(url.indexOf(',') + 1) })
        })
        reader.addEventListener('error', () => reject(reader.error ?? new Error('the file cannot be read')))
        reader.readAsDataURL(file)
      })

export const TOO_LARGE = { code: 'TOO_LARGE', megabytes: MOST_MEGABYTES } as const
