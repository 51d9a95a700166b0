/** Signs in through the window as a person does: a name, a PIN, Enter. */
import type { Page } from 'playwright-core'
import { fullName } from '../src/domain/values/person-name.ts'
import type { DemoStaff } from '../src/head-office/demo/staff.ts'

/** Resolves when Today shows its visits. */
export const signInAs = async (page: Page, person: DemoStaff): Promise<void> => {
  await page.getByRole('option', { name: fullName(person.card.name) }).click()
  await page.keyboard.type(person.pin)
  await page.keyboard.press('Enter')
  await page.locator('tr[data-visit]').first().waitFor()
}
