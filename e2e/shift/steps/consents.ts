/** Nobody goes into the chair unasked: the gate, a consent signed with a pen, others on paper, and the papers' way into the folder. */
import path from 'node:path'
import type { Desk } from '../desk.ts'
import { atPassport, drawSignature, openStep, stepSays } from '../passport.ts'
import type { Step } from '../play.ts'
import { scanned } from '../scan.ts'
import type { Shift } from '../shift.ts'
import { choose } from '../today.ts'

export const ABDULLAEV = 'Абдуллаев Тимур Рашид оглы'

/** Prepares and prints the next consent, keeps the sheet, and says that the patient has signed it. */
const signOnPaper = async (
  { desk, takePaper }: Shift,
  title: string,
  keep: { readonly kind: string; readonly as: string },
  fill: (desk: Desk) => Promise<void> = () => Promise.resolve()
): Promise<void> => {
  await desk.press('F2')
  const dialog = await desk.dialog(title)
  await dialog.getByText('Пациент подписывает сам').waitFor()
  await fill(desk)
  await desk.press('F2')
  await dialog.getByText('напечатан, ждёт подписи').waitFor()
  await takePaper('a4', keep.kind, keep.as)
  await desk.press('F2')
  await dialog.waitFor({ state: 'detached' })
}

export const consents: readonly Step[] = [
  {
    id: 'gate',
    title: 'A visit with unsigned consents is not let into the chair, and one key leads to signing',
    play: async ({ desk, picture }) => {
      await choose(desk, ABDULLAEV)
      await desk.press('F2')
      const gate = await desk.dialog('нет подписанных согласий')
      await desk.sees('согласие на удаление', gate)
      await picture('gate')
      await desk.press('Enter')
      await desk.page.getByRole('region', { name: ABDULLAEV }).waitFor()
      await desk.sees('аллергия: лидокаин')
      await stepSays(desk, 'Согласие на удаление зуба', 'нужно до кресла')
      await picture('passport', 'main')
    }
  },
  {
    id: 'identity',
    title: 'His passport, which a consent to personal data must name, is entered in his card',
    play: async ({ desk, picture }) => {
      await atPassport(desk, ABDULLAEV)
      await desk.press('g')
      await desk.page.getByRole('button', { name: 'Записать на приём' }).waitFor()
      await desk.press('F4')
      const dialog = await desk.dialog('Изменить данные')
      await desk.tabTo('Паспорт: серия')
      await desk.type('9900')
      await desk.tabTo('Паспорт: номер')
      await desk.type('123456')
      await desk.tabTo('Кем выдан')
      await desk.type('Отделом образцов города Примерска')
      await desk.tabTo('Когда выдан')
      await desk.type('15062012')
      await picture('edit-patient')
      await desk.press('Enter')
      await dialog.waitFor({ state: 'detached' })
      await desk.press('Escape')
      await stepSays(desk, 'Согласие на удаление зуба', 'нужно до кресла')
    }
  },
  {
    id: 'personal-data',
    title: 'The consent to personal data is read and signed with a pen on the screen',
    play: async (shift) => {
      const { desk, picture, takePaper } = shift
      const title = 'Согласие на обработку персональных данных'
      await atPassport(desk, ABDULLAEV)
      await openStep(desk, title)
      const dialog = await desk.dialog(title)
      await dialog.getByText('Пациент подписывает сам').waitFor()
      await desk.press('F3')
      await dialog.getByRole('img', { name: 'Страница 1' }).waitFor()
      await drawSignature(desk, dialog.getByRole('img', { name: 'Поле для подписи' }))
      await picture('sign-on-screen', 'main')
      await desk.press('F2')
      await dialog.waitFor({ state: 'detached' })
      await stepSays(desk, title, 'подписано')
      await openStep(desk, title)
      const signed = await desk.dialog(title)
      await signed.getByText(/подписано 24\.11\.2026 на экране/).waitFor()
      await desk.press('F7')
      await takePaper('a4', 'personal-data.pdf')
      await picture('personal-data-signed')
      await desk.press('Escape')
      await signed.waitFor({ state: 'detached' })
    }
  },
  {
    id: 'consents-on-paper',
    title: 'The general consent, anaesthesia and extraction are printed and signed on paper',
    play: async (shift) => {
      const { desk, picture } = shift
      await atPassport(desk, ABDULLAEV)
      await signOnPaper(shift, 'Информированное согласие', { kind: 'consent.pdf', as: 'consent-general.pdf' })
      await stepSays(desk, 'Информированное согласие', 'подписано')
      await signOnPaper(shift, 'Согласие на местную анестезию', { kind: 'consent.pdf', as: 'consent-anaesthesia.pdf' })
      await stepSays(desk, 'Согласие на местную анестезию', 'подписано')
      await signOnPaper(shift, 'Согласие на удаление зуба', { kind: 'consent.pdf', as: 'consent.pdf' }, async () => {
        await desk.tabTo('Диагноз, если известен')
        await desk.type('ретенция зуба 48')
        await picture('prepare-consent')
      })
      await stepSays(desk, 'Согласие на удаление зуба', 'подписано')
    }
  },
  {
    id: 'clinician-signs',
    title: 'The doctor’s hand is noted beside the patient’s',
    play: async ({ desk, picture }) => {
      await atPassport(desk, ABDULLAEV)
      await openStep(desk, 'Согласие на удаление зуба')
      const dialog = await desk.dialog('Согласие на удаление зуба')
      await dialog.getByText('ждёт подписи врача').first().waitFor()
      await picture('consent', 'main')
      await desk.press('F2')
      await dialog.getByText(/Орлова Ирина Николаевна, 24\.11\.2026/).waitFor()
      await desk.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    }
  },
  {
    id: 'into-the-chair',
    title: 'Signed, the visit goes into the chair with one key, and is over with another',
    play: async ({ desk }) => {
      await atPassport(desk, ABDULLAEV)
      await desk.press('F4')
      await desk.sees('в кресле', desk.page.getByRole('main'))
      await desk.press('F4')
      await desk.sees('окончен', desk.page.getByRole('main'))
      await stepSays(desk, 'Акт выполненных работ', 'Оформить акт')
    }
  },
  {
    id: 'originals',
    title: 'A signed sheet is put into the folder by scanning its code',
    play: async ({ desk, artefacts, out, picture }) => {
      const sheet = artefacts.find((one) => one.path === 'consent.pdf')
      if (sheet === undefined) throw new Error('no consent was printed')
      const [code = ''] = await scanned(path.join(out, sheet.path))
      await desk.press('Alt+6')
      const line = desk.page.getByRole('row').filter({ hasText: ABDULLAEV }).filter({ hasText: 'удаление' })
      await line.getByText('оригинал не в папке').waitFor()
      await picture('documents', 'main')
      await desk.scan(code.replace(/^QR-Code:/u, ''))
      await desk.sees(/оригинал в папке/)
      await line.waitFor({ state: 'detached' })
    }
  }
]
