/** Looks at a screen as it stands: for those who cannot see it well, and as pictures for whoever judges it. */
import { AxeBuilder } from '@axe-core/playwright'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright-core'

/** Violations that keep somebody from using the screen, each with the elements at fault. */
export const seriousViolations = async (page: Page): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`)
}

/** Light and dark, on the smallest screen; only when STOIKA_E2E_PICTURES names a folder for them. */
export const takePictures = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['STOIKA_E2E_PICTURES']
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  await page.setViewportSize({ width: 1366, height: 768 })
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    await page.waitForFunction((wanted) => document.documentElement.dataset['mantineColorScheme'] === wanted, theme)
    await page.screenshot({ path: path.join(folder, `${name}-${theme}.png`), animations: 'disabled' })
  }
}
