/** The passport of a visit as a person works it: steps by their digits, what each of them says. */
import type { Locator } from 'playwright-core'
import type { Desk } from './desk.ts'
import { find } from './today.ts'
import { until } from './until.ts'

/** One step of the passport that is open. */
export const stepCalled = (desk: Desk, name: string): Locator =>
  desk.page.getByRole('main').getByRole('list').first().getByRole('listitem').filter({ hasText: name })

/** Sees to it that the passport of a patient's visit today is open; a step that failed before may have left anything. */
export const atPassport = async (desk: Desk, name: string): Promise<void> => {
  const isOpen =
    (await desk.page.getByRole('region', { name }).isVisible()) &&
    (await stepCalled(desk, 'Следующий визит').isVisible()) &&
    (await desk.page.getByRole('dialog').filter({ visible: true }).count()) === 0
  if (isOpen) return
  await desk.home()
  await find(desk, name.toLocaleLowerCase('ru'), name)
  await stepCalled(desk, 'Следующий визит').waitFor()
}

/** Opens a step by its digit. */
export const openStep = async (desk: Desk, name: string): Promise<void> => {
  await stepCalled(desk, name).waitFor()
  const titles = await desk.page.getByRole('main').getByRole('list').first().getByRole('listitem').allInnerTexts()
  await desk.press(String(titles.findIndex((title) => title.includes(name)) + 1))
}

/** Waits until a step says these words. */
export const stepSays = async (desk: Desk, name: string, words: string | RegExp): Promise<void> => {
  await stepCalled(desk, name).getByText(words).first().waitFor()
}

/** Draws something like a signature into the field for it. */
export const drawSignature = async (desk: Desk, field: Locator): Promise<void> => {
  await field.scrollIntoViewIfNeeded()
  const box = await until('the field to sign in', async () => (await field.boundingBox()) ?? undefined)
  const { mouse } = desk.page
  const at = (part: number): readonly [number, number] => [
    box.x + box.width * (0.15 + 0.6 * part),
    box.y + box.height * (0.5 - 0.25 * Math.sin(part * 14) * (1 - part * 0.6))
  ]
  await mouse.move(...at(0))
  await mouse.down()
  for (let point = 1; point <= 60; point++) await mouse.move(...at(point / 60))
  await mouse.up()
}
