/** A workstation as the person in front of it works: keys, words on the screen, and nothing behind it. */
import type { Locator, Page } from 'playwright-core'
import { launchWorkstation, type Workstation } from '../window.ts'
import { untilTrue } from './until.ts'

export interface Desk {
  readonly page: Page
  readonly workstation: Workstation
  /** What the page complained of since it was asked last. */
  readonly complaints: () => readonly string[]
  /** Presses keys one after the other, by their place on the keyboard. */
  readonly press: (...keys: readonly string[]) => Promise<void>
  /** Types into whatever has the focus, at the pace of a person. */
  readonly type: (text: string) => Promise<void>
  /** Fires a barcode scanner, which poses as a keyboard that no person could match. */
  readonly scan: (code: string) => Promise<void>
  /** Waits until the words can be read on the screen, or in a part of it. */
  readonly sees: (words: string | RegExp, inside?: Locator) => Promise<Locator>
  /** Waits until the words can no longer be read. */
  readonly seesNoMore: (words: string | RegExp, inside?: Locator) => Promise<void>
  /** The open dialog whose title has these words. */
  readonly dialog: (title: string | RegExp) => Promise<Locator>
  /** Moves the focus with Tab until it is on the field of this name; fails when the keyboard cannot reach it. */
  readonly tabTo: (label: string | RegExp) => Promise<void>
  /** Goes to a list field by Tab and chooses the line with these words by the arrows. */
  readonly pick: (label: string | RegExp, line: string | RegExp) => Promise<void>
  /** Replaces what stands in the field that has the focus. */
  readonly retype: (text: string) => Promise<void>
  /** Leaves whatever is open, down to Today. */
  readonly home: () => Promise<void>
}

/** Slower than any scanner between two keys. Letters that no Latin keyboard has come without keys and need no pace. */
const PERSON_MS = 45
const LIKE_A_CODE = /[\dA-Za-z-]{6}/u

const PATIENCE_MS = 20_000
/** More stops than any screen has; beyond it the keyboard goes round in circles. */
const MOST_STOPS = 80

export const openDesk = async (dataDir: string, env: Readonly<Record<string, string>>): Promise<Desk> => {
  const workstation = await launchWorkstation({ dataDir, env })
  const { page } = workstation
  page.setDefaultTimeout(PATIENCE_MS)
  return deskOn(workstation, page)
}

const deskOn = (workstation: Workstation, page: Page): Desk => {
  const press = async (...keys: readonly string[]): Promise<void> => {
    // A letter or digit is held as long as a person holds it: what comes quicker is a scanner's.
    for (const key of keys) await page.keyboard.press(key, key.length === 1 ? { delay: PERSON_MS } : {})
  }
  const type = (text: string): Promise<void> =>
    page.keyboard.type(text, LIKE_A_CODE.test(text) ? { delay: PERSON_MS } : {})
  const sees = async (words: string | RegExp, inside?: Locator): Promise<Locator> => {
    const place = (inside ?? page.locator('body')).getByText(words).filter({ visible: true }).first()
    await place.waitFor()
    return place
  }
  const tabTo = async (label: string | RegExp): Promise<void> => {
    const wanted = page
      .getByLabel(label, { exact: typeof label === 'string' })
      .and(page.locator('input, textarea, select, button'))
      .filter({ visible: true })
      .first()
    await wanted.waitFor()
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return
      await press('Tab')
    }
    throw new Error(`The keyboard does not reach «${String(label)}»`)
  }
  let complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  const openDialogs = page.getByRole('dialog').filter({ visible: true })
  return {
    page,
    workstation,
    complaints: () => {
      const since = complaints
      complaints = []
      return since
    },
    press,
    type,
    scan: async (code) => {
      await page.keyboard.type(code)
      await press('Enter')
    },
    sees,
    seesNoMore: (words, inside) =>
      untilTrue(
        `«${String(words)}» to go from the screen`,
        async () => (await (inside ?? page.locator('body')).getByText(words).filter({ visible: true }).count()) === 0
      ),
    dialog: async (title) => {
      const dialog = openDialogs.filter({ hasText: title }).first()
      await dialog.waitFor()
      return dialog
    },
    tabTo,
    pick: async (label, line) => {
      await tabTo(label)
      await press('ArrowDown')
      const options = page.getByRole('option').filter({ visible: true })
      await options.first().waitFor()
      const most = await options.count()
      const chosen = page.locator('[role=option][data-combobox-selected]').filter({ hasText: line, visible: true })
      for (let at = 0; at <= most && (await chosen.count()) === 0; at++) await press('ArrowDown')
      if ((await chosen.count()) === 0) throw new Error(`The list «${String(label)}» has no line «${String(line)}»`)
      await press('Enter')
    },
    retype: async (text) => {
      await press('Control+A')
      await type(text)
    },
    home: async () => {
      for (let tries = 0; tries < 6 && (await openDialogs.count()) > 0; tries++) {
        await press('Escape')
        await openDialogs
          .first()
          .waitFor({ state: 'hidden', timeout: 1000 })
          .catch(() => undefined)
      }
      await press('Alt+1')
      await page.getByRole('navigation').getByRole('button', { name: 'Сегодня' }).waitFor()
    }
  }
}
