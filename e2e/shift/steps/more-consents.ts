/** Consents that are nobody's routine: a child for whom a parent signs, and advertising that is allowed and then taken back. */
import { atPassport, drawSignature, openStep, stepSays } from '../passport.ts'
import type { Step } from '../play.ts'
import { ABDULLAEV } from './consents.ts'

export const MIRA = 'Гаврилова Мира Артёмовна'
const MOTHER = 'Гаврилова Ольга Дмитриевна'

export const moreConsents: readonly Step[] = [
  {
    id: 'child-consent',
    title: 'For a child the parent is named first and then signs',
    play: async ({ desk, picture, takePaper }) => {
      await atPassport(desk, MIRA)
      await stepSays(desk, 'Законный представитель', 'не указан')
      await openStep(desk, 'Законный представитель')
      const form = await desk.dialog('согласие даёт законный представитель')
      await desk.tabTo('Фамилия, имя, отчество')
      await desk.type(MOTHER)
      await desk.tabTo('Телефон представителя')
      await desk.type('9450003307')
      await picture('representative')
      await desk.press('Enter')
      await form.waitFor({ state: 'detached' })
      await stepSays(desk, 'Законный представитель', 'указан')
      await openStep(desk, 'Информированное согласие')
      const dialog = await desk.dialog('Информированное согласие')
      await dialog.getByText('Подписывает законный представитель').waitFor()
      await desk.press('F2')
      await dialog.getByText('напечатан, ждёт подписи').waitFor()
      await takePaper('a4', 'consent.pdf', 'consent-child.pdf')
      await desk.press('F2')
      await dialog.waitFor({ state: 'detached' })
      await stepSays(desk, 'Информированное согласие', 'подписано')
      await desk.home()
    }
  },
  {
    id: 'advertising',
    title: 'Consent to advertising is a paper of its own, and is taken back as easily',
    play: async ({ desk, picture }) => {
      await atPassport(desk, ABDULLAEV)
      await desk.press('g')
      await desk.page.getByRole('button', { name: 'Записать на приём' }).waitFor()
      await desk.press('d')
      const list = await desk.dialog('Документы')
      const wanted = list.getByRole('button', { name: /^Согласие на получение рекламы/ })
      await wanted.waitFor()
      await picture('patient-documents')
      await desk.press(/\d/u.exec(await wanted.innerText())?.[0] ?? '')
      const dialog = await desk.dialog('Согласие на получение рекламы')
      await desk.tabTo('СМС')
      await desk.press('Space')
      await desk.press('F3')
      await dialog.getByRole('img', { name: 'Страница 1' }).waitFor()
      await drawSignature(desk, dialog.getByRole('img', { name: 'Поле для подписи' }))
      await desk.press('F2')
      const papers = await desk.dialog('Документы')
      await papers.getByRole('row', { selected: true }).filter({ hasText: 'Согласие на получение рекламы' }).waitFor()
      await desk.press('Enter')
      const signed = await desk.dialog('Согласие на получение рекламы')
      await signed.getByText(/подписано 24\.11\.2026 на экране/u).waitFor()
      await desk.press('r')
      await desk.sees('Согласие перестанет действовать сразу.')
      await desk.tabTo('Со слов пациента')
      await desk.type('слишком часто пишете')
      await picture('revoke')
      await desk.press('Enter')
      await desk.sees(/Согласие отозвано 24\.11\.2026: слишком часто пишете/u)
      await desk.home()
    }
  }
]
