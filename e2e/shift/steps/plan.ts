/** What the doctor proposes: variants side by side, one chosen and signed, and a change that asks for a new signature. */
import { atPassport, drawSignature, openStep } from '../passport.ts'
import type { Step } from '../play.ts'
import type { Desk } from '../desk.ts'

export const KRAVTSOVA = 'Кравцова Елена Сергеевна'
const BEST = 'Лечение каналов и коронка'

/** The screen of her plan, opened when it is not. */
const atPlan = async (desk: Desk): Promise<void> => {
  const title = desk.page.getByRole('heading', { name: /^План \d/u })
  if (await title.isVisible()) return
  await atPassport(desk, KRAVTSOVA)
  await openStep(desk, 'План лечения')
  await title.waitFor()
}

export const plan: readonly Step[] = [
  {
    id: 'plan-compared',
    title: 'The doctor’s two variants are compared, best first, and one is chosen',
    play: async ({ desk, picture }) => {
      await atPlan(desk)
      const variants = desk.page.getByRole('table', { name: 'Варианты' })
      await variants.getByText('дешевле всего').waitFor()
      await variants.getByText(/на .*\s₽ дороже/u).waitFor()
      await picture('plan', 'main')
      await desk.press('s')
      await desk.sees('Этап 1. Лечение каналов')
      await picture('plan-stages')
      await desk.press('s')
      await desk.press('2', '1', 'Enter')
      await desk.sees(`Выбран вариант «${BEST}»`)
      await desk.sees('вариант выбран, ждёт подписи')
    }
  },
  {
    id: 'plan-signed',
    title: 'The estimate is printed, signed by the patient on the screen and by the doctor on paper',
    play: async ({ desk, picture, takePaper }) => {
      await atPlan(desk)
      await desk.press('l')
      await desk.page.getByRole('img', { name: /^Страница 1/ }).waitFor()
      await picture('plan-paper')
      await desk.press('l')
      await desk.press('g')
      await desk.sees(/План .* в очереди печати/)
      await takePaper('a4', 'plan.pdf')
      await desk.press('F2')
      const patient = await desk.dialog('Подпись пациента')
      await desk.press('F7')
      await patient.getByRole('img', { name: /^Страница 1/ }).waitFor()
      await drawSignature(desk, patient.getByRole('img', { name: 'Поле для подписи' }))
      await picture('plan-sign-on-screen')
      await desk.press('F2')
      await desk.sees('подписан пациентом, ждёт врача')
      await desk.press('F2')
      await desk.dialog('Подпись врача')
      await desk.press('F2')
      await desk.page
        .getByRole('strong')
        .filter({ hasText: /^подписан$/ })
        .waitFor()
    }
  },
  {
    id: 'plan-changed',
    title: 'A plan that was changed after signing asks for a new signature, and gets one',
    play: async ({ desk, picture }) => {
      await atPlan(desk)
      await desk.press('e')
      await desk.page.getByRole('heading', { name: /^Изменить план/ }).waitFor()
      await desk.tabTo('Примечание для пациента')
      await desk.type('Коронку ставим не раньше чем через две недели после лечения каналов.')
      await desk.tabTo('Что изменилось')
      await desk.type('врач уточнил срок')
      await picture('plan-editor', 'main')
      await desk.press('F2')
      await desk.sees('Пациент подписал прежнюю версию. После изменений нужна новая подпись.')
      await picture('plan-changed')
      await desk.press('F2')
      await desk.sees('вариант выбран, ждёт подписи')
      // The choice is shown a moment before its button lets go.
      await desk.page.locator('button:enabled:has(kbd:text-is("F2"))').first().waitFor()
      await desk.press('F2')
      await desk.dialog('Подпись пациента')
      await desk.press('F2')
      await desk.sees('подписан пациентом, ждёт врача')
      await desk.home()
    }
  }
]
