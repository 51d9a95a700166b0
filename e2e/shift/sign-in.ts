/** Signs in as a person does: a name by the arrows, a PIN, Enter. */
import type { Desk } from './desk.ts'
import type { Colleague } from './people.ts'

/** Chooses the person with the arrows and types the PIN. */
export const signIn = async (desk: Desk, person: Colleague): Promise<void> => {
  const people = desk.page.getByRole('listbox', { name: 'Кто за стойкой' })
  await people.getByRole('option').first().waitFor()
  const wanted = people.getByRole('option').filter({ hasText: person.name })
  const most = await people.getByRole('option').count()
  for (let at = 0; at < most && (await wanted.getAttribute('aria-selected')) !== 'true'; at++)
    await desk.press('ArrowDown')
  await desk.type(person.pin)
  await desk.press('Enter')
}
