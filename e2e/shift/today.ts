/** Today and the search line: how a person gets to a visit. */
import type { Locator } from 'playwright-core'
import type { Desk } from './desk.ts'

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
  await desk.retype(typed)
  await firstFound(desk, name)
  await desk.press('Enter')
  await desk.page.getByRole('region', { name }).waitFor()
}

export const firstFound = async (desk: Desk, name: string): Promise<void> => {
  await desk.page.getByRole('option', { selected: true }).filter({ hasText: name }).waitFor()
}
