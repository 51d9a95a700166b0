/** «Врач заболел» by the keyboard alone, in the real window: everybody is told, a slip is taken back, nobody is left behind. */
import { AxeBuilder } from '@axe-core/playwright'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ANNA } from '../src/head-office/demo/staff.ts'
import { prepareDesk } from './prepared-desk.ts'
import { signInAs } from './sign-in.ts'
import { launchWorkstation, type Workstation } from './window.ts'

let folder: string
let workstation: Workstation

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stoika-incident-'))
  const { now } = await prepareDesk(folder, { patients: 150, historyDays: 20 })
  workstation = await launchWorkstation({ dataDir: folder, env: { STOIKA_NOW: new Date(now).toISOString() } })
  await signInAs(workstation.page, ANNA)
})
afterAll(async () => {
  await workstation.close()
  await rm(folder, { recursive: true, force: true })
})

const serious = async (page: Page): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`)
}

it('goes from the first call to the end of the incident without a mouse', async () => {
  const { page } = workstation
  const rows = page.locator('tr[data-visit]')
  const head = page.getByRole('heading', { level: 1 })
  const pressed = async (key: string, shows: string | RegExp): Promise<void> => {
    await page.keyboard.press(key)
    await page.getByText(shows).first().waitFor()
  }

  await pressed('Alt+3', 'Сбоев нет')
  expect(await serious(page)).toEqual([])
  await pressed('n', 'Выберите, что случилось и с кем.')
  await page.getByRole('combobox', { name: 'Врач' }).waitFor()
  await page.keyboard.type('Лисин')
  await page.getByRole('option', { name: /^Лисин/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await pressed('Enter', /Затронет \d+/)
  expect(await serious(page)).toEqual([])
  await page.getByRole('textbox', { name: 'Причина' }).focus()
  await pressed('Enter', 'Начать разговор')
  expect(await head.textContent()).toContain('Врач заболел: Лисин')
  const all = await rows.count()
  expect(all).toBeGreaterThan(1)
  expect(await page.getByText(`${all} остал`).count()).toBe(1)

  // The first one: an offer is kept, agreed on, taken back and agreed on again.
  await pressed('Enter', /держим/)
  expect(await serious(page)).toEqual([])
  await pressed('Enter', 'Спасибо за понимание')
  await page.getByText('1 решён').waitFor()
  await pressed('Control+z', `${all} остал`)
  await pressed('Enter', /держим/)
  await pressed('Enter', 'Спасибо за понимание')
  await page.getByText('1 решён').waitFor()

  // The others refuse, except the last, who does not answer.
  for (let left = all - 1; left > 1; left -= 1) {
    await pressed('Enter', 'Начать разговор')
    await page.getByRole('listitem').first().waitFor()
    await pressed('KeyJ', 'Почему отказ')
    await pressed('2', 'Прежнюю запись я снимаю')
    await page.getByText(`${left - 1} остал`).waitFor()
  }
  await pressed('Enter', 'Начать разговор')
  await page.getByRole('listitem').first().waitFor()
  await pressed('KeyY', '1 не дозвонились')

  await pressed('F2', 'Не дозвонились до 1 пациента')
  expect(await serious(page)).toEqual([])
  await pressed('F2', 'Сбой завершён')
  await page.keyboard.press('Alt+3')
  const line = page.getByRole('row', { name: /Лисин/ })
  await line.getByText('завершён').waitFor()
  expect(await line.locator('td').allTextContents()).toEqual([
    expect.stringContaining('Врач заболел: Лисин'),
    '24.11.2026',
    '0',
    '0',
    '1',
    String(all - 1),
    'завершён'
  ])
})

it('has words for the desk one key away from a visit', async () => {
  const { page } = workstation
  await page.keyboard.press('Alt+1')
  await page.locator('tr[aria-selected=true]').waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /Что сказать/ }).waitFor()
  await page.keyboard.press('F6')
  await page.getByRole('button', { name: /Приём задерживается/ }).waitFor()
  await page.keyboard.press('5')
  await page.getByText('Приносим Вам извинения за ожидание.').waitFor()
  expect(await serious(page)).toEqual([])
})
