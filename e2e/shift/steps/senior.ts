/** What only the senior receptionist does: gives money back, takes a table over from another program, looks after the printers. */
import iconv from 'iconv-lite'
import type { Step } from '../play.ts'
import { signIn } from '../sign-in.ts'
import { choose, lineOf } from '../today.ts'
import { SOLOVYOV } from './money.ts'
import { BERESTOVA, KOLTSOVA } from '../people.ts'

const HEADINGS = 'Фамилия;Имя;Отчество;Дата рождения;Телефон'
/** As Excel saves it on a Russian Windows. */
const table = (...lines: readonly string[]): { name: string; mimeType: string; buffer: Buffer } => ({
  name: 'пациенты.csv',
  mimeType: 'text/csv',
  buffer: iconv.encode([HEADINGS, ...lines].join('\r\n'), 'win1251')
})

export const senior: readonly Step[] = [
  {
    id: 'reversal',
    title: 'A payment is given back by a senior, never deleted, and the debt is there again',
    play: async ({ desk, picture }) => {
      await desk.press('F12')
      await signIn(desk, BERESTOVA)
      await desk.sees('Берестова Т. Л.')
      await desk.press('Alt+4')
      const line = lineOf(desk, SOLOVYOV).first()
      await choose(desk, SOLOVYOV)
      await picture('cash', 'main')
      await desk.press('F8')
      const dialog = await desk.dialog('Возврат платежа')
      await dialog.getByText(/Вернём наличными 4\s200\s₽/).waitFor()
      await desk.type('провели не тому пациенту')
      await picture('reverse')
      await desk.press('Enter')
      await line.getByText(/возвращён: провели не тому пациенту/).waitFor()
      await picture('cash-reversed')
      await desk.press('Alt+1')
      await lineOf(desk, SOLOVYOV)
        .getByText(/долг 4\s200/)
        .first()
        .waitFor()
    }
  },
  {
    id: 'import',
    title: 'A table with a bad line is refused whole with the reason, and mended is recorded',
    play: async ({ desk, picture }) => {
      await desk.press('Alt+7')
      await desk.sees('Какую таблицу загрузить?')
      await picture('imports')
      const good = 'Перелескова;Искра;Пробовна;28.02.1990;8 945 100-20-30'
      await desk.page.setInputFiles('input[type=file]', table(good, 'Тополёв;Мирон;;31.02.1987;8 945 100-20-31'))
      await desk.sees('такого дня в календаре нет')
      await picture('import-refused')
      await desk.page.setInputFiles('input[type=file]', table(good, 'Тополёв;Мирон;;03.02.1987;8 945 100-20-31'))
      await desk.page.getByRole('button', { name: 'Записать 2 строки' }).waitFor()
      await picture('import-ready')
      await desk.press('F2')
      await desk.sees('Записано: новых 2, изменено 0')
      await desk.sees('Всё из этого файла уже есть: записывать нечего.')
    }
  },
  {
    id: 'other-screens',
    title: 'Loyalty, the print queue and the settings are a key away',
    play: async ({ desk, picture }) => {
      await desk.press('Alt+5')
      await desk.page.getByRole('heading', { name: 'Лояльность' }).waitFor()
      await picture('loyalty', 'main')
      await desk.press('Alt+0')
      await desk.page.getByRole('heading', { level: 1 }).filter({ hasText: 'ечат' }).waitFor()
      await picture('print-queue', 'main')
      await desk.press('Alt+8')
      await desk.page.getByRole('heading', { name: 'Настройки' }).waitFor()
      await picture('settings', 'main')
      await desk.press('2')
      await picture('settings-window')
      await desk.press('3')
      await picture('settings-device')
      await desk.press('F12')
      await signIn(desk, KOLTSOVA)
      await desk.sees('Кольцова А. В.')
    }
  }
]
