/** A table is imported in the real window: looked at, refused with reasons, mended, recorded, and then changes nothing. */
import { AxeBuilder } from '@axe-core/playwright'
import iconv from 'iconv-lite'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { prepareDesk } from './prepared-desk.ts'
import { launchWorkstation, type Workstation } from './window.ts'

let folder: string
let workstation: Workstation
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stoika-e2e-imports-'))
  const { now } = await prepareDesk(folder, { patients: 60, historyDays: 3 })
  workstation = await launchWorkstation({ dataDir: folder, env: { STOIKA_NOW: String(now) } })
  const { page } = workstation
  await page.getByText('Берестова').first().click()
  await page.keyboard.type('3333')
  await page.keyboard.press('Enter')
  await page.getByText('Импорт').first().waitFor()
})
afterAll(async () => {
  await workstation.close()
  await rm(folder, { recursive: true, force: true })
})

const table = (...lines: readonly string[]) => ({
  name: 'пациенты.csv',
  mimeType: 'text/csv',
  buffer: iconv.encode(lines.join('\r\n'), 'win1251')
})
const HEADINGS = 'Кто;Дата рожд.;Моб. телефон'
const choose = (file: ReturnType<typeof table>): Promise<void> =>
  workstation.page.setInputFiles('input[type=file]', file)

it('names what is wrong, takes a heading that only a person knows, and records the mended table whole', async () => {
  const { page } = workstation
  await page.keyboard.press('Alt+7')
  await page.getByText('Какую таблицу загрузить?').waitFor()

  await choose(
    table(
      HEADINGS,
      'Перелескова Искра Пробовна;31.02.1990;8 945 100-20-30',
      'Мостовой Пётр Ильич;12.04.1987;8,94510020E+10'
    )
  )
  await page.getByText('Покажите, в каком столбце файла: Фамилия, имя, отчество.').waitFor()
  await page.getByLabel('Фамилия, имя, отчество').selectOption('Кто')
  await page.getByText('такого дня в календаре нет').waitFor()
  expect(await page.getByText('Excel округлил число').count()).toBe(1)
  expect(await page.getByRole('button', { name: /Записать/ }).count()).toBe(0)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).include('main').analyze()
  expect(
    violations.filter((one) => one.impact === 'serious' || one.impact === 'critical').map((one) => one.id)
  ).toEqual([])

  const mended = table(
    HEADINGS,
    'Перелескова Искра Пробовна;28.02.1990;8 945 100-20-30',
    'Мостовой Пётр Ильич;12.04.1987;'
  )
  await choose(mended)
  await page.getByLabel('Фамилия, имя, отчество').selectOption('Кто')
  await page.getByRole('button', { name: 'Записать 2 строки' }).waitFor()
  await page.keyboard.press('F2')
  await page.getByText('Записано: новых 2, изменено 0').waitFor()
  await page.getByText('Всё из этого файла уже есть: записывать нечего.').waitFor()
  await page.getByText('как в прошлый раз').waitFor()

  await page.keyboard.press('Control+k')
  await page.keyboard.type('перелескова')
  await page.getByText('Перелескова Искра Пробовна').first().waitFor()
  await page.keyboard.press('Escape')
})
