/** Who is here: the day on one screen, a visit moved on with one key and taken back with another, a patient found from anywhere. */
import type { Step } from '../play.ts'
import { choose, firstFound, lineOf } from '../today.ts'

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
    title: 'Today shows who is here, who waits, and what each visit still needs',
    play: async ({ desk, picture }) => {
      const abdullaev = await lineOf(desk, 'Абдуллаев Тимур').textContent()
      // He came before his time: he waits, and nobody is late for him.
      if (abdullaev === null || !/12:\d\d.*ждёт0 мин/u.test(abdullaev))
        throw new Error(`Abdullaev came early, yet: ${abdullaev}`)
      if (!/согласие/u.test(abdullaev)) throw new Error(`His consents are missing, yet: ${abdullaev}`)
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
      await melnik.getByText('Встретить').waitFor()
      await desk.press('F2')
      await melnik.getByText('ждёт').waitFor()
      await desk.sees(/Мельник.*: ждёт/)
      await picture('undo-offered')
      await desk.press('Control+Z')
      await melnik.getByText('записан').waitFor()
      await desk.press('F8')
      await melnik.getByText('неявка').waitFor()
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
        await firstFound(desk, 'Абдуллаев Тимур Рашид')
      }
      await desk.retype('соловьев седой петр')
      await firstFound(desk, 'Соловьёв-Седой Пётр Ильич')
      await desk.retype('кравцова 02.08.1984')
      await firstFound(desk, 'Кравцова Елена Сергеевна')
      await desk.retype('тимур абд рашид')
      await firstFound(desk, 'Абдуллаев Тимур Рашид')
      await picture('find', 'main')
      await desk.press('Enter')
      await desk.page.getByRole('region', { name: /Абдуллаев/ }).waitFor()
      await desk.home()
    }
  }
]
