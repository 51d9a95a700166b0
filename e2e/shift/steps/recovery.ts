/** When the day breaks: words for one patient at the desk, a doctor taken ill over all visits, a device that is down. */
import type { Desk } from '../desk.ts'
import type { Step } from '../play.ts'
import { until } from '../until.ts'
import { atPassport } from '../passport.ts'
import { MIRA } from './more-consents.ts'

const leftOnBoard = async (desk: Desk): Promise<number> => {
  const figures = await desk.page
    .getByText(/^\d+ остал/u)
    .first()
    .innerText()
  return Number(figures.split(' ')[0])
}

/** Opens the talk with the next patient and waits for the words and offers. */
const begin = async (desk: Desk): Promise<void> => {
  await desk.sees('Начать разговор')
  await desk.page.getByRole('complementary').getByText('Не говорить').waitFor()
}

/** Settles the talk by one key and waits until one patient less is left. */
const settled = async (desk: Desk, left: number): Promise<void> => {
  await until(`${left - 1} to be left`, async () => ((await leftOnBoard(desk)) === left - 1 ? true : undefined))
}

export const recovery: readonly Step[] = [
  {
    id: 'words',
    title: 'One key gives the words for a patient who waits at the desk',
    play: async ({ desk, picture }) => {
      await atPassport(desk, MIRA)
      await desk.press('F6')
      const dialog = await desk.dialog('Что сказать')
      await dialog.getByRole('button', { name: /Приём задерживается/ }).waitFor()
      await picture('words-choice')
      const choices = await dialog.getByRole('button').allInnerTexts()
      const late = choices.find((text) => text.includes('Приём задерживается')) ?? ''
      await desk.press(/\d/u.exec(late)?.[0] ?? '5')
      await dialog.getByText('Не говорить').waitFor()
      await picture('words')
      await desk.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    }
  },
  {
    id: 'doctor-ill',
    title: 'A doctor is ill: the desk sees whom it touches, what to say and what can be offered',
    play: async ({ desk, picture }) => {
      await desk.press('Alt+3')
      await desk.page.getByRole('heading', { name: 'Сбои' }).waitFor()
      await desk.press('n')
      const dialog = await desk.dialog('Новый сбой')
      await desk.pick('Врач', 'Лисин')
      await dialog.getByText(/Затронет \d+\sвизит/u).waitFor()
      await picture('new-incident')
      await desk.press('Enter')
      await desk.page.getByRole('heading', { name: /Врач заболел: Лисин/ }).waitFor()
      await begin(desk)
      await picture('incident', 'main')
    }
  },
  {
    id: 'offers',
    title: 'A time is held while talking, accepted, taken back, and accepted again',
    play: async ({ desk, picture }) => {
      const left = await leftOnBoard(desk)
      await desk.press('Enter')
      await desk.sees(/держим/u)
      await picture('slot-held', 'main')
      await desk.press('Enter')
      await desk.sees('Следующий')
      await settled(desk, left)
      await picture('accepted')
      await desk.press('Control+z')
      await until('the patient to be back in work', async () => ((await leftOnBoard(desk)) === left ? true : undefined))
      await desk.press('Enter')
      await desk.sees(/держим/u)
      await desk.press('Enter')
      await settled(desk, left)
      await desk.press('Enter')
    }
  },
  {
    id: 'outcomes',
    title: 'Nobody is left without an outcome: some accept, one refuses, one is to be found a day, one does not answer',
    play: async ({ desk, picture }) => {
      /** By how many are still left: the last does not answer, the one before refuses, one more wants to be found a day. */
      const ways: Readonly<Record<number, () => Promise<void>>> = {
        1: () => desk.press('y'),
        2: async () => {
          await desk.press('j')
          await desk.dialog('Почему отказ')
          await picture('refusal')
          await desk.press('2')
        },
        3: () => desk.press('r')
      }
      const accept = async (): Promise<void> => {
        await desk.press('Enter')
        await desk.sees(/держим|контакт-центр/u)
        await desk.press('Enter')
      }
      for (let left = await leftOnBoard(desk); left > 0; left = await leftOnBoard(desk)) {
        await begin(desk)
        await (ways[left] ?? accept)()
        await settled(desk, left)
        // The last words to this patient are said before the next one is called.
        if (await desk.page.getByRole('button', { name: /^Следующий/ }).isVisible()) await desk.press('Enter')
      }
      await picture('incident-worked')
      await desk.press('F2')
      const confirm = desk.page.getByRole('dialog').getByRole('button', { name: 'Завершить сбой' })
      await confirm.waitFor()
      await picture('incident-close')
      await desk.press('F2')
      await desk.sees('Сбой завершён')
      await desk.press('Alt+3')
      await desk.page.getByRole('row', { name: /Лисин/ }).getByText('завершён').waitFor()
      await picture('incidents', 'main')
    }
  },
  {
    id: 'equipment-down',
    title: 'A device is down: only the visits that need it are called',
    play: async ({ desk, picture }) => {
      await desk.press('Alt+3')
      await desk.page.getByRole('heading', { name: 'Сбои' }).waitFor()
      await desk.press('n')
      await desk.dialog('Новый сбой')
      await desk.press('F3')
      await desk.pick('Оборудование', 'Аппарат для чистки порошком')
      await desk.sees(/Затронет [1-9]\d*\sвизит/u)
      await picture('new-equipment-incident')
      await desk.press('Enter')
      await desk.page.getByRole('heading', { name: /Оборудование на ремонте: Аппарат/ }).waitFor()
      await desk.page.getByRole('row').filter({ hasText: 'Константинопольская' }).first().waitFor()
      await picture('equipment-incident', 'main')
      await desk.home()
    }
  }
]
