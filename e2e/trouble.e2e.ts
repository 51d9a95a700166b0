/** Starts that go wrong and a core that dies: each leads to a sentence that says what to do, and nothing is lost. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { existsSync, readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../src/core/storage/database.ts'
import { ANNA } from '../src/head-office/demo/staff.ts'
import { prepareDesk } from './prepared-desk.ts'
import { signInAs } from './sign-in.ts'
import { launchWorkstation } from './window.ts'

const folders: string[] = []
const freshFolder = async (): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'stoika-trouble-'))
  folders.push(folder)
  return folder
}
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

const KEY = 'ab'.repeat(32)
const deskFolder = async (): Promise<string> => {
  const folder = await freshFolder()
  await mkdir(path.join(folder, 'desk'))
  await writeFile(path.join(folder, 'desk', 'desk.key'), KEY)
  return folder
}

describe('a start that goes wrong', () => {
  it('says what to do when the database is damaged', async () => {
    const dataDir = await deskFolder()
    await writeFile(path.join(dataDir, 'desk', 'desk.db'), 'испорченный файл '.repeat(1000))
    await using desk = await launchWorkstation({ dataDir })
    await desk.page.getByRole('heading', { name: 'Рабочее место не открылось' }).waitFor()
    expect(await desk.page.getByRole('main').innerText()).toContain('База данных повреждена')
  })

  it('says the same when the key of the database is gone or was sealed for somebody else', async () => {
    const lost = await deskFolder()
    await writeFile(path.join(lost, 'desk', 'desk.db'), 'закрыто ключом, которого здесь нет')
    await rm(path.join(lost, 'desk', 'desk.key'))
    const foreign = await deskFolder()
    await writeFile(path.join(foreign, 'desk', 'desk.key.sealed'), 'v11 запечатано другой учётной записью')
    for (const dataDir of [lost, foreign]) {
      await using desk = await launchWorkstation({ dataDir })
      await desk.page.getByRole('heading', { name: 'Рабочее место не открылось' }).waitFor()
      expect(await desk.page.getByRole('main').innerText()).toContain('закрыта другим ключом')
      expect(existsSync(path.join(dataDir, 'desk', 'desk.key.sealed'))).toBe(dataDir === foreign)
    }
  })

  it('asks for an update when the database was written by a newer version', async () => {
    const dataDir = await deskFolder()
    const db = await openDatabase({ path: path.join(dataDir, 'desk', 'desk.db'), key: KEY })
    db.prepare('INSERT INTO kysely_migration (name, timestamp) VALUES (?, ?)').run('9999-later', '2030-01-01')
    db.close()
    await using desk = await launchWorkstation({ dataDir })
    await desk.page.getByRole('heading', { name: 'Рабочее место не открылось' }).waitFor()
    expect(await desk.page.getByRole('main').innerText()).toContain('Обновите программу')
  })

  it('names the folder as the trouble when the file cannot be opened', async () => {
    const dataDir = await deskFolder()
    await mkdir(path.join(dataDir, 'desk', 'desk.db'))
    await using desk = await launchWorkstation({ dataDir })
    await desk.page.getByRole('heading', { name: 'Рабочее место не открылось' }).waitFor()
    expect(await desk.page.getByRole('main').innerText()).toContain('Нет доступа к папке')
  })
})

describe('a core that dies under the window', () => {
  it('comes back by itself, asks for the PIN and shows what was done before', async () => {
    const dataDir = await freshFolder()
    const { now } = await prepareDesk(dataDir, { patients: 120, historyDays: 3 })
    await using desk = await launchWorkstation({ dataDir, env: { STOIKA_NOW: new Date(now).toISOString() } })
    await signInAs(desk.page, ANNA)
    const waiting = desk.page.locator('tr[data-visit][data-state="booked"]').first()
    const visit = await waiting.getAttribute('data-visit')
    await waiting.click()
    await desk.page.keyboard.press('F2')
    await desk.page.locator(`tr[data-visit="${visit}"][data-state="arrived"]`).waitFor()

    process.kill(corePid(desk.app.process().pid ?? 0), 'SIGKILL')
    await desk.page.getByRole('heading', { name: 'Кто за стойкой' }).waitFor()
    await signInAs(desk.page, ANNA)
    await desk.page.locator(`tr[data-visit="${visit}"][data-state="arrived"]`).waitFor()
  })
})

/** The process of core among the descendants of the application, by its entry file. */
const corePid = (application: number): number => {
  const children = (pid: number): number[] =>
    readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
  const queue = [application]
  for (let pid = queue.shift(); pid !== undefined; pid = queue.shift()) {
    if (
      readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        .split('\0')
        .some((part) => part.endsWith('core/main.mjs'))
    )
      return pid
    queue.push(...children(pid))
  }
  throw new Error('core is not among the processes of the application')
}
