/** The evening: head office is there again, everything arrives, and another workstation shows what this one did. */
import path from 'node:path'
import { withOperatorsPage } from '../browser.ts'
import { atPassport, openStep, stepSays } from '../passport.ts'
import type { Step } from '../play.ts'
import { signIn } from '../sign-in.ts'
import { ABDULLAEV } from './consents.ts'
import { enrol } from './morning.ts'
import { KOLTSOVA } from '../people.ts'

export const evening: readonly Step[] = [
  {
    id: 'waiting',
    title: 'The desk says honestly what head office has not seen and since when',
    play: async ({ desk, picture }) => {
      await desk.sees(/Нет связи с центром · не отправлено \d+ · центр видел всё до \d\d:\d\d/u)
      await desk.press('Alt+9')
      await desk.sees(/До \d\d:\d\d центр видел всё/u)
      await desk.sees(/Отправки ждёт \d+ запис/u)
      await desk.sees(/ждёт отправки \d+ документ/u)
      await picture('sync-waiting', 'main')
    }
  },
  {
    id: 'synchronised',
    title: 'Head office comes back, and everything arrives',
    play: async ({ desk, office, picture }) => {
      await office.comeBack()
      await desk.press('F2')
      await desk.sees('Ничего не мешает.')
      await desk.seesNoMore(/Отправки ждёт/u)
      await desk.seesNoMore(/ждёт отправки/u)
      await picture('sync-done')
      await desk.home()
    }
  },
  {
    id: 'second-desk',
    title: 'A second workstation of the clinic shows what the first one did',
    play: async ({ open, office, picture }) => {
      const desk = await open('second')
      await enrol(desk, office, 'Стойка 2')
      await desk.press('Enter')
      await desk.page.getByRole('heading', { name: 'Кто за стойкой' }).waitFor({ timeout: 180_000 })
      await signIn(desk, KOLTSOVA)
      await desk.page.getByRole('heading', { name: 'вторник, 24 ноября' }).waitFor()
      await atPassport(desk, ABDULLAEV)
      await stepSays(desk, 'Согласие на удаление зуба', 'подписано')
      await stepSays(desk, 'Акт выполненных работ', /№ .* на /u)
      await stepSays(desk, 'Оплата', 'оплачено полностью')
      await stepSays(desk, 'Карта лояльности', /2\s0/u)
      await desk.sees('закрыт', desk.page.getByRole('main'))
      await picture('second-desk', 'main')
      await openStep(desk, 'Согласие на обработку персональных данных')
      await desk.dialog('Согласие на обработку персональных данных')
      await desk.sees(/подписано 24\.11\.2026 на экране/u)
      // The drawn hand comes from head office as soon as somebody looks.
      await desk.page.getByRole('img', { name: 'Страница 1' }).waitFor()
      await desk.seesNoMore('Подпись нарисована на другом рабочем месте')
      await picture('second-desk-consent')
      await desk.home()
    }
  },
  {
    id: 'operators-page',
    title: 'Head office’s own page lists both workstations and today’s figures',
    play: async ({ office, out, note }) => {
      await office.figuresReady()
      await withOperatorsPage(office, async (page) => {
        for (const name of ['Стойка 1', 'Стойка 2']) await page.getByRole('rowheader', { name }).waitFor()
        const file = path.join(out, 'screens', 'head-office.png')
        await page.screenshot({ path: file, fullPage: true })
        note('screenshot.png', file)
      })
    }
  }
]
