/** Who is here: the day on one screen, a visit moved on with one key and taken back with another, a patient found from anywhere. */
import type { Locator } from 'playwright-core'
import type { Desk } from '../desk.ts'
import type { Step } from '../play.ts'

/** The line of a patient on Today. */
export const lineOf = (desk: Desk, name: string): Locator =>
  desk.page.locator('main').getByRole('row').filter({ hasText: name })

/** Walks to a patient's line on Today with the arrows. */
export const choose = async (desk: Desk, name: string): Promise<Locator> => {
  const line = lineOf(desk, name).first()
  await line.waitFor()
  const rows = await desk.page.locator('main').getByRole('row').count()
  await desk.press('Home')
  for (let at = 0; at < rows && (await line.getAttribute('aria-selected')) !== 'true'; at++)
    await desk.press('ArrowDown')
  if ((await line.getAttribute('aria-selected')) !== 'true') throw new Error(`The arrows do not reach ${name}`)
  return line
}

/** Finds a patient by the search line and opens what it offers first: today's visit, or the patient. */
export const find = async (desk: Desk, typed: string, name: string): Promise<void> => {
  await desk.press('Control+K')
  await desk.dialog('')
  await desk.type(typed)
  await firstFound(desk, name)
  await desk.press('Enter')
  await desk.page.getByRole('region', { name }).waitFor()
}

const firstFound = async (desk: Desk, name: string): Promise<void> => {
  await desk.page.getByRole('option', { selected: true }).filter({ hasText: name }).waitFor()
}

const WAYS_TO_ABDULLAEV = [
  'абдуллаев тимур',
  'тимур абд',
  'f,lekkftd',
  'abdullaev',
  'АБДУЛЛАЕВ',
  '4118',
  '10001'
] as const

export const day: readonly Step[] = [
  {
    id: 'today',
    title: 'Today shows who is here, who waits too long, and what each visit still needs',
    play: async ({ desk, picture }) => {
      const abdullaev = await lineOf(desk, 'Абдуллаев Тимур').textContent()
      if (abdullaev === null || !/▲.*ждёт.*00:(19|2\d)/u.test(abdullaev))
        throw new Error(`Abdullaev waits too long, yet: ${abdullaev}`)
      if (!/согласие/u.test(abdullaev)) throw new Error(`His consents are missing, yet: ${abdullaev}`)
      await desk.sees(/\d+ дольше 15 мин/)
      await picture('today', 'main')
      await desk.press('v')
      await desk.page.getByRole('button', { name: 'По врачам', pressed: true }).waitFor()
      await picture('today-by-doctor')
      await desk.press('v')
    }
  },
  {
    id: 'move-and-undo',
    title: 'One key moves a visit on or notes a no-show, another takes it back',
    play: async ({ desk, picture }) => {
      const melnik = await choose(desk, 'Мельник Ольга Викторовна')
      await melnik.getByText('Пришёл').waitFor()
      await desk.press('F2')
      await melnik.getByText('ждёт').waitFor()
      await desk.sees(/Мельник.*: ждёт/)
      await picture('undo-offered')
      await desk.press('Control+Z')
      await melnik.getByText('записан').waitFor()
      await desk.press('F8')
      await melnik.getByText('не пришёл').waitFor()
      await desk.press('Control+Z')
      await melnik.getByText('записан').waitFor()
    }
  },
  {
    id: 'find',
    title: 'A patient is found by parts of the name, wrong layout, Latin letters, phone, birth date or card',
    play: async ({ desk, picture }) => {
      await desk.press('Control+K')
      await desk.dialog('')
      for (const typed of WAYS_TO_ABDULLAEV) {
        await desk.retype(typed)
        await firstFound(desk, 'Абдуллаев Тимур')
      }
      await desk.retype('соловьев седой')
      await firstFound(desk, 'Соловьёв-Седой Пётр Ильич')
      await desk.retype('02.08.1984')
      await firstFound(desk, 'Кравцова Елена Сергеевна')
      await desk.retype('тимур абд')
      await firstFound(desk, 'Абдуллаев Тимур')
      await picture('find', 'main')
      await desk.press('Enter')
      await desk.page.getByRole('region', { name: /Абдуллаев/ }).waitFor()
      await desk.home()
    }
  }
]
