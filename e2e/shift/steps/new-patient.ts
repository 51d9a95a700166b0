/** Somebody new at the desk: a double noticed before saving, a child who needs a parent, and the first booking. */
import type { Desk } from '../desk.ts'
import type { Step } from '../play.ts'

export const ULYANA = 'Раздольная-Верхнеозёрская Ульяна Ярославовна'

export const newPatient: readonly Step[] = [
  {
    id: 'double',
    title: 'A patient who may be there already is shown with reasons before anything is saved',
    play: async ({ desk, picture }) => {
      await desk.press('Control+K')
      await desk.dialog('')
      await desk.type('Кравцева Елена Сергеевна')
      await desk.page.getByRole('option', { name: /Новый пациент/ }).waitFor()
      await desk.press('End')
      for (let at = 0; at < 20 && !(await isNewChosen(desk)); at++) await desk.press('ArrowDown')
      await desk.press('Enter')
      await desk.page.getByRole('heading', { name: 'Новый пациент' }).waitFor()
      await desk.tabTo('Дата рождения')
      await desk.type('02081984')
      await desk.tabTo('Телефон')
      await desk.type('945 000-12-04')
      await desk.sees('Возможно, этот человек уже есть в базе')
      await desk.sees('дата рождения совпадает', desk.page.getByRole('complementary'))
      await picture('possible-double')
      await desk.press('F3')
      await desk.page.getByRole('region', { name: 'Кравцова Елена Сергеевна' }).waitFor()
      await desk.home()
    }
  },
  {
    id: 'child',
    title: 'A child is not registered without a representative, and is with one',
    play: async ({ desk, picture }) => {
      await desk.press('Alt+2')
      await desk.page.getByRole('heading', { name: 'Пациенты' }).waitFor()
      await desk.press('F2')
      await desk.page.getByRole('heading', { name: 'Новый пациент' }).waitFor()
      const [family = '', given = '', patronymic = ''] = ULYANA.split(' ')
      await desk.tabTo('Фамилия')
      await desk.type(family)
      await desk.press('Tab')
      await desk.type(given)
      await desk.press('Tab')
      await desk.type(patronymic)
      await desk.press('Tab')
      await desk.type('14022017')
      await desk.tabTo('Телефон')
      await desk.type('9450006621')
      await desk.press('F2')
      await desk.sees('Введите фамилию и имя')
      await picture('child-without-representative')
      await desk.tabTo('Фамилия, имя, отчество')
      await desk.type('Раздольная-Верхнеозёрская Агата Игоревна')
      await desk.tabTo('Телефон представителя')
      await desk.type('9450006621')
      await desk.press('F2')
      await desk.page.getByRole('region', { name: ULYANA }).waitFor()
      await desk.sees(/Агата Игоревна \(родитель/)
      await picture('patient')
    }
  },
  {
    id: 'book',
    title: 'She is booked to the children’s dentist at a time that is really free',
    play: async ({ desk, picture }) => {
      await desk.press('F2')
      await desk.dialog('Записать')
      await desk.pick('Врач', 'Зуева')
      const times = desk.page.getByRole('listbox', { name: 'Свободное время' }).getByRole('option')
      await times.filter({ hasText: 'Зуева' }).first().waitFor()
      await desk.tabTo('Заметка')
      await desk.type('боится, просит маму рядом')
      await picture('booking')
      await desk.press('F2')
      await desk.sees(/Запись на \d\d\.\d\d\.2026 .* создана/u)
      await desk.page.getByRole('row').filter({ hasText: 'Зуева' }).filter({ hasText: 'записан' }).waitFor()
      await desk.home()
    }
  }
]

const isNewChosen = async (desk: Desk): Promise<boolean> =>
  (await desk.page.getByRole('option', { selected: true }).filter({ hasText: 'Новый пациент' }).count()) === 1
