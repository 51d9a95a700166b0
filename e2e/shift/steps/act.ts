/** What was done, on paper: the act on both receipt printers and on a page, and a second print that says it is one. */
import { readFile } from 'node:fs/promises'
import type { Locator } from 'playwright-core'
import { decodeJob } from '../../../src/core/printing/testing/npos-decoder.ts'
import type { Desk } from '../desk.ts'
import { atPassport, openStep, stepSays } from '../passport.ts'
import type { Step } from '../play.ts'
import { until } from '../until.ts'
import { ABDULLAEV } from './consents.ts'

const TITLE = 'Акт выполненных работ'

/** What stands on a receipt, read back by a decoder that knows nothing of our encoder. */
const readReceipt = async (file: string): Promise<string> => decodeJob(await readFile(file)).text

const must = (text: string, words: string): void => {
  if (!text.includes(words)) throw new Error(`«${words}» is not on the paper:\n${text}`)
}

/** The receipt as the screen shows it, once it is another one than `before`. */
const shownReceipt = async (desk: Desk, before = ''): Promise<string> => {
  const page = desk.page.getByRole('dialog').getByRole('img', { name: /^Страница 1/ })
  return until('the receipt on the screen', async () => {
    const source = await page.getAttribute('src')
    const svg = decodeURIComponent(String(source).replace(/^data:image\/svg\+xml,/u, ''))
    return svg === before ? undefined : svg
  })
}

const choosePaper = async (desk: Desk, paper: string): Promise<void> => {
  const chosen = desk.page.getByRole('dialog').getByRole('strong').filter({ hasText: paper, visible: true })
  for (let at = 0; at < 3 && (await chosen.count()) === 0; at++) await desk.press('F7')
  await chosen.waitFor()
}

/** The dialog of the act, opened when it is not. */
const atAct = async (desk: Desk): Promise<Locator> => {
  const open = desk.page.getByRole('dialog').filter({ hasText: TITLE, visible: true })
  if ((await open.count()) === 0) {
    await atPassport(desk, ABDULLAEV)
    await openStep(desk, TITLE)
  }
  return desk.dialog(TITLE)
}

export const act: readonly Step[] = [
  {
    id: 'act',
    title: 'The act is made out from the services done and printed on the 80 mm printer',
    play: async ({ desk, picture, takePaper, keepText }) => {
      const dialog = await atAct(desk)
      await keepText('act-80.preview.svg', await shownReceipt(desk))
      await picture('act', 'main')
      await desk.press('F2')
      await dialog.getByText('оригинал').waitFor()
      const receipt = await readReceipt(await takePaper('receipt-80', 'act-80.escpos'))
      must(receipt, 'Акт выполненных работ')
      must(receipt, 'Не является кассовым чеком')
      must(receipt, ABDULLAEV)
    }
  },
  {
    id: 'act-58-and-a4',
    title: 'The same act comes out of the 58 mm printer and on an A4 page',
    play: async ({ desk, picture, takePaper, keepText }) => {
      await atAct(desk)
      const wide = await shownReceipt(desk)
      await choosePaper(desk, 'чек 58 мм')
      await keepText('act-58.preview.svg', await shownReceipt(desk, wide))
      await desk.press('F2')
      must(await readReceipt(await takePaper('receipt-58', 'act-58.escpos')), 'Не является кассовым чеком')
      await choosePaper(desk, 'лист А4')
      await desk.press('F2')
      await takePaper('a4', 'act.pdf')
      await picture('act-issued')
    }
  },
  {
    id: 'act-copy',
    title: 'Printed once more, the act says that it is a copy',
    play: async ({ desk, takePaper }) => {
      const dialog = await atAct(desk)
      await choosePaper(desk, 'чек 80 мм')
      await desk.press('F2')
      await dialog.getByText('КОПИЯ').first().waitFor()
      must(await readReceipt(await takePaper('receipt-80', 'act-80-copy.escpos')), 'КОПИЯ')
      await desk.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      await stepSays(desk, TITLE, /№ .* на /)
    }
  }
]
