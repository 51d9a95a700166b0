/** Money and the loyalty card: paid in parts, a debt that is seen, points, a lost card, and another's purse. */
import path from 'node:path'
import { atPassport, openStep, stepSays } from '../passport.ts'
import type { Step } from '../play.ts'
import { scanned } from '../scan.ts'
import { ABDULLAEV } from './consents.ts'
import { choose, lineOf } from '../today.ts'

export const SOLOVYOV = 'Соловьёв-Седой Пётр Ильич'

export const money: readonly Step[] = [
  {
    id: 'part-payment',
    title: 'A part is paid in notes, the rest stays owed and is seen everywhere',
    play: async ({ desk, picture }) => {
      await atPassport(desk, ABDULLAEV)
      await openStep(desk, 'Оплата')
      const dialog = await desk.dialog('Оплата')
      await dialog.getByText(/Принимаем картой/).waitFor()
      await desk.type('3000')
      await dialog.getByText(/Принимаем наличными 3\s000\s₽, картой/).waitFor()
      await desk.press('F8')
      await dialog.getByText('Останется долг').waitFor()
      await picture('payment', 'main')
      await desk.press('Enter')
      await desk.sees(/Принято: наличными 3\s000\s₽/)
      await dialog.waitFor({ state: 'detached' })
      await desk.page.getByRole('region', { name: ABDULLAEV }).getByText(/долг/).waitFor()
      await desk.press('Alt+1')
      await lineOf(desk, ABDULLAEV)
        .getByText(/к оплате/)
        .waitFor()
    }
  },
  {
    id: 'card',
    title: 'A loyalty card with the next number comes out of the card printer',
    play: async ({ desk, picture, takePaper }) => {
      await atPassport(desk, ABDULLAEV)
      await openStep(desk, 'Карта лояльности')
      const dialog = await desk.dialog('Карта')
      await dialog.getByText('Напечатать новую').waitFor()
      await picture('card')
      await desk.press('F2')
      await desk.sees(/Выдана карта 2\s0/u)
      await takePaper('card', 'card.pdf')
      await desk.home()
      await atPassport(desk, ABDULLAEV)
      await desk.page
        .getByRole('region', { name: ABDULLAEV })
        .getByText(/карта лояльности 2\s0/u)
        .waitFor()
    }
  },
  {
    id: 'mixed-payment',
    title: 'The rest is paid partly in notes and partly by card, and earns points',
    play: async ({ desk, picture }) => {
      await atPassport(desk, ABDULLAEV)
      await openStep(desk, 'Оплата')
      const dialog = await desk.dialog('Оплата')
      await dialog.getByText(/Принимаем картой/).waitFor()
      await desk.type('1000')
      await dialog.getByText(/Принимаем наличными 1\s000\s₽, картой/).waitFor()
      await desk.press('Enter')
      await dialog.waitFor({ state: 'detached' })
      await desk.page.getByRole('region', { name: ABDULLAEV }).getByText('долга нет').waitFor()
      await stepSays(desk, 'Оплата', 'оплачено полностью')
      await openStep(desk, 'Карта лояльности')
      await (await desk.dialog('Карта')).getByText(/Станут доступны с/).waitFor()
      await picture('card-with-points')
      await desk.press('Escape')
    }
  },
  {
    id: 'card-lost',
    title: 'The lost card is blocked and replaced, the points stay',
    play: async ({ desk, picture, takePaper }) => {
      await atPassport(desk, ABDULLAEV)
      await openStep(desk, 'Карта лояльности')
      const dialog = await desk.dialog('Карта')
      await dialog.getByText(/Станут доступны с/).waitFor()
      await desk.press('F4')
      await dialog.getByText(/баллы останутся на счёте/).waitFor()
      await picture('card-replace')
      await desk.press('F2')
      await desk.sees(/Карта заменена на 2\s0.*, баллы сохранены/u)
      await takePaper('card', 'card.pdf', 'card-replaced.pdf')
      if ((await dialog.count()) > 0) await desk.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      await openStep(desk, 'Карта лояльности')
      const again = await desk.dialog('Карта')
      await again.getByText(/потеряна, заблокирована 24\.11\.2026/).waitFor()
      await again.getByText(/Станут доступны с/).waitFor()
      await desk.press('Escape')
      await again.waitFor({ state: 'detached' })
    }
  },
  {
    id: 'card-scanned',
    title: 'The new card, scanned anywhere, opens its patient',
    play: async ({ desk, out }) => {
      const [card = ''] = await scanned(path.join(out, 'card-replaced.pdf'))
      await desk.home()
      await desk.scan(card.replace(/^EAN-13:/u, ''))
      await desk.page.getByRole('region', { name: ABDULLAEV }).waitFor()
      await desk.page.getByRole('button', { name: 'Записать на приём' }).waitFor()
      await desk.home()
    }
  },
  {
    id: 'next-visit',
    title: 'The next visit is booked, and the patient leaves',
    play: async ({ desk, picture }) => {
      await atPassport(desk, ABDULLAEV)
      await openStep(desk, 'Следующий визит')
      const dialog = await desk.dialog('Записать')
      await desk.pick('Врач', 'Орлова')
      await dialog.getByRole('option').filter({ hasText: 'Орлова' }).first().waitFor()
      await desk.tabTo('С даты')
      await desk.retype('01122026')
      await dialog.getByRole('option').filter({ hasText: '1 декабря' }).first().waitFor()
      await desk.press('F2')
      await desk.sees(/Запись на \d\d\.12\.2026 .* создана/u)
      await stepSays(desk, 'Следующий визит', /\d\d\.12\.2026/)
      await picture('passport-finished', 'main')
      for (const [key, state] of [
        ['F4', 'оплачен'],
        ['F4', 'закрыт']
      ] as const) {
        if ((await desk.page.getByRole('main').getByText(state, { exact: true }).count()) > 0) continue
        await desk.press(key)
        await desk.sees(state, desk.page.getByRole('main'))
      }
    }
  },
  {
    id: 'payer',
    title: 'An old debt is paid by another person, with change',
    play: async ({ desk, picture }) => {
      await desk.home()
      await choose(desk, SOLOVYOV)
      await lineOf(desk, SOLOVYOV)
        .getByText(/долг 4\s200/)
        .first()
        .waitFor()
      await desk.press('Enter')
      await openStep(desk, 'Оплата')
      const dialog = await desk.dialog('Оплата')
      await dialog.getByText(/Принимаем картой 4\s200\s₽/).waitFor()
      await desk.type('5000')
      await desk.tabTo('пациент')
      await desk.press('ArrowRight')
      await desk.tabTo('Фамилия')
      await desk.type('Соловьёва-Седая')
      await desk.tabTo('Имя')
      await desk.type('Марфа')
      await dialog.getByText(/Платит Соловьёва-Седая/).waitFor()
      await picture('payment-by-another')
      await desk.press('Enter')
      await dialog.getByText(/Сдача 800\s₽/).waitFor()
      await picture('change')
      await desk.press('Enter')
      await dialog.waitFor({ state: 'detached' })
      await desk.page.getByRole('region', { name: SOLOVYOV }).getByText('долга нет').waitFor()
    }
  }
]
