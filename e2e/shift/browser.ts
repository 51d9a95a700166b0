/** The operators' page of head office as an operator opens it: in a browser, where this machine has one. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { chromium, type Page } from 'playwright-core'

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'] as const

const findBrowser = (): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .flatMap((folder) => BROWSERS.map((name) => path.join(folder, name)))
    .find((file) => existsSync(file))

/** Runs `look` on the overview page, signed in; answers null where there is no browser. */
export const withOperatorsPage = async <Seen>(
  office: { readonly url: string; readonly password: string },
  look: (page: Page) => Promise<Seen>
): Promise<Seen | null> => {
  const executablePath = findBrowser()
  if (executablePath === undefined) return null
  const browser = await chromium.launch({
    executablePath,
    // Chromium refuses its own sandbox to root.
    chromiumSandbox: process.getuid?.() !== 0
  })
  try {
    const page = await browser.newPage({ locale: 'ru-RU', viewport: { width: 1366, height: 768 } })
    await page.goto(office.url)
    await page.getByLabel('Пароль').fill(office.password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 2 }).first().waitFor()
    return await look(page)
  } finally {
    await browser.close()
  }
}
