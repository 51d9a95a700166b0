/** The morning: a new computer becomes a desk of the clinic, and the receptionist signs in. */
import type { Step } from '../play.ts'
import { signIn } from '../sign-in.ts'
import type { Desk } from '../desk.ts'
import { KOLTSOVA } from '../people.ts'

export const enrol = async (
  desk: Desk,
  office: { readonly url: string; readonly code: () => Promise<string> },
  name: string
): Promise<void> => {
  await desk.sees('Подключить рабочее место')
  await desk.type(office.url)
  await desk.press('Tab')
  await desk.type(await office.code())
  await desk.press('Tab')
  await desk.type(name)
}

export const morning: readonly Step[] = [
  {
    id: 'enrol',
    title: 'A new computer is enrolled with a one-time code and fetches the clinic',
    play: async ({ open, office, picture }) => {
      const desk = await open('first')
      await enrol(desk, office, 'Стойка 1')
      await picture('enrol')
      await desk.press('Enter')
      await desk.page.getByRole('heading', { name: 'Кто за стойкой' }).waitFor({ timeout: 180_000 })
    }
  },
  {
    id: 'sign-in',
    title: 'A wrong PIN is refused with a word why, the right one opens Today',
    play: async ({ desk, picture }) => {
      await signIn(desk, { ...KOLTSOVA, pin: '9999' })
      await desk.sees('ПИН-код не подошёл')
      await picture('sign-in')
      await desk.type(KOLTSOVA.pin)
      await desk.press('Enter')
      await desk.page.getByRole('heading', { name: 'вторник, 24 ноября' }).waitFor()
      await desk.sees('Кольцова А. В.')
    }
  },
  {
    id: 'lock',
    title: 'One key locks the desk, and the PIN opens it where it was',
    play: async ({ desk }) => {
      await desk.press('F12')
      await desk.page.getByRole('heading', { name: 'Кто за стойкой' }).waitFor()
      await signIn(desk, KOLTSOVA)
      await desk.page.getByRole('heading', { name: 'вторник, 24 ноября' }).waitFor()
    }
  },
  {
    id: 'line-lost',
    title: 'Head office goes away, and the desk says so without stopping anybody',
    play: async ({ desk, office, picture }) => {
      await office.goDown()
      await desk.press('Alt+9')
      await desk.page.getByRole('heading', { name: 'Связь с центром' }).waitFor()
      await desk.press('F2')
      await desk.sees(/До центра не дозвониться/)
      await picture('offline')
      await desk.home()
    }
  }
]
