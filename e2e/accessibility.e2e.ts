/** The screens of the desk for people who see or move differently: no serious violation, light and dark, and all of it by keyboard. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ANNA } from '../src/head-office/demo/staff.ts'
import { prepareDesk } from './prepared-desk.ts'
import { signInAs } from './sign-in.ts'
import { launchWorkstation, type Workstation } from './window.ts'

let folder: string
let desk: Workstation
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stoika-axe-'))
  const { now } = await prepareDesk(folder, { patients: 120, historyDays: 3 })
  desk = await launchWorkstation({ dataDir: folder, env: { STOIKA_NOW: String(now) } })
})
afterAll(async () => {
  await desk.close()
  await rm(folder, { recursive: true, force: true })
})

const violations = async (page: Page): Promise<string[]> => {
  // In its own frame axe would open a page, which our window forbids.
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return found
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)
}

const inBothThemes = async (page: Page): Promise<string[]> => {
  const found: string[] = []
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => document.documentElement.setAttribute('data-mantine-color-scheme', name), theme)
    found.push(...(await violations(page)).map((one) => `${theme} ${one}`))
  }
  return found
}

describe('the desk for everybody', () => {
  it('signs in, shows the day, a visit, a patient and a new patient without a serious violation', async () => {
    const { page } = desk
    const found: string[] = []
    await page.getByRole('option').first().waitFor()
    found.push(...(await inBothThemes(page)))
    await signInAs(page, ANNA)
    found.push(...(await inBothThemes(page)))

    await page.keyboard.press('Control+k')
    await page.keyboard.type('со')
    await page.locator('#find-choices [role=option]').first().waitFor()
    found.push(...(await inBothThemes(page)))
    await page.keyboard.press('Escape')

    await page.keyboard.press('Enter')
    await page.locator('ol > li').first().waitFor()
    found.push(...(await inBothThemes(page)))
    await page.keyboard.press('g')
    await page.getByRole('heading', { name: /Визиты/ }).waitFor()
    found.push(...(await inBothThemes(page)))

    await page.keyboard.press('Alt+2')
    await page.keyboard.press('F2')
    await page.getByRole('heading', { name: 'Новый пациент' }).waitFor()
    found.push(...(await inBothThemes(page)))
    expect(found).toEqual([])
  })
})
