/** The window by itself: it opens on an empty folder, shows the clinic's language, keeps Node out, and goes quietly. */
import { access } from 'node:fs/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { launchWorkstation, type Workstation } from './window.ts'

let workstation: Workstation

beforeEach(async () => {
  workstation = await launchWorkstation()
})

afterEach(() => workstation.close())

it('opens on a fresh folder and says something in Russian', async () => {
  const { page } = workstation
  await page
    .getByRole('main')
    .getByText(/[а-яё]{3}/i)
    .first()
    .waitFor()
  expect(await page.title()).toBe('Стойка')
  expect(page.url()).toMatch(/^app:\/\/stoika\//)
})

it('gives the page neither Node nor Electron', async () => {
  const found = await workstation.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis)
  )
  expect(found).toEqual([])
})

it('takes its fresh folder along when it is closed', async () => {
  await workstation.close()
  await expect(access(workstation.dataDir)).rejects.toThrow('ENOENT')
})
