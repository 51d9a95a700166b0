/** Pictures of what the window shows, at the two sizes of a front desk and in both themes. */
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Desk } from './desk.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/** The size of the window between pictures, and of the smallest screen at a front desk. */
const USUAL: Size = { width: 1366, height: 768 }
const LARGE: Size = { width: 1920, height: 1080 }

type Theme = 'light' | 'dark'

/** `none`: only failures are pictured; `all`: both sizes of everything, and the main screens in the dark too. */
export type PictureTaste = 'none' | 'all'

/** Takes the pictures and answers their files. `main` screens are pictured in both themes. */
export const picture = async (
  desk: Desk,
  folder: string,
  name: string,
  { taste, main }: { readonly taste: PictureTaste; readonly main: boolean }
): Promise<readonly string[]> => {
  if (taste === 'none') return []
  await mkdir(folder, { recursive: true })
  const files: string[] = []
  for (const theme of main ? (['light', 'dark'] as const) : (['light'] as const)) {
    await dress(desk, theme)
    for (const size of [LARGE, USUAL]) {
      await desk.page.setViewportSize(size)
      const file = path.join(folder, `${name}-${size.width}-${theme}.png`)
      await desk.page.screenshot({ path: file, animations: 'disabled' })
      files.push(file)
    }
  }
  await dress(desk, 'light')
  return files
}

const dress = async (desk: Desk, theme: Theme): Promise<void> => {
  await desk.page.emulateMedia({ colorScheme: theme })
  await desk.page.waitForFunction((wanted) => document.documentElement.dataset['mantineColorScheme'] === wanted, theme)
}

/** Whatever stands on the screen, as it is: for the moment in which a step failed. */
export const pictureOfFailure = async (desk: Desk, folder: string, name: string): Promise<string> => {
  await mkdir(folder, { recursive: true })
  const file = path.join(folder, `${name}-failed.png`)
  await desk.page.screenshot({ path: file, timeout: 5000 })
  return file
}
